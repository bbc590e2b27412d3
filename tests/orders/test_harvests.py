"""Goods that are ordered before they are harvested: the day, how much can be ordered, what a short harvest means."""

from datetime import timedelta

import pytest
import time_machine

from marketplace import audit, cart, orders, payments, stock
from marketplace.cart.errors import NotEnoughLeft
from marketplace.catalogue.models import Variant
from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.orders.errors import HarvestAwaited, HarvestMoved, HarvestReported
from marketplace.orders.harvests import OrderChange
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod
from marketplace.stock import LotFacts, ShortfallRule
from marketplace.stock.harvest_errors import (
    CapacityTaken,
    CutOffRefused,
    HarvestDayRefused,
    HarvestNotFound,
    HarvestThere,
)
from marketplace.stock.models import Lot
from tests import factories
from tests.people import Cast

IN_TWELVE_DAYS = timedelta(days=12)


@pytest.fixture
def oranges(cast: Cast) -> Variant:
    return factories.product(cast.seller_a, "Cam mẫu", left=0).variants[0]


def opened(variant: Variant, capacity: int = 10, *, rule: ShortfallRule = ShortfallRule.PRO_RATA) -> Lot:
    expected_on = today() + IN_TWELVE_DAYS
    days = {"expected_on": expected_on, "orders_until": expected_on - timedelta(days=2)}
    return stock.open_harvest(variant, capacity=capacity, rule=rule, by_id=factories.user().id, **days)


def ordered(variant: Variant, *quantities: int) -> list[Order]:
    return [factories.purchase((variant, quantity)).orders[0] for quantity in quantities]


def call_off(order: Order) -> None:
    with transaction():
        orders.cancel(order, by=None, role=ActorRole.BUYER, reason="nhầm")


def report(lot: Lot, harvested: int, *, shown_taken: int | None = None) -> list[int]:
    """Report the harvest and give how many units each order gets."""
    facts = LotFacts(code="CAM-1", harvested_on=today(), packed_on=today())
    shown = taken(lot)[1] if shown_taken is None else shown_taken
    with transaction():
        told = orders.report_harvest(lot, facts, harvested=harvested, shown_taken=shown, by=factories.user())
    return [each.given for each in told]


def is_in_order() -> bool:
    db.session.flush()
    assert [(each.invariant.promise, each.rows) for each in audit.check(db.session())] == []
    return True


def taken(lot: Lot) -> tuple[int, int]:
    """What is left of a harvest, and what is ordered."""
    db.session.refresh(lot)
    return lot.on_hand, lot.taken


def test_an_order_for_a_harvest_waits_for_its_day(oranges: Variant) -> None:
    lot = opened(oranges)
    (order,) = ordered(oranges, 3)
    assert (order.harvest_on, order.shortfall_rule) == (lot.expected_on, ShortfallRule.PRO_RATA)
    assert order.ships_from_on is not None
    assert lot.expected_on is not None
    assert order.ships_from_on > lot.expected_on
    assert order.arrives_from_on > order.ships_from_on
    assert taken(lot) == (7, 3)
    assert is_in_order()


def test_no_more_can_be_ordered_than_the_harvest_is_to_give(oranges: Variant) -> None:
    opened(oranges, 5)
    ordered(oranges, 4)
    with pytest.raises(NotEnoughLeft):
        factories.basket((oranges, 2))


def test_what_is_called_off_can_be_ordered_again(oranges: Variant) -> None:
    lot = opened(oranges, 4)
    (order,) = ordered(oranges, 4)
    call_off(order)
    assert taken(lot) == (4, 0)
    assert len(ordered(oranges, 4)) == 1
    assert is_in_order()


def test_what_is_not_paid_in_time_can_be_ordered_again(oranges: Variant) -> None:
    lot = opened(oranges, 4)
    with transaction():
        bought = factories.purchase((oranges, 4), paying=PaymentMethod.TRANSFER)
    assert taken(lot) == (0, 4)
    with transaction():
        payments.expire(bought)
    assert taken(lot) == (4, 0)
    assert is_in_order()


def test_what_is_in_the_field_is_not_in_the_shed(cast: Cast, oranges: Variant) -> None:
    here, lot = factories.lot(oranges, 3), opened(oranges)
    assert stock.siblings_of(here, limit=9) == []
    assert stock.lots_of_seller(cast.seller_a.id, emptied=False, limit=9) == [here]
    assert stock.levels_of([oranges.id])[oranges.id].left == 3
    stock.count(oranges, left=5, by_id=factories.user().id)
    assert (here.on_hand, taken(lot)) == (5, (10, 0))


def test_after_the_last_day_nobody_can_order_it(oranges: Variant) -> None:
    lot = opened(oranges)
    assert lot.orders_until is not None
    with time_machine.travel(lot.orders_until + timedelta(days=1, hours=3)):
        assert stock.left_of([oranges.id]) == {}


def test_what_is_harvested_later_is_an_order_of_its_own_in_the_same_purchase(cast: Cast, oranges: Variant) -> None:
    honey = factories.product(cast.seller_a).variants[0]
    opened(oranges)
    bought = factories.purchase((oranges, 2), (honey, 1))
    assert [(len(order.lines), order.harvest_on is not None) for order in bought.orders] == [(1, False), (1, True)]
    assert bought.total_vnd == sum(order.total_vnd for order in bought.orders)
    assert is_in_order()


def test_what_lies_in_the_shed_goes_first(oranges: Variant) -> None:
    factories.lot(oranges, 3)
    lot = opened(oranges)
    assert ordered(oranges, 3)[0].harvest_on is None
    assert ordered(oranges, 1)[0].harvest_on == lot.expected_on


def test_a_buyer_who_saw_another_day_is_asked_again(oranges: Variant) -> None:
    factories.lot(oranges, 2)
    opened(oranges)
    filled = factories.basket((oranges, 2))
    quoted = orders.quote(cart.parcels_in(filled), province_code="01", commune_code=factories.BA_DINH.commune_code)
    assert quoted.parcels[0].parcel.harvest is None
    ordered(oranges, 1)
    parcels = cart.parcels_in(filled)
    assert parcels[0].harvest is not None  # a new look tells the new day


def test_units_from_another_harvest_than_the_one_shown_are_refused(
    oranges: Variant, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.lot(oranges, 2)
    opened(oranges)
    seen = stock.supplies_of([oranges.id])
    ordered(oranges, 2)
    monkeypatch.setattr(stock, "supplies_of", lambda _packs: seen)
    with pytest.raises(HarvestMoved):
        factories.purchase((oranges, 2))


@pytest.mark.parametrize("harvested", range(13))
@pytest.mark.parametrize("rule", ShortfallRule)
def test_every_piece_is_given_out_and_none_twice(rule: ShortfallRule, harvested: int) -> None:
    wanted = [5, 1, 3, 2]
    given = orders.share_out(harvested, wanted, rule)
    assert all(0 <= some <= all_of_it for some, all_of_it in zip(given, wanted, strict=True))
    assert sum(given) == (0 if rule == ShortfallRule.REFUND and harvested < 11 else min(harvested, 11))


def test_pro_rata_gives_everybody_a_part(oranges: Variant) -> None:
    lot = opened(oranges, 12)
    bought = ordered(oranges, 6, 3, 3)
    before = [(order.goods_vnd, order.shipping_vnd) for order in bought]
    assert report(lot, 6) == [3, 2, 1]
    assert [order.lines[0].quantity for order in bought] == [3, 2, 1]
    price = oranges.price_vnd
    fell = [goods - order.goods_vnd for (goods, _fee), order in zip(before, bought, strict=True)]
    assert fell == [3 * price, price, 2 * price]
    assert all(order.shipping_vnd <= fee for (_goods, fee), order in zip(before, bought, strict=True))
    assert (lot.on_hand, lot.is_expected, lot.harvested_on, lot.code) == (0, False, today(), "CAM-1")
    assert is_in_order()


def test_first_come_fills_one_order_after_the_other(oranges: Variant) -> None:
    lot = opened(oranges, 12, rule=ShortfallRule.FIRST_COME)
    bought = ordered(oranges, 4, 4, 4)
    assert report(lot, 5) == [4, 1, 0]
    assert [order.state for order in bought] == [OrderState.PLACED, OrderState.PLACED, OrderState.CANCELLED]
    assert is_in_order()


def test_with_a_refund_all_are_called_off_and_the_harvest_can_be_sold(oranges: Variant) -> None:
    lot = opened(oranges, 12, rule=ShortfallRule.REFUND)
    bought = ordered(oranges, 4, 4)
    assert report(lot, 7) == [0, 0]
    assert {order.state for order in bought} == {OrderState.CANCELLED}
    assert lot.on_hand == 7
    assert is_in_order()


def test_what_is_left_of_a_good_harvest_is_sold_as_a_lot(oranges: Variant) -> None:
    lot = opened(oranges, 10)
    (order,) = ordered(oranges, 4)
    assert report(lot, 15) == [4]
    assert lot.on_hand == 11
    orders.confirm(order, by=None)
    orders.pack(order, by=None)
    assert ordered(oranges, 2)[0].harvest_on is None
    assert is_in_order()


def test_nothing_is_packed_before_it_is_harvested(oranges: Variant) -> None:
    opened(oranges)
    (order,) = ordered(oranges, 1)
    orders.confirm(order, by=None)
    with pytest.raises(HarvestAwaited):
        orders.pack(order, by=None)
    assert order.ships_from_on is not None
    assert order.due_at is not None
    assert order.due_at.date() >= order.ships_from_on


def test_a_harvest_is_reported_once(oranges: Variant) -> None:
    lot = opened(oranges)
    report(lot, 10)
    with pytest.raises(HarvestNotFound):
        report(lot, 10)


def test_a_short_harvest_is_shared_out_only_among_those_that_the_seller_saw(oranges: Variant) -> None:
    lot = opened(oranges)
    ordered(oranges, 4, 4)
    with pytest.raises(HarvestReported):
        report(lot, 5, shown_taken=4)


def test_buyers_hear_of_another_day(oranges: Variant) -> None:
    lot = opened(oranges)
    (order,) = ordered(oranges, 2)
    first, arrives_on = lot.expected_on, order.arrives_from_on
    assert first
    later = first + timedelta(days=5)
    moved = orders.move_harvest(lot, expected_on=later, orders_until=first, capacity=10, by=factories.user())
    assert (moved, order.harvest_on) == (1, later)
    assert order.arrives_from_on > arrives_on
    (change,) = db.session.query(OrderChange)
    assert (change.order, change.before, change.after) == (order, f"{first}", f"{later}")
    assert is_in_order()


def test_fewer_than_are_ordered_cannot_be_offered(oranges: Variant) -> None:
    lot = opened(oranges)
    ordered(oranges, 4)
    assert lot.expected_on is not None
    assert lot.orders_until is not None
    days = {"expected_on": lot.expected_on, "orders_until": lot.orders_until}
    with pytest.raises(CapacityTaken):
        orders.move_harvest(lot, capacity=3, by=factories.user(), **days)
    db.session.refresh(lot)
    orders.move_harvest(lot, capacity=4, by=factories.user(), **days)
    assert taken(lot) == (0, 4)
    assert is_in_order()


@pytest.mark.parametrize(("harvest", "cut_off"), [(0, 0), (401, 1), (5, 6), (5, -1)])
def test_days_that_cannot_be_are_refused(oranges: Variant, harvest: int, cut_off: int) -> None:
    days = {"expected_on": today() + timedelta(days=harvest), "orders_until": today() + timedelta(days=cut_off)}
    with pytest.raises((HarvestDayRefused, CutOffRefused)):
        stock.open_harvest(oranges, capacity=5, rule=ShortfallRule.REFUND, by_id=None, **days)


def test_a_day_has_one_harvest_of_a_pack_size(oranges: Variant) -> None:
    opened(oranges)
    with pytest.raises(HarvestThere):
        opened(oranges)


def test_a_stopped_harvest_takes_no_orders_and_keeps_those_it_has(oranges: Variant) -> None:
    lot = opened(oranges)
    (order,) = ordered(oranges, 2)
    stock.close_harvest(lot, by_id=None)
    assert stock.left_of([oranges.id]) == {}
    call_off(order)
    assert stock.left_of([oranges.id]) == {}
    assert is_in_order()
