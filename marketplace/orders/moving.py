"""What an order may do next: its state and the moves that the state table allows from there."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.orders.states import CALLED_OFF, MOVES, ActorRole, OrderState


class HasState:
    """The columns and questions of whatever goes from state to state as the table says."""

    state: Mapped[OrderState] = mapped_column(String(24), default=OrderState.PLACED)

    def can_move_to(self, state: OrderState, role: ActorRole | None = None) -> bool:
        """Whether the state table allows this move now, to somebody in this role or to anybody at all."""
        allowed = MOVES[OrderState(self.state)]
        return state in allowed and (role is None or role in allowed[state])

    @property
    def is_called_off(self) -> bool:
        """Whether nothing is to be paid for it."""
        return self.state in CALLED_OFF

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
    def can_turn_back(self) -> bool:
        """Whether it may turn out now that nobody takes it."""
        return self.can_move_to(OrderState.RETURNING)

    @property
    def can_take_in(self) -> bool:
        """Whether the seller may get it back now."""
        return self.can_move_to(OrderState.RETURNED)

    @property
    def can_lose(self) -> bool:
        """Whether an operator may say now that the carrier has lost it."""
        return self.can_move_to(OrderState.LOST)

    @property
    def can_cancel(self) -> bool:
        """Whether an operator or the seller may still call it off."""
        return self.can_move_to(OrderState.CANCELLED)

    @property
    def buyer_can_receive(self) -> bool:
        """Whether the buyer may say that it has come."""
        return self.can_move_to(OrderState.DELIVERED, ActorRole.BUYER)

    @property
    def buyer_can_cancel(self) -> bool:
        """Whether the buyer may still call it off alone: until the seller accepts."""
        return self.can_move_to(OrderState.CANCELLED, ActorRole.BUYER)

    @property
    def buyer_can_ask(self) -> bool:
        """Whether the buyer may ask to have it called off: once the seller has accepted, until it is sent."""
        return self.state in (OrderState.CONFIRMED, OrderState.PACKED)
