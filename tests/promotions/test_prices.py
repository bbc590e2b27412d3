"""What is asked, what is struck through, and why: proved by the history, begun and ended by the clock."""

from datetime import date, timedelta

import pytest
from flask import Flask

from marketplace import catalogue, promotions, shelf
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending, today
from marketplace.database import db
from marketplace.prices import Sale, asked_vnd
from marketplace.promotions import Plan
from marketplace.promotions.errors import (
    AnotherRuns,
    CutMissing,
    CutTwice,
    NotLower,
    PacksMissing,
    PromotionDays,
    PromotionOver,
    TooLow,
    TooManyDays,
    UnitsByWeight,
)
from tests import factories
from tests.promotions.promoting import honey, midnight, promote

SECOND = timedelta(seconds=1)


def sale_of(product: Product) -> Sale | None:
    db.session.expire_all()
    return product.variants[0].sale


def test_it_begins_and_ends_by_the_clock_and_stops_at_once(app: Flask) -> None:
    jar = honey()
    made = promote(jar)
    for moment, price in ((midnight(1) - SECOND, None), (midnight(1), 150_000), (midnight(4) - SECOND, 150_000)):
        with pretending(moment):
            assert (sale_of(jar) and jar.variants[0].asked_vnd) == price
    with pretending(midnight(4)):
        assert sale_of(jar) is None
        assert jar.variants[0].asked_vnd == 165_000
    with pretending(midnight(2)):
        promotions.stop(made, by=None)
        assert sale_of(jar) is None
        with pytest.raises(PromotionOver):
            promotions.stop(made, by=None)


def test_the_usual_price_is_struck_through_only_where_it_was_asked_long_enough(app: Flask) -> None:
    old, new = honey(), honey(days_ago=5)
    for jar in (old, new):
        promote(jar)
    raised = honey()
    with pretending(now() - timedelta(days=18)):
        catalogue.reprice(raised.variants[0], price_vnd=170_000)
        db.session.flush()
    promote(raised)
    with pretending(midnight(2)):
        assert (sale_of(old).former_vnd, sale_of(old).lowest_vnd) == (165_000, 165_000)
        assert sale_of(new).former_vnd == 0  # asked for five days only
        assert (sale_of(raised).former_vnd, sale_of(raised).lowest_vnd) == (170_000, 165_000)
        catalogue.reprice(old.variants[0], price_vnd=190_000)  # the price that comes back is another one now
        db.session.flush()
        assert (sale_of(old).price_vnd, sale_of(old).former_vnd) == (150_000, 0)


def test_a_promotion_after_another_one_strikes_nothing_through_and_tells_its_price(app: Flask) -> None:
    jar = honey()
    promote(jar)
    promote(jar, first=today() + timedelta(days=10), price_vnd=160_000)
    promote(jar, first=today() + timedelta(days=30), price_vnd=155_000)
    with pretending(midnight(11)):
        assert sale_of(jar).former_vnd == 0
    with pretending(midnight(30)):
        assert (sale_of(jar).former_vnd, sale_of(jar).lowest_vnd) == (165_000, 150_000)


def test_a_lower_usual_price_and_breaks_win_over_the_promotion(app: Flask) -> None:
    jar = honey()
    catalogue.set_price_breaks(jar.variants[0], ((5, 140_000),))
    promote(jar, most_units=6)
    with pretending(midnight(1)):
        sale_of(jar)
        pack = jar.variants[0]
        assert [pack.price_for(units) for units in (1, 4, 5, 7)] == [150_000, 150_000, 140_000, 140_000]
        catalogue.set_price_breaks(pack, ())
        catalogue.reprice(pack, price_vnd=149_000)
        db.session.flush()
        assert sale_of(jar) is None


def test_limited_units_are_all_or_none_of_a_line() -> None:
    few = Sale(1, 150_000, 165_000, 2, date(2026, 12, 5), True, 165_000)
    assert [asked_vnd(165_000, (), few, units) for units in (1, 2, 3)] == [150_000, 150_000, 165_000]


def test_what_may_not_be_planned_is_refused_with_its_reason(app: Flask) -> None:
    jar, other = honey(), honey(of=factories.seller("HTX Sơn Nam"), name="Chè")
    bird, day = factories.chicken(jar.seller), today()
    refs, seller_id = [jar.variants[0].ref], jar.seller_id
    refusals = [
        (Plan(day, day, 1_000), [other.variants[0].ref], PacksMissing),
        (Plan(day, day, 1_000, most_units=5), [bird.variants[0].ref], UnitsByWeight),
        (Plan(day, day), refs, CutMissing),
        (Plan(day, day, 1_000, 150_000), refs, CutTwice),
        (Plan(day, day, price_vnd=165_000), refs, NotLower),
        (Plan(day, day, 5_100), refs, TooLow),
        (Plan(day, day - timedelta(days=1), 1_000), refs, PromotionDays),
        (Plan(day - timedelta(days=1), day, 1_000), refs, PromotionDays),
        (Plan(date(day.year + 1, 1, 1), date(day.year + 1, 5, 1), 1_000), refs, TooManyDays),
    ]
    for plan, packs, refusal in refusals:
        with pytest.raises(refusal):
            promotions.plan(seller_id, plan, packs, by=None)
    promote(jar)
    with pytest.raises(AnotherRuns, match="đã có khuyến mãi"):
        promote(jar, first=today() + timedelta(days=3))
    assert Plan(day, day, 1_000).price_of(165_000) == 148_500
    assert Plan(day, day, 700).price_of(165_000) == 153_500  # 153,450, rounded to 500


def test_a_stopped_promotion_leaves_its_day_to_the_next_one(app: Flask) -> None:
    jar = honey()
    promotions.stop(promote(jar, first=today()), by=None)
    again = promote(jar, first=today(), price_vnd=140_000)
    assert sale_of(jar).price_vnd == 140_000
    assert again.packs[0].starts_at > midnight(0)  # nothing was cheaper before somebody said so


def test_raising_the_usual_price_after_planning_does_not_get_past_the_law(app: Flask) -> None:
    jar = honey()
    promote(jar, price_vnd=82_500)  # half of it: as much as is allowed
    pack = jar.variants[0]
    catalogue.reprice(pack, price_vnd=190_000)
    db.session.flush()
    with pretending(midnight(1)):
        assert sale_of(jar) is None
        assert pack.asked_vnd == 190_000
        catalogue.reprice(pack, price_vnd=165_000)
        db.session.flush()
        assert sale_of(jar).price_vnd == 82_500


def test_what_is_weighed_costs_less_for_a_kilogram_and_is_weighed_at_that_price(app: Flask) -> None:
    with pretending(now() - timedelta(days=60)):
        bird = factories.chicken(factories.seller())
    pack = bird.variants[0]
    usual = pack.by_weight
    promote(bird, first=today(), price_vnd=0, basis_points=1_000)
    sale, asked = sale_of(bird), pack.asked_by_weight
    assert asked.kg_price_vnd == Plan(today(), today(), 1_000).price_of(usual.kg_price_vnd) == 144_000
    assert (sale.price_vnd, sale.former_vnd) == (asked.estimate_vnd, usual.estimate_vnd)
    assert pack.by_weight == usual  # what the shop edits
    line = factories.order(bird, quantity=1).lines[0]
    assert (line.kg_price_vnd, line.total_vnd) == (asked.kg_price_vnd, asked.estimate_vnd)
    assert shelf.get_product_page(bird.slug).packs[0].weighing == asked
