"""Every move of the state table as somebody makes it, and the way to each state."""

from collections.abc import Callable

from marketplace import orders
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod, Undelivered
from tests import factories
from tests.people import Cast

SHIPMENT = {"carrier": "Bưu điện", "tracking_number": "VN2611773"}
REASON = "hết hàng"

Step = Callable[[Order, ActorRole], None]
STEPS: dict[OrderState, Step] = {
    OrderState.PLACED: lambda order, _role: orders.release(order),
    OrderState.CONFIRMED: lambda order, _role: orders.confirm(order, by=None),
    OrderState.PACKED: lambda order, _role: orders.pack(order, by=None),
    OrderState.SHIPPED: lambda order, role: orders.ship(order, by=None, role=role, **SHIPMENT),
    OrderState.DELIVERED: lambda order, role: orders.deliver(order, by=None, role=role),
    OrderState.CANCELLED: lambda order, role: orders.cancel(order, by=None, role=role, reason=REASON),
    OrderState.RETURNING: lambda order, role: orders.turn_back(order, by=None, role=role, reason=Undelivered.REFUSED),
    OrderState.RETURNED: lambda order, _role: orders.take_in(order, by=None, fit=all_fit(order), unfit_as=None),
    OrderState.LOST: lambda order, _role: orders.lose(order, by=None),
}
SENT = (OrderState.CONFIRMED, OrderState.PACKED, OrderState.SHIPPED)
WAY: dict[OrderState, tuple[OrderState, ...]] = {
    OrderState.AWAITING_PAYMENT: (),
    OrderState.PLACED: (),
    OrderState.CONFIRMED: (OrderState.CONFIRMED,),
    OrderState.PACKED: (OrderState.CONFIRMED, OrderState.PACKED),
    OrderState.SHIPPED: SENT,
    OrderState.DELIVERED: (*SENT, OrderState.DELIVERED),
    OrderState.CANCELLED: (OrderState.CANCELLED,),
    OrderState.RETURNING: (*SENT, OrderState.RETURNING),
    OrderState.RETURNED: (*SENT, OrderState.RETURNING, OrderState.RETURNED),
    OrderState.LOST: (*SENT, OrderState.LOST),
}


def all_fit(order: Order) -> dict[int, int]:
    """Every unit came back so that it can be sold again."""
    return {line.id: line.quantity for line in order.lines}


def order_in(state: OrderState, cast: Cast) -> Order:
    """An order of two jars out of ten, of seller A, that has come as far as `state`."""
    paying = PaymentMethod.TRANSFER if state == OrderState.AWAITING_PAYMENT else PaymentMethod.COD
    order = factories.order(factories.product(cast.seller_a, left=10), quantity=2, paying=paying)
    for step in WAY[state]:
        STEPS[step](order, ActorRole.SELLER)
    return order
