"""Messages that left the shop: to whom, by which channel, when, and what came of each."""

from marketplace.dispatches.actions import forget_old, look, note, reserve
from marketplace.dispatches.models import Dispatch, DispatchState
from marketplace.dispatches.queries import of_order, unclear, unclear_to_look_at

__all__ = [
    "Dispatch",
    "DispatchState",
    "forget_old",
    "look",
    "note",
    "of_order",
    "reserve",
    "unclear",
    "unclear_to_look_at",
]
