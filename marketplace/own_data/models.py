"""An account that is to be closed, and the file with everything of a person."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime
from marketplace.refs import new_ref
from marketplace.retention import period

KEPT_FOR: Final = period("personal_files")
MADE_WITHIN: Final = timedelta(hours=1)
"""After so long it is taken for lost, and another one may be asked for."""
WAITS: Final = text("closed_at IS NULL")


class AccountClosing(Model):
    """A person's wish to close the account, which they may take back until `closes_at`."""

    __tablename__ = "account_closings"
    __table_args__ = (Index("ix_account_closings_due", "closes_at", sqlite_where=WAITS, postgresql_where=WAITS),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    user: Mapped[User] = relationship()


class DataFile(Model):
    """A person has one at a time; `size` is that of the file, in bytes."""

    __tablename__ = "data_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), unique=True)
    size: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ready_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    user: Mapped[User] = relationship()

    @property
    def expires_at(self) -> datetime:
        """Until when it can be had."""
        return (self.ready_at or self.asked_at) + KEPT_FOR

    @property
    def is_ready(self) -> bool:
        """Whether it can be had now."""
        return self.ready_at is not None and now() < self.expires_at

    @property
    def is_being_made(self) -> bool:
        """Whether a worker has it, or will have it in a moment."""
        return self.ready_at is None and now() < self.asked_at + MADE_WITHIN
