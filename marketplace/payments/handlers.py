"""What follows for the money from what happens to parcels."""

from marketplace.events import handles
from marketplace.orders.models import OrderEvent
from marketplace.orders.states import OrderState
from marketplace.payments.actions import follow_parcel
from marketplace.payments.queries import purchases_of_parcels

SETTLES = (OrderState.DELIVERED, OrderState.CANCELLED)


@handles(OrderEvent)
def follow_parcels(happened: list[OrderEvent]) -> None:
    """A parcel that arrives or is called off changes what is still to be paid."""
    steps = [step for step in happened if step.state in SETTLES]
    if steps:
        purchases = purchases_of_parcels({step.order.purchase_id for step in steps})
        for step in steps:
            follow_parcel(purchases[step.order.purchase_id], step)
