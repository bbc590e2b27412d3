"""The states of an order and the moves that are allowed. Nothing else decides where an order may go."""

from datetime import timedelta
from enum import StrEnum


class OrderState(StrEnum):
    """Where one seller's parcel stands."""

    PLACED = "placed"
    CONFIRMED = "confirmed"
    PACKED = "packed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


MOVES: dict[OrderState, frozenset[OrderState]] = {
    OrderState.PLACED: frozenset({OrderState.CONFIRMED, OrderState.CANCELLED}),
    OrderState.CONFIRMED: frozenset({OrderState.PACKED, OrderState.CANCELLED}),
    OrderState.PACKED: frozenset({OrderState.SHIPPED, OrderState.CANCELLED}),
    OrderState.SHIPPED: frozenset({OrderState.DELIVERED}),
    OrderState.DELIVERED: frozenset(),
    OrderState.CANCELLED: frozenset(),
}

TIME_TO_ACT: dict[OrderState, timedelta] = {
    OrderState.PLACED: timedelta(hours=24),
    OrderState.CONFIRMED: timedelta(hours=48),
    OrderState.PACKED: timedelta(hours=24),
}
"""How long the seller has for the next step. A parcel on the road is due on its promised day instead."""
