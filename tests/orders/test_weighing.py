"""What is paid by weight: the scale decides the price, the agreed ceiling its limit."""

from functools import partial
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from marketplace import audit, orders
from marketplace.catalogue.weighing import Weighing, weighed_vnd
from marketplace.database import db, transaction
from marketplace.orders import refitting
from marketplace.orders.errors import (
    JobUnknown,
    MoveRefused,
    Unweighed,
    WeighedMeanwhile,
    WeightDoubtful,
    WeightsMissing,
    WeightUnreadable,
)
from marketplace.orders.line_changes import MayDiffer
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.orders.states import OrderState, PaymentMethod
from marketplace.orders.weighing import parse_grams, price_of
from tests import factories
from tests.crowd import DONE, meeting, tried_at_once
from tests.people import Cast


@pytest.fixture
def birds(cast: Cast) -> Order:
    """Two chickens being packed: about 480,000 dong, 528,000 at most."""
    return factories.confirmed((factories.chicken(cast.seller_a).variants[0], 2))


def weigh(order: Order, *grams: int, by: Any = None, seen: str = "") -> None:
    orders.weigh(order, "weigh-1", list(grams), by=by or factories.user(), seen=seen)


def sums(order: Order) -> tuple[int, int, int]:
    return order.goods_vnd, order.shipping_vnd, order.total_vnd


def test_the_estimate_and_the_ceiling_are_frozen_at_the_sale(birds: Order) -> None:
    line = birds.lines[0]
    assert (line.kg_price_vnd, line.lightest_grams, line.heaviest_grams, line.increase_bp) == (
        160_000,
        1_400,
        1_600,
        1_000,
    )
    assert (line.total_vnd, line.ceiling_vnd, line.is_unweighed) == (480_000, 528_000, True)


def test_lighter_birds_cost_less_and_the_purchase_follows(birds: Order) -> None:
    before = sums(birds)
    weigh(birds, 1_420, 1_560)
    line = birds.lines[0]
    assert (line.actual_grams, line.total_vnd, line.commission_vnd) == (2_980, 476_800, 23_840)
    assert (line.ordered_quantity, line.ordered_vnd) == (2, 480_000)
    assert before[0] - birds.goods_vnd == 3_200
    assert birds.cash_vnd == birds.total_vnd == birds.purchase.total_vnd == birds.goods_vnd + birds.shipping_vnd
    assert birds.weight_grams == 2 * 1_700 - 20
    assert audit.check(db.session()) == []


def test_heavier_birds_cost_more_up_to_the_ceiling_and_the_shop_bears_the_rest(birds: Order) -> None:
    weigh(birds, 1_600, 1_600)
    assert birds.goods_vnd == 512_000
    weigh(birds, 2_000, 1_900, seen="1600,1600")
    assert (birds.goods_vnd, birds.lines[0].actual_grams) == (528_000, 3_900)
    assert audit.check(db.session()) == []


def test_the_delivery_fee_falls_with_the_weight(birds: Order) -> None:
    agreed = birds.shipping_vnd
    weigh(birds, 750, 750)
    assert birds.shipping_vnd < agreed
    weigh(birds, 1_500, 1_500, seen="750,750")
    assert birds.shipping_vnd == agreed
    assert audit.check(db.session()) == []


def test_the_delivery_fee_never_rises_above_that_of_the_sale(cast: Cast) -> None:
    order = factories.confirmed((factories.chicken(cast.seller_a).variants[0], 1))
    agreed = order.shipping_vnd
    weigh(order, 2_900)
    assert (order.weight_grams, order.shipping_vnd) == (3_100, agreed)
    assert audit.check(db.session()) == []


def test_goods_that_fall_below_free_delivery_are_still_sent_free(cast: Cast) -> None:
    order = factories.confirmed((factories.chicken(cast.seller_a).variants[0], 3))
    assert order.shipping_vnd == 0
    weigh(order, 900, 900, 900)
    assert sums(order) == (432_000, 0, 432_000)


def test_what_was_paid_before_is_never_raised_and_what_is_lighter_is_due_back(cast: Cast) -> None:
    order = factories.confirmed((factories.chicken(cast.seller_a).variants[0], 2), paying=PaymentMethod.TRANSFER)
    assert order.lines[0].ceiling_vnd == 480_000
    weigh(order, 1_600, 1_600)
    assert order.goods_vnd == 480_000
    weigh(order, 1_400, 1_400, seen="1600,1600")
    assert (order.purchase.surplus_vnd, order.cash_vnd) == (32_000, 0)
    assert audit.check(db.session()) == []


def test_nothing_leaves_unweighed(birds: Order) -> None:
    with pytest.raises(Unweighed):
        orders.pack(birds, by=None)
    weigh(birds, 1_500, 1_500)
    orders.pack(birds, by=None)
    assert birds.state == OrderState.PACKED
    with pytest.raises(MoveRefused):
        weigh(birds, 1_400, 1_400)


def test_weighing_is_on_the_timeline_and_the_label_is_printed_anew(birds: Order) -> None:
    orders.tick(birds, "label", by=factories.user(), seen="")
    weigh(birds, 1_500, 1_480)
    assert [job.key for job in orders.jobs_of(birds) if job.tick] == ["weigh-1"]
    event = birds.events[-1]
    assert (event.state, event.change, event.facts["grams"], event.facts["vnd"]) == (
        "confirmed",
        "weighed",
        2_980,
        476_800,
    )


def test_the_same_weights_again_change_nothing(birds: Order) -> None:
    weigh(birds, 1_500, 1_480)
    events = len(birds.events)
    weigh(birds, 1_500, 1_480)
    assert len(birds.events) == events


@pytest.mark.parametrize("grams", [(), (1_500,), (1_500, 1_500, 1_500)])
def test_each_piece_has_one_weight(birds: Order, grams: tuple[int, ...]) -> None:
    with pytest.raises(WeightsMissing):
        weigh(birds, *grams)


@pytest.mark.parametrize("grams", [15, 699, 3_201, 15_000])
def test_a_weight_far_from_the_typical_one_is_doubted(birds: Order, grams: int) -> None:
    with pytest.raises(WeightDoubtful) as refused:
        weigh(birds, 1_500, grams)
    assert refused.value.params == {"place": 2, "grams": grams, "lightest": 1_400, "heaviest": 1_600}
    assert birds.lines[0].is_unweighed


def test_only_what_is_weighed_has_weights(birds: Order, cast: Cast) -> None:
    for key in ("take-1", "weigh-2", "close", ""):
        with pytest.raises(JobUnknown):
            orders.weigh(birds, key, [1_500, 1_500], by=cast.packer_a, seen="")
    with pytest.raises(Unweighed):
        orders.tick(birds, "weigh-1", by=cast.packer_a, seen="")


@pytest.mark.parametrize(
    ("typed", "grams"),
    [("1420", 1_420), (" 1.420 ", 1_420), ("1420 g", 1_420), ("1 420 gam", 1_420), ("1,42 kg", 1_420), ("2kg", 2_000)],
)
def test_a_weight_is_read_as_the_scale_shows_it(typed: str, grams: int) -> None:
    assert parse_grams(typed) == grams


@pytest.mark.parametrize("typed", ["", "1,42", "1.42", "gà", "-5", "1420 kg", "1,4200 kg", "١٤٢٠", "1420g1"])
def test_a_weight_that_could_mean_two_things_is_asked_again(typed: str) -> None:
    with pytest.raises(WeightUnreadable):
        parse_grams(typed)


class Line(MayDiffer):
    """A line apart from any order."""

    def __init__(self, weighing: Weighing, quantity: int, grams: int) -> None:
        self.unit_price_vnd, self.quantity, self.actual_grams = weighing.estimate_vnd, quantity, grams
        self.kg_price_vnd, self.increase_bp = weighing.kg_price_vnd, weighing.increase_bp


@given(
    kg_price=st.integers(1_000, 5_000_000),
    lightest=st.integers(50, 10_000),
    wider=st.integers(0, 10_000),
    increase_bp=st.integers(0, 3_000),
    quantity=st.integers(1, 99),
    grams=st.integers(1, 3_000_000),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_weight_costs_more_than_the_ceiling_and_none_less_than_it_weighs_below(
    kg_price: int, lightest: int, wider: int, increase_bp: int, quantity: int, grams: int
) -> None:
    line: Any = Line(Weighing(kg_price, lightest, lightest + wider, increase_bp), quantity, grams)
    price = price_of(line)
    assert price <= line.ceiling_vnd
    assert price == weighed_vnd(kg_price, grams) or price == line.ceiling_vnd
    assert abs(weighed_vnd(kg_price, grams) * 1_000 - kg_price * grams) <= 500


LIGHT = (1_400, 1_410, 1_440, 1_490)
"""All lighter than the estimate, so that no two differences cancel each other, and below the sum that travels free."""


def race(app: Flask, number: str, people: list[int]) -> list[str]:
    def one(person: int, grams: int) -> None:
        by = db.session.get_one(type(factories.user()), person)
        orders.weigh(orders.get_order(number, lock=True), "weigh-1", [grams, grams], by=by, seen="")

    return tried_at_once(app, [partial(one, *each) for each in zip(people, LIGHT, strict=True)])


@pytest.fixture
def raced(committed_app: Flask) -> tuple[str, list[int]]:
    with transaction():
        order = factories.confirmed((factories.chicken().variants[0], 2))
        people = [factories.user(f"Người gói {place}").id for place in range(4)]
    return order.number, people


def test_of_two_packers_who_weigh_at_once_one_counts_and_the_others_are_told(
    committed_app: Flask, raced: tuple[str, list[int]]
) -> None:
    assert race(committed_app, *raced) == [WeighedMeanwhile.__name__] * 3 + [DONE]
    db.session.rollback()
    assert audit.check(db.session()) == []


def test_without_the_lock_the_purchase_no_longer_adds_up(
    committed_app: Flask, raced: tuple[str, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: all read the order before anybody writes its sums."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("on SQLite the whole transaction is the lock")
    together, read = meeting(len(raced[1])), orders.get_order

    def unlocked(number: str, **_lock: bool) -> Order:
        found = read(number)
        together.wait()
        return found

    monkeypatch.setattr(orders, "get_order", unlocked)
    monkeypatch.setattr("marketplace.orders.weighing.tick_for", lambda *_what, **_who: None)
    race(committed_app, *raced)
    db.session.rollback()
    bought = db.session.scalars(select(Purchase)).one()
    assert bought.total_vnd != db.session.scalars(select(Order.total_vnd)).one()


def test_a_line_that_shrinks_is_weighed_anew(birds: Order) -> None:
    weigh(birds, 1_500, 1_480)
    refitting.shrink(birds.lines[0], to=1, by_id=None)
    refitting.refit(birds)
    line: OrderLine = birds.lines[0]
    assert (line.actual_grams, line.total_vnd, line.ceiling_vnd, line.is_unweighed) == (None, 240_000, 264_000, True)
