"""Refunds by transfer in a run: they stand in the same file of the bank as what the sellers get."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of
from marketplace.payments.refund_models import Refund
from marketplace.payouts.errors import PayoutMoveRefused
from marketplace.payouts.states import IS_LIVE, OVER, PAYOUT_MOVES, PayoutState
from marketplace.payouts.transfers import TransferRow

if TYPE_CHECKING:
    from marketplace.payouts.models import PayoutRun


class RefundTransfer(TransferRow, Model):
    """One transfer to one buyer. The account is frozen as it was when the run was counted; a refund can be in one run
    that is not over. Its steps are told by the refund's own events.
    """

    __tablename__ = "payout_refunds"
    __table_args__ = (
        one_of("state", PayoutState),
        CheckConstraint("amount_vnd > 0", name="amount_positive"),
        Index("uq_payout_refunds_live", "refund_id", unique=True, sqlite_where=IS_LIVE, postgresql_where=IS_LIVE),
    )

    refund_id: Mapped[int] = mapped_column(ForeignKey("refunds.id"))
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    run: Mapped["PayoutRun"] = relationship(back_populates="refunds")
    refund: Mapped[Refund] = relationship()

    def move_to(self, state: PayoutState) -> None:
        """Go to `state`; the only writer of it. What is over leaves the refund to a later run. Raises
        PayoutMoveRefused.
        """
        if state not in PAYOUT_MOVES[PayoutState(self.state)]:
            raise PayoutMoveRefused(self.state)
        self.state = state
        if state in OVER:
            self.released_at = now()
