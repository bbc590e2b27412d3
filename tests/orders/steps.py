"""Every move of the state table as somebody makes it, and the way to each state."""

from collections.abc import Callable

from marketplace import orders
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod
from tests import factories
from tests.people import Cast

SHIPMENT = {"carrier": "Bưu điện", "tracking_number": "VN2611773"}
REASON = "hết hàng"

Step = Callable[[Order, ActorRole], None]
STEPS: dict[OrderState, Step] = {
    OrderState.PLACED: lambda order, _role: orders.release(order),
    OrderState.CONFIRMED: lambda order, _role: orders.confirm(order, by=None),
    OrderState.PACKED: lambda order, _role: orders.pack(order, by=None),
    OrderState.SHIPPED: lambda order, _role: orders.ship(order, by=None, **SHIPMENT),
    OrderState.DELIVERED: lambda order, role: orders.deliver(order, by=None, role=role),
    OrderState.CANCELLED: lambda order, role: orders.cancel(order, by=None, role=role, reason=REASON),
}
WAY: dict[OrderState, tuple[OrderState, ...]] = {
    OrderState.AWAITING_PAYMENT: (),
    OrderState.PLACED: (),
    OrderState.CONFIRMED: (OrderState.CONFIRMED,),
    OrderState.PACKED: (OrderState.CONFIRMED, OrderState.PACKED),
    OrderState.SHIPPED: (OrderState.CONFIRMED, OrderState.PACKED, OrderState.SHIPPED),
    OrderState.DELIVERED: (OrderState.CONFIRMED, OrderState.PACKED, OrderState.SHIPPED, OrderState.DELIVERED),
    OrderState.CANCELLED: (OrderState.CANCELLED,),
}


def order_in(state: OrderState, cast: Cast) -> Order:
    """An order of two jars out of ten, of seller A, that has come as far as `state`."""
    paying = PaymentMethod.TRANSFER if state == OrderState.AWAITING_PAYMENT else PaymentMethod.COD
    order = factories.order(factories.product(cast.seller_a, left=10), quantity=2, paying=paying)
    for step in WAY[state]:
        STEPS[step](order, ActorRole.SELLER)
    return order
