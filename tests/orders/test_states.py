import pytest

from marketplace import orders
from marketplace.orders.errors import MoveRefused, ReasonMissing, TrackingMissing
from marketplace.orders.states import MOVES, ActorRole, OrderState
from marketplace.stock import left_of
from tests.orders.steps import STEPS, order_in
from tests.people import Cast


@pytest.mark.parametrize("role", list(ActorRole))
@pytest.mark.parametrize("wanted", [OrderState.DELIVERED, OrderState.CANCELLED, OrderState.RETURNING])
@pytest.mark.parametrize("state", list(OrderState))
def test_only_the_roles_of_the_table_may_make_a_move(
    cast: Cast, state: OrderState, wanted: OrderState, role: ActorRole
) -> None:
    order = order_in(state, cast)
    events = len(order.events)
    if role in MOVES[state].get(wanted, ()):
        STEPS[wanted](order, role)
        assert order.state == wanted
        assert (order.events[-1].state, order.events[-1].role) == (wanted, role)
    else:
        with pytest.raises(MoveRefused) as refused:
            STEPS[wanted](order, role)
        assert refused.value.state == state
        assert (order.state, len(order.events)) == (state, events)


@pytest.mark.parametrize("wanted", list(STEPS))
@pytest.mark.parametrize("state", list(OrderState))
def test_only_the_moves_of_the_table_are_possible(cast: Cast, state: OrderState, wanted: OrderState) -> None:
    order = order_in(state, cast)
    role = next(iter(MOVES[state].get(wanted, ())), ActorRole.SYSTEM)
    if wanted in MOVES[state]:
        STEPS[wanted](order, role)
        assert order.state == order.events[-1].state == wanted
    else:
        with pytest.raises(MoveRefused):
            STEPS[wanted](order, role)
        assert order.state == state


@pytest.mark.parametrize("state", [state for state in OrderState if OrderState.CANCELLED in MOVES[state]])
def test_a_cancelled_order_gives_its_units_back(cast: Cast, state: OrderState) -> None:
    order = order_in(state, cast)
    variant_id = order.lines[0].variant_id
    assert left_of([variant_id]) == {variant_id: 8}
    STEPS[OrderState.CANCELLED](order, ActorRole.OPERATOR)
    assert left_of([variant_id]) == {variant_id: 10}


def test_every_cancellation_is_explained(cast: Cast) -> None:
    order = order_in(OrderState.PLACED, cast)
    with pytest.raises(ReasonMissing):
        orders.cancel(order, by=None, role=ActorRole.BUYER, reason="  ")


def test_the_buyer_cancels_alone_only_until_the_seller_accepts(cast: Cast) -> None:
    order = order_in(OrderState.CONFIRMED, cast)
    assert not order.buyer_can_cancel
    with pytest.raises(MoveRefused):
        orders.cancel(order, by=None, role=ActorRole.BUYER, reason="đổi ý")


def test_handing_over_needs_a_number(cast: Cast) -> None:
    order = order_in(OrderState.PACKED, cast)
    with pytest.raises(TrackingMissing):
        orders.ship(order, by=cast.owner_a, carrier="Bưu điện", tracking_number=" ")


def test_an_order_whose_money_is_awaited_holds_its_goods_and_counts_no_time(cast: Cast) -> None:
    order = order_in(OrderState.AWAITING_PAYMENT, cast)
    assert (order.placed_at, order.due_at, order.is_late) == (None, None, False)
    assert left_of([order.lines[0].variant_id]) == {order.lines[0].variant_id: 8}
    orders.release(order)
    assert order.placed_at is not None
    assert order.due_at is not None
