"""The file that a shop asked for, while it is made and as long as it is kept."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.clock import now
from marketplace.database import Model, UtcDateTime
from marketplace.refs import new_ref
from marketplace.retention import period
from marketplace.sellers.models import Seller

KEPT_FOR: Final = period("exports")
MADE_WITHIN: Final = timedelta(hours=1)
"""After so long it is taken for lost, and another one may be asked for."""


class Export(Model):
    """A shop has one at a time. `done` of `total` orders are written; `size` is that of the file, in bytes."""

    __tablename__ = "exports"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"), unique=True)
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ready_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seller: Mapped[Seller] = relationship()

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
