"""Lower prices for larger quantities: what sellers may set, and that every sum keeps to it."""

from itertools import pairwise

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from marketplace import cart, catalogue, orders
from marketplace.catalogue.errors import BreakPriceRefused, BreakQuantityRefused, PriceBelowBreak, TooManyBreaks
from marketplace.catalogue.models import Variant
from marketplace.catalogue.price_breaks import Breaks, check_breaks, price_at
from marketplace.database import db
from marketplace.orders.states import PaymentMethod
from tests import factories

BREAKS: Breaks = ((5, 150_000), (10, 140_000))


@pytest.fixture
def jar(app: Flask) -> Variant:
    variant = factories.product(price_vnd=165_000, left=99).variants[0]
    catalogue.set_price_breaks(variant, BREAKS)
    db.session.flush()
    db.session.expire(variant)
    return variant


@pytest.mark.parametrize(
    ("quantity", "price_vnd"), [(1, 165_000), (4, 165_000), (5, 150_000), (9, 150_000), (10, 140_000), (99, 140_000)]
)
def test_each_unit_costs_what_the_last_step_reached_says(jar: Variant, quantity: int, price_vnd: int) -> None:
    assert jar.price_for(quantity) == price_vnd


@pytest.mark.parametrize(
    ("breaks", "error"),
    [
        (((2, 9_000), (3, 8_000), (4, 7_000), (5, 6_000)), TooManyBreaks),
        (((1, 9_000),), BreakQuantityRefused),
        (((0, 9_000),), BreakQuantityRefused),
        (((-5, 9_000),), BreakQuantityRefused),
        (((100, 9_000),), BreakQuantityRefused),
        (((5, 9_000), (5, 8_000)), BreakQuantityRefused),
        (((9, 9_000), (5, 8_000)), BreakQuantityRefused),
        (((5, 10_000),), BreakPriceRefused),
        (((5, 10_001),), BreakPriceRefused),
        (((5, 8_000), (9, 8_000)), BreakPriceRefused),
        (((5, 8_000), (9, 8_500)), BreakPriceRefused),
        (((5, 999),), BreakPriceRefused),
    ],
)
def test_steps_that_make_no_sense_are_refused_and_nothing_changes(
    jar: Variant, breaks: Breaks, error: type[Exception]
) -> None:
    jar.price_vnd = 10_000
    with pytest.raises(error):
        catalogue.set_price_breaks(jar, breaks)
    assert jar.price_breaks == [list(step) for step in BREAKS]


def test_all_steps_can_be_taken_away(jar: Variant) -> None:
    catalogue.set_price_breaks(jar, ())
    assert jar.price_for(99) == 165_000


def test_the_price_of_one_stays_above_the_price_of_many(jar: Variant) -> None:
    with pytest.raises(PriceBelowBreak, match="Sửa giá mua nhiều trước"):
        catalogue.reprice(jar, price_vnd=150_000)
    catalogue.reprice(jar, price_vnd=150_001)
    assert jar.price_vnd == 150_001


prices = st.lists(st.integers(1_000, 10_000_000), min_size=1, max_size=4, unique=True).map(
    lambda found: sorted(found, reverse=True)
)


@given(prices, st.data())
def test_buying_more_never_costs_more_for_each_one(steps: list[int], data: st.DataObject) -> None:
    price_vnd, *lower = steps
    size = len(lower)
    starts = sorted(data.draw(st.lists(st.integers(2, 99), min_size=size, max_size=size, unique=True)))
    breaks = tuple(zip(starts, lower, strict=True))
    check_breaks(price_vnd, breaks)
    each = [price_at(price_vnd, breaks, quantity) for quantity in range(1, 100)]
    assert all(fewer >= more for fewer, more in pairwise(each))
    assert set(each) <= {price_vnd, *lower}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quantity=st.integers(1, 30), other=st.integers(1, 30))
def test_line_quote_and_order_agree_to_the_dong(app: Flask, quantity: int, other: int) -> None:
    shop = factories.seller()
    wanted = []
    for amount in (quantity, other):
        variant = factories.product(shop, left=30, price_vnd=165_000).variants[0]
        catalogue.set_price_breaks(variant, BREAKS)
        wanted.append((variant, amount))
    expected = sum(variant.price_for(amount) * amount for variant, amount in wanted)
    parcels = cart.parcels_in(factories.basket(*wanted))
    quote = orders.quote(parcels, province_code="01")
    bought = factories.purchase(*wanted, paying=PaymentMethod.TRANSFER)  # at the door a first purchase has a ceiling
    assert parcels[0].goods_vnd == quote.goods_vnd == bought.goods_vnd == expected
    lines = {line.variant_id: line for line in bought.orders[0].lines}
    assert [lines[variant.id].unit_price_vnd for variant, _ in wanted] == [v.price_for(n) for v, n in wanted]
    assert sum(line.total_vnd for line in lines.values()) == bought.orders[0].goods_vnd


def test_a_price_that_a_colleague_has_just_changed_counts(jar: Variant) -> None:
    stale = {"synchronize_session": False}
    db.session.execute(update(Variant).values(price_vnd=120_000, price_breaks=[]), execution_options=stale)
    with pytest.raises(BreakPriceRefused):
        catalogue.set_price_breaks(jar, BREAKS)


def test_lower_prices_that_a_colleague_has_just_set_count(jar: Variant) -> None:
    stale = {"synchronize_session": False}
    db.session.execute(update(Variant).values(price_breaks=[[2, 160_000]]), execution_options=stale)
    with pytest.raises(PriceBelowBreak):
        catalogue.reprice(jar, price_vnd=155_000)
