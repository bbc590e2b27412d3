"""What a buyer has told of the parcels of a purchase, and what may still be told."""

from collections import defaultdict

from marketplace import returns
from marketplace.orders.models import Purchase
from marketplace.orders.states import OrderState
from marketplace.returns import Claim


def claims_of(purchase: Purchase) -> dict[int, list[Claim]]:
    """The claims by the ids of their orders; nothing is asked before something has arrived."""
    found: defaultdict[int, list[Claim]] = defaultdict(list)
    arrived = [order.id for order in purchase.orders if order.state == OrderState.DELIVERED]
    for claim in returns.claims_of_orders(arrived):
        found[claim.order_id].append(claim)
    return dict(found)


def windows_of(purchase: Purchase) -> dict[int, returns.Window]:
    """Until when something of a parcel can or could be told of, by the ids of orders that have come or are about to."""
    coming = [order for order in purchase.orders if order.state in returns.ARRIVED]
    found = {order.id: returns.window_of(order) for order in coming}
    return {order_id: window for order_id, window in found.items() if window}
