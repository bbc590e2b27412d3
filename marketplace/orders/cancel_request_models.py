"""A buyer asks to call off an order that the seller has accepted: one open request for an order."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of
from marketplace.orders.models import Order


class CancelOutcome(StrEnum):
    """How a request ended. Lapsed: nobody answered, or the parcel was late, so that it was called off. Sent: the parcel
    was on its way before anybody answered.
    """

    AGREED = "agreed"
    REFUSED = "refused"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    SENT = "sent"


OPEN: Final = text("outcome IS NULL")
LONGEST: Final = 200


class CancelRequest(Model):
    """Why the buyer wants an accepted order no more, by when that is answered, and what the answer was."""

    __tablename__ = "cancel_requests"
    __table_args__ = (
        one_of("outcome", CancelOutcome),
        CheckConstraint("(outcome IS NULL) = (settled_at IS NULL)", name="settled_with_outcome"),
        Index("uq_cancel_requests_open", "order_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_cancel_requests_answer_by", "answer_by", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    reason: Mapped[str] = mapped_column(String(LONGEST))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    answer_by: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[CancelOutcome | None] = mapped_column(String(10))
    answer: Mapped[str] = mapped_column(String(LONGEST), default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    order: Mapped[Order] = relationship()
    answered_by: Mapped[User | None] = relationship(foreign_keys=[answered_by_id])

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.outcome is None

    def settle(self, outcome: CancelOutcome, *, by: User | None, answer: str = "") -> None:
        """It has ended so."""
        self.outcome, self.settled_at = outcome, now()
        self.answered_by, self.answer = by, answer
