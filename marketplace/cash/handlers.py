"""What follows for cash from what happens to parcels."""

from marketplace.cash.actions import collect
from marketplace.events import handles
from marketplace.orders.models import OrderEvent
from marketplace.orders.states import OrderState, PaymentMethod


@handles(OrderEvent)
def note_cash(happened: list[OrderEvent]) -> None:
    """Whoever delivered a parcel against cash has the money."""
    for step in happened:
        order = step.order
        if step.state == OrderState.DELIVERED and order.purchase.payment_method == PaymentMethod.COD:
            collect(order)
