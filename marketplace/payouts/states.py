"""The states of a payout run and of a payout, the moves that are allowed, and why money is kept back."""

from enum import StrEnum
from typing import Final

from sqlalchemy import text


class RunState(StrEnum):
    """How far a run of payouts is: one person closes it, another approves it, then the bank gets its file."""

    DRAFT = "draft"
    CLOSED = "closed"
    APPROVED = "approved"
    SENT = "sent"
    DONE = "done"
    CANCELLED = "cancelled"


class PayoutState(StrEnum):
    """Where the money of one payout is. Banks send money back days after they said that it arrived."""

    PLANNED = "planned"
    APPROVED = "approved"
    SENT = "sent"
    PAID = "paid"
    FAILED = "failed"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class HoldReason(StrEnum):
    """Why a seller's money does not go out yet."""

    INSPECTION = "inspection"
    CASH = "cash"
    COMPLAINT = "complaint"
    UNVERIFIED = "unverified"
    NO_ACCOUNT = "no_account"
    NEW_ACCOUNT = "new_account"
    TOO_LITTLE = "too_little"
    BY_HAND = "by_hand"


RUN_MOVES: Final[dict[RunState, frozenset[RunState]]] = {
    RunState.DRAFT: frozenset({RunState.CLOSED, RunState.CANCELLED}),
    RunState.CLOSED: frozenset({RunState.APPROVED, RunState.DRAFT, RunState.CANCELLED}),
    RunState.APPROVED: frozenset({RunState.SENT, RunState.CANCELLED}),
    RunState.SENT: frozenset({RunState.DONE}),
    RunState.DONE: frozenset(),
    RunState.CANCELLED: frozenset(),
}
"""A closed run can be opened again until the second person agrees; what the bank has got cannot be called off."""

PAYOUT_MOVES: Final[dict[PayoutState, frozenset[PayoutState]]] = {
    PayoutState.PLANNED: frozenset({PayoutState.APPROVED, PayoutState.CANCELLED}),
    PayoutState.APPROVED: frozenset({PayoutState.SENT, PayoutState.CANCELLED}),
    PayoutState.SENT: frozenset({PayoutState.PAID, PayoutState.FAILED}),
    PayoutState.PAID: frozenset({PayoutState.RETURNED}),
    PayoutState.FAILED: frozenset(),
    PayoutState.RETURNED: frozenset(),
    PayoutState.CANCELLED: frozenset(),
}
"""A later failure beats an earlier success: what was paid may come back, and is the seller's again."""

OVER: Final = (PayoutState.FAILED, PayoutState.RETURNED, PayoutState.CANCELLED)
"""States in which the money is the seller's balance again and goes out with a later run."""
IS_LIVE: Final = text("released_at IS NULL")
"""What a booking or a refund is paid by is not over; so it is paid by one thing at a time."""
