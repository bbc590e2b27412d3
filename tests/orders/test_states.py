from collections.abc import Callable

import pytest

from marketplace import orders
from marketplace.orders.errors import MoveRefused, ReasonMissing, TrackingMissing
from marketplace.orders.models import ActorRole, Order
from marketplace.orders.states import MOVES, OrderState
from marketplace.stock import left_of
from tests import factories
from tests.people import Cast

Step = Callable[[Order, Cast], None]

STEPS: dict[OrderState, Step] = {
    OrderState.CONFIRMED: lambda order, cast: orders.confirm(order, by=cast.owner_a),
    OrderState.PACKED: lambda order, cast: orders.pack(order, by=cast.owner_a),
    OrderState.SHIPPED: lambda order, cast: orders.ship(
        order, by=cast.owner_a, carrier="Bưu điện", tracking_number="VN2611773"
    ),
    OrderState.DELIVERED: lambda order, cast: orders.deliver(order, by=None, role=ActorRole.BUYER),
    OrderState.CANCELLED: lambda order, cast: orders.cancel(
        order, by=cast.operator, role=ActorRole.OPERATOR, reason="hết hàng"
    ),
}
PATHS: dict[OrderState, tuple[OrderState, ...]] = {
    OrderState.PLACED: (),
    OrderState.CONFIRMED: (OrderState.CONFIRMED,),
    OrderState.PACKED: (OrderState.CONFIRMED, OrderState.PACKED),
    OrderState.SHIPPED: (OrderState.CONFIRMED, OrderState.PACKED, OrderState.SHIPPED),
    OrderState.DELIVERED: (OrderState.CONFIRMED, OrderState.PACKED, OrderState.SHIPPED, OrderState.DELIVERED),
    OrderState.CANCELLED: (OrderState.CANCELLED,),
}


def order_in(state: OrderState, cast: Cast) -> Order:
    order = factories.order(factories.product(cast.seller_a, left=10), quantity=2)
    for step in PATHS[state]:
        STEPS[step](order, cast)
    return order


@pytest.mark.parametrize("state", list(OrderState))
@pytest.mark.parametrize("wanted", list(STEPS))
def test_only_the_moves_of_the_table_are_possible(cast: Cast, state: OrderState, wanted: OrderState) -> None:
    order = order_in(state, cast)
    events = len(order.events)
    if wanted in MOVES[state]:
        STEPS[wanted](order, cast)
        assert order.state == wanted
        assert order.events[-1].state == wanted
    else:
        with pytest.raises(MoveRefused) as refused:
            STEPS[wanted](order, cast)
        assert refused.value.state == state
        assert (order.state, len(order.events)) == (state, events)


@pytest.mark.parametrize("state", [state for state in OrderState if OrderState.CANCELLED in MOVES[state]])
def test_a_cancelled_order_gives_its_units_back(cast: Cast, state: OrderState) -> None:
    order = order_in(state, cast)
    variant_id = order.lines[0].variant_id
    assert left_of([variant_id]) == {variant_id: 8}
    STEPS[OrderState.CANCELLED](order, cast)
    assert left_of([variant_id]) == {variant_id: 10}


def test_every_cancellation_is_explained(cast: Cast) -> None:
    order = order_in(OrderState.PLACED, cast)
    with pytest.raises(ReasonMissing):
        orders.cancel(order, by=None, role=ActorRole.BUYER, reason="  ")


def test_the_buyer_cancels_alone_only_until_the_seller_accepts(cast: Cast) -> None:
    order = order_in(OrderState.CONFIRMED, cast)
    with pytest.raises(MoveRefused):
        orders.cancel(order, by=None, role=ActorRole.BUYER, reason="đổi ý")


def test_handing_over_needs_a_number(cast: Cast) -> None:
    order = order_in(OrderState.PACKED, cast)
    with pytest.raises(TrackingMissing):
        orders.ship(order, by=cast.owner_a, carrier="Bưu điện", tracking_number=" ")


def test_what_is_due_at_the_door_leaves_out_what_is_settled(cast: Cast) -> None:
    honey, eggs = factories.product(cast.seller_a), factories.product(cast.seller_b)
    bought = factories.purchase((honey.variants[0], 1), (eggs.variants[0], 1))
    first, second = bought.orders
    assert bought.due_vnd == bought.total_vnd
    orders.cancel(first, by=None, role=ActorRole.BUYER, reason="đổi ý")
    assert bought.due_vnd == second.total_vnd
