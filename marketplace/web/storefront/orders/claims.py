"""What a buyer has told of the parcels of a purchase, and what may still be told."""

from collections import defaultdict
from datetime import datetime

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


def claimable_of(purchase: Purchase) -> dict[int, datetime]:
    """Until when something of a parcel can be told of, by the ids of the orders that have come or are about to."""
    coming = [order for order in purchase.orders if order.state in returns.ARRIVED]
    found = {order.id: returns.last_moment(order) for order in coming}
    return {order_id: until for order_id, until in found.items() if until}
