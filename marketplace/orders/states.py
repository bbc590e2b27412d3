"""The states of an order and the moves that are allowed. Nothing else decides where an order may go, and by whom."""

from datetime import timedelta
from enum import StrEnum
from typing import Final


class OrderState(StrEnum):
    """Where one seller's parcel stands. The seller hears of it once it is placed, not while its money is awaited."""

    AWAITING_PAYMENT = "awaiting_payment"
    PLACED = "placed"
    CONFIRMED = "confirmed"
    PACKED = "packed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    RETURNING = "returning"
    RETURNED = "returned"
    LOST = "lost"


class Undelivered(StrEnum):
    """Why a parcel that was sent did not reach its buyer."""

    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    WRONG_ADDRESS = "wrong_address"
    DAMAGED = "damaged"
    LOST = "lost"
    NOT_COLLECTED = "not_collected"


class PaymentState(StrEnum):
    """How far the money of a purchase has come. Which moves are allowed stands in payments/states.py."""

    DUE = "due"
    AWAITING = "awaiting"
    AUTHORISED = "authorised"
    PAID = "paid"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"
    FAILED = "failed"
    EXPIRED = "expired"


class PaymentMethod(StrEnum):
    """How the buyer pays: cash at the door, or a bank transfer or a card before anything is sent."""

    COD = "cod"
    TRANSFER = "transfer"
    CARD = "card"

    @property
    def opening_state(self) -> PaymentState:
        """Where the payment of a new purchase begins."""
        return PaymentState.DUE if self == PaymentMethod.COD else PaymentState.AWAITING


class ActorRole(StrEnum):
    """In which role somebody acted; a guest has a role and no account."""

    BUYER = "buyer"
    SELLER = "seller"
    OPERATOR = "operator"
    SYSTEM = "system"


BUYER, SELLER, OPERATOR, SYSTEM = ActorRole

MOVES: dict[OrderState, dict[OrderState, frozenset[ActorRole]]] = {
    OrderState.AWAITING_PAYMENT: {
        OrderState.PLACED: frozenset({SYSTEM}),
        OrderState.CANCELLED: frozenset({BUYER, OPERATOR, SYSTEM}),
    },
    OrderState.PLACED: {
        OrderState.AWAITING_PAYMENT: frozenset({SYSTEM}),
        OrderState.CONFIRMED: frozenset({SELLER}),
        OrderState.CANCELLED: frozenset({BUYER, SELLER, OPERATOR, SYSTEM}),
    },
    OrderState.CONFIRMED: {
        OrderState.PACKED: frozenset({SELLER}),
        OrderState.CANCELLED: frozenset({SELLER, OPERATOR, SYSTEM}),
    },
    OrderState.PACKED: {
        OrderState.SHIPPED: frozenset({SELLER, SYSTEM}),
        OrderState.CANCELLED: frozenset({SELLER, OPERATOR, SYSTEM}),
    },
    OrderState.SHIPPED: {
        OrderState.DELIVERED: frozenset({BUYER, SELLER, SYSTEM}),
        OrderState.RETURNING: frozenset({SELLER, OPERATOR, SYSTEM}),
        OrderState.LOST: frozenset({OPERATOR}),
    },
    OrderState.RETURNING: {
        OrderState.DELIVERED: frozenset({SELLER, SYSTEM}),
        OrderState.RETURNED: frozenset({SELLER}),
        OrderState.LOST: frozenset({OPERATOR}),
    },
    OrderState.DELIVERED: {},
    OrderState.CANCELLED: {
        OrderState.PLACED: frozenset({SYSTEM}),
        OrderState.AWAITING_PAYMENT: frozenset({SYSTEM}),
    },
    OrderState.RETURNED: {},
    OrderState.LOST: {},
}
"""Where an order may go from each state, and in which roles somebody may take it there. A parcel on its way back may
still be taken: carriers try again. What was called off comes back in two cases alone: its money came late, or is
awaited once more (see reviving.py). What is placed waits once more when its money turns out to be another purchase's.
SYSTEM sends and delivers by the carrier's word (see shipments/following.py), and calls off what a shop never answered
(lateness.py) or what a buyer asked for (cancel_requests.py).
"""

NOT_PACKED: Final = (OrderState.AWAITING_PAYMENT, OrderState.PLACED, OrderState.CONFIRMED)
"""The states in which what is in a parcel may still change."""

CALLED_OFF: Final = frozenset({OrderState.CANCELLED, OrderState.RETURNED, OrderState.LOST})
"""The states in which nothing is to be paid for an order: nobody gets it."""
UNTAKEN: Final = CALLED_OFF | {OrderState.RETURNING}
"""The same with the parcels on their way back: no cash is taken for them at the door, and they earn nothing."""

TIME_KEPT: Final = timedelta(minutes=30)
"""How long goods are kept for money that is awaited; whoever begins to pay may get longer (`payments.open_attempt`)."""

TIMED: Final = (OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED, OrderState.RETURNING)
"""The states in which the seller has so long for the next step (see deadlines.py)."""
