"""The states of an order and the moves that are allowed. Nothing else decides where an order may go, and by whom."""

from datetime import timedelta
from enum import StrEnum


class OrderState(StrEnum):
    """Where one seller's parcel stands. The seller hears of it once it is placed, not while its money is awaited."""

    AWAITING_PAYMENT = "awaiting_payment"
    PLACED = "placed"
    CONFIRMED = "confirmed"
    PACKED = "packed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


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
    """How the buyer pays: cash at the door, or a bank transfer before anything is sent."""

    COD = "cod"
    TRANSFER = "transfer"

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
        OrderState.CONFIRMED: frozenset({SELLER}),
        OrderState.CANCELLED: frozenset({BUYER, SELLER, OPERATOR}),
    },
    OrderState.CONFIRMED: {
        OrderState.PACKED: frozenset({SELLER}),
        OrderState.CANCELLED: frozenset({SELLER, OPERATOR, SYSTEM}),
    },
    OrderState.PACKED: {
        OrderState.SHIPPED: frozenset({SELLER}),
        OrderState.CANCELLED: frozenset({SELLER, OPERATOR}),
    },
    OrderState.SHIPPED: {OrderState.DELIVERED: frozenset({BUYER, SELLER})},
    OrderState.DELIVERED: {},
    OrderState.CANCELLED: {},
}
"""Where an order may go from each state, and in which roles somebody may take it there."""

TIME_TO_ACT: dict[OrderState, timedelta] = {
    OrderState.PLACED: timedelta(hours=24),
    OrderState.CONFIRMED: timedelta(hours=48),
    OrderState.PACKED: timedelta(hours=24),
}
"""How long the seller has for the next step. A parcel on the road is due on its promised day instead."""
