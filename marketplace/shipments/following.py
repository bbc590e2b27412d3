"""What follows for an order from its parcels, by the carrier's word. An order goes on when all of its parcels agree;
where they do not, or the reason is not sure, a person decides.
"""

from collections.abc import Sequence

from marketplace import orders
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState
from marketplace.orders.undelivered import TURNED_BACK
from marketplace.shipments.models import Shipment
from marketplace.shipments.queries import live_of
from marketplace.shipments.states import NEVER_LEFT, ParcelState

SYSTEM = ActorRole.SYSTEM
COMES_BACK = (ParcelState.RETURNING, ParcelState.RETURNED)


def follow(order: Order, parcels: Sequence[Shipment]) -> None:
    """Let the order follow its parcels. Both are locked."""
    live = live_of(parcels, NEVER_LEFT)
    gone = [each for each in live if each.has_left]
    if gone and order.can_move_to(OrderState.SHIPPED, SYSTEM):
        first = gone[0]
        orders.ship(order, by=None, role=SYSTEM, carrier=first.brand, tracking_number=first.tracking)
    if live and all(each.state == ParcelState.DELIVERED for each in live):
        if order.can_move_to(OrderState.DELIVERED, SYSTEM):
            orders.deliver(order, by=None, role=SYSTEM)
    elif live and all(each.state in COMES_BACK for each in live):
        _turn_back(order, live)


def _turn_back(order: Order, parcels: Sequence[Shipment]) -> None:
    """Nobody took any of them. Why, the carrier must have said in words that are sure: some count against the buyer."""
    reason = next((each.undelivered for each in parcels if each.undelivered in TURNED_BACK), None)
    if reason and order.can_move_to(OrderState.RETURNING, SYSTEM):
        orders.turn_back(order, by=None, role=SYSTEM, reason=reason)
