"""What is kept of the addresses that mails go to, and mails that were sent before they were jobs."""

from datetime import date, datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.clock import now, today
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


class MailAddress(Model):
    """An address that mails went to: how many on the day of the last one, and since when its owner wants none but those
    about orders and the account. `token` is the secret of the link by which the owner says so.
    """

    __tablename__ = "mail_addresses"

    email: Mapped[str] = mapped_column(String(254), primary_key=True)
    token: Mapped[str] = mapped_column(String(43), unique=True)
    counted_on: Mapped[date] = mapped_column(default=today)
    letters: Mapped[int] = mapped_column(default=0)
    muted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
