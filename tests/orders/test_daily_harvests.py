"""Eggs: so many come in every day, and what is ordered beyond that is for tomorrow."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine

from marketplace import orders, stock
from marketplace.catalogue.models import Variant
from marketplace.clock import today
from marketplace.stock import ShortfallRule
from marketplace.stock.harvest_errors import SoldDaily
from tests import factories
from tests.orders.test_harvests import is_in_order, ordered
from tests.people import Cast


@pytest.fixture
def eggs(cast: Cast) -> Iterator[Variant]:
    variant = factories.product(cast.seller_a, "Trứng mẫu", left=0).variants[0]
    stock.set_daily(variant, 30, by_id=factories.user().id)
    with time_machine.travel(date(2026, 12, 1), tick=False):
        yield variant


def test_the_next_one_after_the_last_of_today_is_for_tomorrow(eggs: Variant) -> None:
    orders.renew_daily_harvests()
    first = ordered(eggs, 30)[0]
    assert first.harvest_on == date(2026, 12, 1)
    assert ordered(eggs, 1)[0].harvest_on == date(2026, 12, 2)
    assert is_in_order()


def test_the_day_is_counted_in_vietnam(eggs: Variant) -> None:
    orders.renew_daily_harvests()
    with time_machine.travel("2026-12-01T16:59:00Z", tick=False):
        assert ordered(eggs, 1)[0].harvest_on == date(2026, 12, 1)
    with time_machine.travel("2026-12-01T17:01:00Z", tick=False):
        assert ordered(eggs, 1)[0].harvest_on == date(2026, 12, 2)


def test_nothing_comes_in_on_days_on_which_nobody_packs(cast: Cast, eggs: Variant) -> None:
    cast.seller_a.days_off = [["2026-12-02", "2026-12-03", True]]
    orders.renew_daily_harvests()
    days = {lot.expected_on for lot in stock.harvests_of_seller(cast.seller_a.id, limit=50)}
    sunday = date(2026, 12, 6)
    assert days & {date(2026, 12, 2), date(2026, 12, 3), sunday} == set()
    cast.seller_a.days_off = []
    orders.renew_daily_of(cast.seller_a)
    days = {lot.expected_on for lot in stock.harvests_of_seller(cast.seller_a.id, limit=50)}
    assert {date(2026, 12, 2), date(2026, 12, 3)} <= days


def test_a_day_that_is_over_can_be_ordered_no_more(cast: Cast, eggs: Variant) -> None:
    orders.renew_daily_harvests()
    ordered(eggs, 2)
    with time_machine.travel(date(2026, 12, 2), tick=False):
        orders.renew_daily_harvests()
        first, *_ = stock.harvests_of_seller(cast.seller_a.id, limit=50)
        assert (first.expected_on, first.capacity, first.taken) == (date(2026, 12, 1), 2, 2)
        assert is_in_order()


def test_more_or_fewer_a_day_holds_for_the_days_to_come(cast: Cast, eggs: Variant) -> None:
    orders.renew_daily_harvests()
    ordered(eggs, 20)
    stock.set_daily(eggs, 12, by_id=factories.user().id)
    orders.renew_daily_harvests()
    first, second, *_ = stock.harvests_of_seller(cast.seller_a.id, limit=50)
    assert (first.capacity, first.on_hand, second.capacity) == (20, 0, 12)
    assert is_in_order()


def test_stopping_leaves_what_is_ordered(cast: Cast, eggs: Variant) -> None:
    orders.renew_daily_harvests()
    ordered(eggs, 5)
    plan = stock.daily_of(eggs)
    assert plan
    stock.stop_daily(plan)
    assert [lot.taken for lot in stock.harvests_of_seller(cast.seller_a.id, limit=50)] == [5]
    assert stock.left_of([eggs.id]) == {}


def test_a_single_harvest_beside_it_is_refused(eggs: Variant) -> None:
    with pytest.raises(SoldDaily):
        days = {"expected_on": today() + timedelta(days=9), "orders_until": today() + timedelta(days=7)}
        stock.open_harvest(eggs, capacity=5, rule=ShortfallRule.REFUND, by_id=None, **days)
