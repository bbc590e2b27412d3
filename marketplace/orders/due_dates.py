"""By when the next step of an order is due, and what the shop that missed it was told: columns for an order."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped, mapped_column

from marketplace.clock import now
from marketplace.database import UtcDateTime
from marketplace.orders.answer_time import due_after
from marketplace.orders.deadlines import deadlines_at
from marketplace.orders.states import OrderState
from marketplace.sellers.models import Seller


class HasDueDates:
    """`due_at` is by when the next step should happen. `late_told_at` is when the shop was told that it had not, and
    `lapses_at` when what it never answered is called off; both belong to the present state alone. `received_at` is when
    the buyer said that the parcel had come.
    """

    if TYPE_CHECKING:
        seller: Mapped[Seller]
    state: Mapped[OrderState]
    placed_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    late_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lapses_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def is_late(self) -> bool:
        """Whether the next step should have happened by now."""
        return self.due_at is not None and self.due_at < now()

    @property
    def is_packed_late(self) -> bool:
        """Whether the seller accepted it and has missed the time to pack: its buyer need not wait any longer."""
        return self.state == OrderState.CONFIRMED and self.is_late

    def begin_time(self, due_at: datetime | None) -> None:
        """Count the time for the next step from now on, whatever the shop was told before."""
        self.due_at, self.late_told_at, self.lapses_at = due_at, None, None

    def tell_late(self) -> None:
        """The shop is told now. A new order that it never answers is called off later, never before it was told."""
        self.late_told_at = now()
        if self.state == OrderState.PLACED and self.placed_at:
            terms = deadlines_at(self.placed_at)
            whole = due_after(self.placed_at, terms.to_act[OrderState.PLACED], self.seller)
            self.lapses_at = due_after(max(whole, self.late_told_at), terms.confirm_again, self.seller)
