"""Recalls of lots, and the buyers they concern."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of
from marketplace.orders.models import Order
from marketplace.refs import new_ref
from marketplace.stock.models import Lot

UNTOLD = text("told_at IS NULL")


class Ground(StrEnum):
    """Why a lot is taken back."""

    HARMFUL = "harmful"
    QUALITY = "quality"
    LABEL = "label"


class Remedy(StrEnum):
    """What buyers are to do with what they have."""

    DISCARD = "discard"
    SEND_BACK = "send_back"


class Recall(Model):
    """A lot that was taken back, once and for all; what buyers are told of it stands with the lot."""

    __tablename__ = "recalls"
    __table_args__ = (one_of("ground", Ground), one_of("remedy", Remedy))

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), unique=True)
    ground: Mapped[Ground] = mapped_column(String(10))
    remedy: Mapped[Remedy] = mapped_column(String(10))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    lot: Mapped[Lot] = relationship()
    by: Mapped[User] = relationship()

    @property
    def is_discard(self) -> bool:
        """Whether buyers throw away what they have, and send nothing back."""
        return self.remedy == Remedy.DISCARD


class RecallNotice(Model):
    """That an order holds units of a recalled lot: when its buyer was told, and when they said that they have read."""

    __tablename__ = "recall_notices"
    __table_args__ = (
        UniqueConstraint("recall_id", "order_id"),
        CheckConstraint("units > 0", name="holds_something"),
        Index("ix_recall_notices_untold", "recall_id", "id", sqlite_where=UNTOLD, postgresql_where=UNTOLD),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    recall_id: Mapped[int] = mapped_column(ForeignKey("recalls.id"))
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    units: Mapped[int]
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recall: Mapped[Recall] = relationship()
    order: Mapped[Order] = relationship()
