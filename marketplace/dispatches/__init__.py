"""Messages that left the shop: to whom, by which channel, when, and what came of each."""

from marketplace.dispatches.actions import forget_old, hear, look, note, reserve
from marketplace.dispatches.models import Dispatch, DispatchState
from marketplace.dispatches.news import DeliveryStep, News
from marketplace.dispatches.queries import get_unclear, of_order, unclear, unclear_to_look_at

__all__ = [
    "DeliveryStep",
    "Dispatch",
    "DispatchState",
    "News",
    "forget_old",
    "get_unclear",
    "hear",
    "look",
    "note",
    "of_order",
    "reserve",
    "unclear",
    "unclear_to_look_at",
]
