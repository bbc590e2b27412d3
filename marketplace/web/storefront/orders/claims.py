"""What a buyer has told of the parcels of a purchase, and what may still be told."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from marketplace import returns
from marketplace.clock import now
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import OrderState
from marketplace.returns import Claim


@dataclass(frozen=True)
class Window:
    """Until when a parcel's buyer can tell of a problem. Once that is over the order is closed."""

    until: datetime
    is_open: bool


def claims_of(purchase: Purchase) -> dict[int, list[Claim]]:
    """The claims by the ids of their orders; nothing is asked before something has arrived."""
    found: defaultdict[int, list[Claim]] = defaultdict(list)
    arrived = [order.id for order in purchase.orders if order.state == OrderState.DELIVERED]
    for claim in returns.claims_of_orders(arrived):
        found[claim.order_id].append(claim)
    return dict(found)


def windows_of(purchase: Purchase) -> dict[int, Window]:
    """Until when something of a parcel can or could be told of, by the ids of orders that have come or are about to."""
    coming = [order for order in purchase.orders if order.state in returns.ARRIVED]
    found = {order.id: _window(order) for order in coming}
    return {order_id: window for order_id, window in found.items() if window}


def _window(order: Order) -> Window | None:
    lines = returns.tellable(order)
    if open_until := max((each.until for each in lines if each.is_open), default=None):
        return Window(open_until, is_open=True)
    ended = max((each.until for each in lines), default=None)
    return Window(ended, is_open=False) if ended and ended <= now() else None
