from itertools import product

import pytest

from marketplace import orders
from marketplace.orders.errors import MoveRefused, ReasonMissing, TrackingMissing
from marketplace.orders.states import MOVES, ActorRole, OrderState
from marketplace.stock import left_of
from tests.orders.steps import STEPS, order_in
from tests.people import Cast

TOLD_WHO = {OrderState.DELIVERED, OrderState.CANCELLED, OrderState.RETURNING}
"""The moves that several roles may make."""


def roles_for(state: OrderState, wanted: OrderState) -> list[ActorRole]:
    """Who may make a move: everybody of the table where the step is told who acts, else the one that it stands for."""
    allowed = sorted(MOVES[state].get(wanted, ()))
    return allowed if wanted in TOLD_WHO else allowed[:1]


ALLOWED = [(state, wanted, role) for state, wanted in product(OrderState, STEPS) for role in roles_for(state, wanted)]


@pytest.mark.parametrize(("state", "wanted", "role"), ALLOWED)
def test_every_move_of_the_table_is_made_and_told(
    cast: Cast, state: OrderState, wanted: OrderState, role: ActorRole
) -> None:
    order = order_in(state, cast)
    STEPS[wanted](order, role)
    assert order.state == order.events[-1].state == wanted
    if wanted in TOLD_WHO:
        assert order.events[-1].role == role


@pytest.mark.parametrize("state", list(OrderState))
def test_every_other_move_is_refused_and_changes_nothing(cast: Cast, state: OrderState) -> None:
    order = order_in(state, cast)
    events = len(order.events)
    for wanted, role in product(STEPS, ActorRole):
        if role not in MOVES[state].get(wanted, ()) and (wanted in TOLD_WHO or wanted not in MOVES[state]):
            with pytest.raises(MoveRefused) as refused:
                STEPS[wanted](order, role)
            assert refused.value.state == state
            assert (order.state, len(order.events)) == (state, events), (wanted, role)


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
