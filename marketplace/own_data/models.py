"""An account that is to be closed, and the file with everything of a person."""

from datetime import datetime
from typing import Final

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime
from marketplace.made_files import MadeFile
from marketplace.retention import period

KEPT_FOR: Final = period("personal_files")
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


class DataFile(MadeFile, Model):
    """A person has one at a time; `size` is that of the file, in bytes."""

    __tablename__ = "data_files"
    kept_for = KEPT_FOR

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), unique=True)
    user: Mapped[User] = relationship()
