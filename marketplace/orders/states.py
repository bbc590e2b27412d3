"""The states of an order and the moves that are allowed. Nothing else decides where an order may go, and by whom."""

from datetime import timedelta
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column


class OrderState(StrEnum):
    """Where one seller's parcel stands. The seller hears of it once it is placed, not while its money is awaited."""

    AWAITING_PAYMENT = "awaiting_payment"
    PLACED = "placed"
    CONFIRMED = "confirmed"
    PACKED = "packed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


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
        OrderState.CANCELLED: frozenset({SELLER, OPERATOR}),
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


class Moving:
    """Whatever has one of these states, with where it may go from there."""

    state: Mapped[OrderState] = mapped_column(String(24), default=OrderState.PLACED)

    def can_move_to(self, state: OrderState, role: ActorRole | None = None) -> bool:
        """Whether the state table allows this move now, to somebody in this role or to anybody at all."""
        allowed = MOVES[OrderState(self.state)]
        return state in allowed and (role is None or role in allowed[state])

    @property
    def can_confirm(self) -> bool:
        """Whether the seller may accept it now."""
        return self.can_move_to(OrderState.CONFIRMED)

    @property
    def can_pack(self) -> bool:
        """Whether the seller may pack it now."""
        return self.can_move_to(OrderState.PACKED)

    @property
    def can_ship(self) -> bool:
        """Whether it may be handed to the post office now."""
        return self.can_move_to(OrderState.SHIPPED)

    @property
    def can_deliver(self) -> bool:
        """Whether it may arrive now."""
        return self.can_move_to(OrderState.DELIVERED)

    @property
    def can_cancel(self) -> bool:
        """Whether an operator or the seller may still call it off."""
        return self.can_move_to(OrderState.CANCELLED)

    @property
    def buyer_can_cancel(self) -> bool:
        """Whether the buyer may still call it off alone: until the seller accepts."""
        return self.can_move_to(OrderState.CANCELLED, ActorRole.BUYER)
