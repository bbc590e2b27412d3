"""Mails that were sent before they were jobs, and the tokens of a gateway that rotate."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.clock import now
from marketplace.database import Model, UtcDateTime


class OutboxMail(Model):
    """A mail of an earlier release: nothing writes or reads it, and the table goes with the next one."""

    __tablename__ = "outbox_mails"
    __table_args__ = (Index("ix_outbox_mails_waiting", "sent_at", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str] = mapped_column(String(300), default="")


class GatewayToken(Model):
    """The tokens of a gateway that gives a new pair each time, sealed. Each refresh token works once.

    `first_mark` tells which token of the settings the row began with. While `renewing_until` is not over, somebody is
    asking for a new pair; from `broken_at` on only a new token in the settings helps.
    """

    __tablename__ = "gateway_tokens"

    gateway: Mapped[str] = mapped_column(String(20), primary_key=True)
    first_mark: Mapped[str] = mapped_column(String(64))
    refresh_sealed: Mapped[str] = mapped_column(Text)
    access_sealed: Mapped[str] = mapped_column(Text, default="")
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    renewing_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    broken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
