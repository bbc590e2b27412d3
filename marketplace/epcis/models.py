"""Events that a shop's own software has told of its lots."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.clock import now
from marketplace.database import Model, UtcDateTime
from marketplace.program_keys.models import ProgramKey
from marketplace.refs import new_ref


class EventCapture(Model):
    """One document that a program sent, with so many events that were new."""

    __tablename__ = "event_captures"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    key_id: Mapped[int] = mapped_column(ForeignKey("program_keys.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    new_events: Mapped[int]
    key: Mapped[ProgramKey] = relationship()


class CapturedEvent(Model):
    """An event as it was told, once for each lot of the shop that it names. Rows are only added.

    Told again it is the same event; another one by the same `event_id` is refused.
    """

    __tablename__ = "captured_events"
    __table_args__ = (
        UniqueConstraint("event_id", "lot_id"),
        Index("ix_captured_events_of_lot", "lot_id", "happened_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    capture_id: Mapped[int] = mapped_column(ForeignKey("event_captures.id"), index=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    event_id: Mapped[str] = mapped_column(String(300))
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told: Mapped[dict[str, Any]] = mapped_column(JSON)
    capture: Mapped[EventCapture] = relationship()
