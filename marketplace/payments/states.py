"""The moves that payments, attempts to pay and refunds may make. Nothing else decides how far money has come."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from marketplace.orders.states import PaymentState

DUE, AWAITING, AUTHORISED, PAID, PARTLY_REFUNDED, REFUNDED, FAILED, EXPIRED = PaymentState

TIME_TO_PAY: Final = timedelta(hours=24)
"""How long goods are kept at most for money that is awaited, counted from the purchase."""

OPEN: Final = (DUE, AWAITING, AUTHORISED)
"""The states in which something is still to be paid."""

MOVES: dict[PaymentState, frozenset[PaymentState]] = {
    DUE: frozenset({DUE, PAID, PARTLY_REFUNDED, REFUNDED, FAILED}),
    AWAITING: frozenset({DUE, AWAITING, AUTHORISED, PAID, FAILED, EXPIRED}),
    AUTHORISED: frozenset({AUTHORISED, PAID, FAILED}),
    PAID: frozenset({PAID, PARTLY_REFUNDED, REFUNDED, AWAITING}),
    PARTLY_REFUNDED: frozenset({PAID, PARTLY_REFUNDED, REFUNDED}),
    REFUNDED: frozenset({PAID, PARTLY_REFUNDED}),
    FAILED: frozenset({PAID}),
    EXPIRED: frozenset({AWAITING, PAID}),
}
"""Due: cash at the door, which comes parcel by parcel and so stays due until the last one. Awaiting: nothing is sent
before the money, or the bank's word for it (authorised), has come; a part of it changes nothing. Failed: no money came
and none will, because every parcel was called off. Expired: the time to pay ran out. Both end when money comes after
all, and the latter when the goods are kept once more. Awaited money may be made due at the door instead. Refunded
money may come back: a bank returns it, and its refund is tried again.
"""


def settled_state(paid_vnd: int, refunded_vnd: int) -> PaymentState:
    """Where a payment stands of which nothing is due any more."""
    if not paid_vnd:
        return FAILED
    if not refunded_vnd:
        return PAID
    return REFUNDED if refunded_vnd == paid_vnd else PARTLY_REFUNDED


class AttemptState(StrEnum):
    """How far one attempt to pay has come."""

    OPEN = "open"
    AUTHORISED = "authorised"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


UNDECIDED: Final = (AttemptState.OPEN, AttemptState.AUTHORISED)
_LATE: Final = frozenset({AttemptState.SUCCEEDED})
ATTEMPT_MOVES: Final[dict[AttemptState, frozenset[AttemptState]]] = {
    AttemptState.OPEN: frozenset(AttemptState) - {AttemptState.OPEN},
    AttemptState.AUTHORISED: frozenset(AttemptState) - set(UNDECIDED),
    AttemptState.SUCCEEDED: frozenset(),
    AttemptState.FAILED: _LATE,
    AttemptState.EXPIRED: _LATE,
    AttemptState.CANCELLED: _LATE,
}
"""What has ended may succeed all the same: the provider's word that money was taken is believed whenever it comes."""


class RefundState(StrEnum):
    """How far money on its way back has come. Its amount is reserved until it is confirmed or called off."""

    REQUESTED = "requested"
    APPROVED = "approved"
    SENT = "sent"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    CANCELLED = "cancelled"


RESERVED: Final = (RefundState.REQUESTED, RefundState.APPROVED, RefundState.SENT, RefundState.FAILED)
"""The states in which the amount is kept from every other refund."""
UNSENT: Final = (RefundState.REQUESTED, RefundState.APPROVED, RefundState.FAILED)
"""The states in which nothing is on its way, so that the account can still be changed."""
REFUND_MOVES: Final[dict[RefundState, frozenset[RefundState]]] = {
    RefundState.REQUESTED: frozenset({RefundState.APPROVED, RefundState.SENT, RefundState.CANCELLED}),
    RefundState.APPROVED: frozenset({RefundState.SENT, RefundState.CANCELLED}),
    RefundState.SENT: frozenset({RefundState.CONFIRMED, RefundState.FAILED}),
    RefundState.CONFIRMED: frozenset({RefundState.FAILED}),
    RefundState.FAILED: frozenset({RefundState.REQUESTED, RefundState.SENT, RefundState.CANCELLED}),
    RefundState.CANCELLED: frozenset(),
}
"""A bank may return what it had confirmed. What failed is sent again, asked for anew by another way, or called off."""


class RefundRoute(StrEnum):
    """How money goes back: through the provider that took it, or by a transfer to an account that the buyer names."""

    PROVIDER = "provider"
    TRANSFER = "transfer"


class RefundReason(StrEnum):
    """Why money goes back. The first four are the shop's own: it never was the price of something that arrived."""

    CALLED_OFF = "called_off"
    ADJUSTED = "adjusted"
    OVERPAID = "overpaid"
    LATE = "late"
    RETURNED = "returned"
    DAMAGED = "damaged"
    WRONG = "wrong"
    MISSING = "missing"
    LOST = "lost"
    GOODWILL = "goodwill"


class RefundBearer(StrEnum):
    """Whose loss a refund is."""

    SELLER = "seller"
    SHOP = "shop"
    CARRIER = "carrier"


class NoticeOutcome(StrEnum):
    """What became of a notice of a bank or a payment provider."""

    APPLIED = "applied"
    IGNORED = "ignored"
    UNMATCHED = "unmatched"
    MISMATCHED = "mismatched"
