"""Parcels that nobody takes: they turn round, come back with goods in some condition, or the carrier loses them."""

import pytest
from sqlalchemy import select

from marketplace import audit, orders, payments
from marketplace.database import db, transaction
from marketplace.orders.errors import ConditionRefused, MoveRefused, ReasonMissing
from marketplace.orders.models import Order
from marketplace.orders.states import CALLED_OFF, ActorRole, OrderState, PaymentMethod, Undelivered
from marketplace.stock import left_of
from marketplace.stock.models import Lot, MovementReason, StockMovement
from tests import factories
from tests.orders.steps import SENT, STEPS, all_fit
from tests.people import Cast


def sent(cast: Cast, *, paying: PaymentMethod = PaymentMethod.COD) -> Order:
    """Two jars out of ten, on the road; paid before, where they are not paid at the door."""
    order = factories.order(factories.product(cast.seller_a, left=10), quantity=2, paying=paying)
    with transaction():
        if paying == PaymentMethod.TRANSFER:
            payments.receive(payments.get_purchase(order.purchase.code), order.purchase.total_vnd)
        for state in SENT:
            STEPS[state](order, ActorRole.SELLER)
    return order


def turn_back(order: Order, reason: Undelivered = Undelivered.REFUSED) -> None:
    with transaction():
        orders.turn_back(order, by=None, role=ActorRole.SELLER, reason=reason)


def take_in(order: Order, fit: int = 2, unfit_as: MovementReason | None = None) -> None:
    with transaction():
        orders.take_in(order, by=None, fit={order.lines[0].id: fit}, unfit_as=unfit_as)


def test_a_parcel_that_turns_round_says_why_and_is_waited_for(cast: Cast) -> None:
    order = sent(cast)
    turn_back(order, Undelivered.UNREACHABLE)
    assert (order.state, order.undelivered) == ("returning", "unreachable")
    assert order.events[-1].note == "Gọi người mua nhiều lần không được"
    assert order.due_at is not None
    assert (order.cash_vnd, order.net_vnd, order.purchase.payment_state) == (0, 0, "due")
    assert audit.check(db.session()) == []


def test_goods_that_came_back_whole_go_back_to_their_lot(cast: Cast) -> None:
    order = sent(cast)
    variant_id = order.lines[0].variant_id
    turn_back(order)
    assert left_of([variant_id]) == {variant_id: 8}
    take_in(order)
    assert left_of([variant_id]) == {variant_id: 10}
    assert (order.state, order.undelivered, order.due_at) == ("returned", "refused", None)
    assert audit.check(db.session()) == []


def test_goods_that_came_back_broken_are_written_off_their_lot(cast: Cast) -> None:
    order = sent(cast)
    turn_back(order, Undelivered.DAMAGED)
    take_in(order, fit=1, unfit_as=MovementReason.BROKEN)
    (lot,) = db.session.scalars(select(Lot).where(Lot.variant_id == order.lines[0].variant_id))
    rows = select(StockMovement.reason, StockMovement.quantity, StockMovement.note).order_by(StockMovement.id)
    moved = [tuple(row) for row in db.session.execute(rows.where(StockMovement.lot_id == lot.id))][-2:]
    assert moved == [("returned", 2, ""), ("broken", -1, order.number)]
    assert lot.on_hand == 9
    assert audit.check(db.session()) == []


@pytest.mark.parametrize("fit", [-1, 3, None])
def test_no_more_comes_back_than_was_sent(cast: Cast, fit: int | None) -> None:
    order = sent(cast)
    turn_back(order)
    counted = {} if fit is None else {order.lines[0].id: fit}
    with pytest.raises(ConditionRefused) as refused:
        orders.take_in(order, by=None, fit=counted, unfit_as=MovementReason.BROKEN)
    assert refused.value.line_id == order.lines[0].id
    assert order.state == "returning"


@pytest.mark.parametrize("unfit_as", [None, MovementReason.GIFT])
def test_what_cannot_be_sold_again_is_explained(cast: Cast, unfit_as: MovementReason | None) -> None:
    order = sent(cast)
    turn_back(order)
    with pytest.raises(ConditionRefused):
        orders.take_in(order, by=None, fit={order.lines[0].id: 1}, unfit_as=unfit_as)


@pytest.mark.parametrize("reason", [None, Undelivered.LOST])
def test_nothing_turns_round_without_a_reason_to(cast: Cast, reason: Undelivered | None) -> None:
    order = sent(cast)
    with pytest.raises(ReasonMissing):
        orders.turn_back(order, by=None, role=ActorRole.SELLER, reason=reason)


def test_a_lost_parcel_is_closed_and_its_units_are_gone(cast: Cast) -> None:
    order = sent(cast)
    variant_id = order.lines[0].variant_id
    with transaction():
        orders.lose(order, by=cast.operator)
    assert (order.state, order.undelivered, order.due_at) == ("lost", "lost", None)
    assert left_of([variant_id]) == {variant_id: 8}
    assert (order.purchase.payment_state, order.purchase.payable_vnd) == ("failed", 0)
    assert audit.check(db.session()) == []


def test_the_buyer_turns_no_parcel_round(cast: Cast) -> None:
    order = sent(cast)
    with pytest.raises(MoveRefused):
        orders.turn_back(order, by=None, role=ActorRole.BUYER, reason=Undelivered.REFUSED)


def test_a_parcel_that_the_carrier_brings_after_all_is_delivered_and_paid(cast: Cast) -> None:
    order = sent(cast)
    turn_back(order)
    with transaction():
        orders.deliver(order, by=None, role=ActorRole.SELLER)
    assert (order.state, order.undelivered) == ("delivered", None)
    assert (order.purchase.payment_state, order.purchase.paid_vnd) == ("paid", order.total_vnd)
    assert audit.check(db.session()) == []


def test_a_purchase_at_the_door_whose_parcel_came_back_has_nothing_to_pay(cast: Cast) -> None:
    order = sent(cast)
    turn_back(order)
    take_in(order)
    assert (order.purchase.payment_state, order.purchase.due_vnd, order.purchase.paid_vnd) == ("failed", 0, 0)
    assert audit.check(db.session()) == []


def test_of_two_parcels_the_one_that_was_taken_is_paid(cast: Cast) -> None:
    honey, eggs = factories.product(cast.seller_a), factories.product(cast.seller_b, price_vnd=38_000)
    bought = factories.purchase((honey.variants[0], 1), (eggs.variants[0], 1))
    first, second = bought.orders
    for order in bought.orders:
        with transaction():
            for state in SENT:
                STEPS[state](order, ActorRole.SELLER)
    turn_back(first)
    with transaction():
        orders.deliver(second, by=None, role=ActorRole.SELLER)
    assert (bought.payment_state, bought.due_vnd) == ("due", first.total_vnd)
    with transaction():
        orders.take_in(first, by=None, fit=all_fit(first), unfit_as=None)
    assert (bought.payment_state, bought.paid_vnd, bought.due_vnd) == ("paid", second.total_vnd, 0)
    assert audit.check(db.session()) == []


@pytest.mark.parametrize("end", [OrderState.RETURNED, OrderState.LOST])
def test_what_was_paid_before_for_a_parcel_that_never_came_goes_back(cast: Cast, end: OrderState) -> None:
    order = sent(cast, paying=PaymentMethod.TRANSFER)
    turn_back(order)
    assert order.purchase.refunding_vnd == 0
    with transaction():
        STEPS[end](order, ActorRole.SELLER)
    assert order.state in CALLED_OFF
    assert order.purchase.refunding_vnd == order.total_vnd
    assert audit.check(db.session()) == []


def test_what_came_back_was_not_sold(cast: Cast) -> None:
    order = sent(cast)
    assert orders.sales_by_week(cast.seller_a.id, weeks=2).this_week.orders == 1
    turn_back(order)
    take_in(order)
    this_week = orders.sales_by_week(cast.seller_a.id, weeks=2).this_week
    assert (this_week.orders, this_week.cancelled) == (0, 1)
