"""The taxes that are held back: their classes, and the database's sums beside Python's."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import BigInteger, String, case, literal, select

from marketplace import fees
from marketplace.catalogue.categories import CATEGORIES
from marketplace.clock import start_of_day, to_local
from marketplace.database import UtcDateTime, db
from marketplace.fees import TaxClass
from marketplace.fees.commission_vat import VAT_RATES
from marketplace.fees.withholding import RATES, taxes_of
from marketplace.sellers.models import Seller, SellerKind
from tests import factories

INSTANTS = st.integers(0, 15_000).map(lambda hours: start_of_day(date(2025, 6, 1)) + timedelta(hours=hours))


def test_every_category_is_known_to_the_tax_office() -> None:
    assert {fees.class_of(category.slug) for category in CATEGORIES} == {TaxClass.GOODS}


def test_an_unknown_category_and_an_unknown_form_of_seller_take_the_highest_rate() -> None:
    day = date(2026, 11, 30)
    assert fees.class_of("du-lich") == TaxClass.UNKNOWN
    rate = fees.rate_for(SellerKind.HOUSEHOLD_BUSINESS, day, fees.class_of("du-lich"))
    assert rate is not None
    assert (rate.vat_bp, rate.pit_bp) == (500, 200)
    assert fees.rate_for("branch of something new", day, TaxClass.GOODS) is not None


def test_an_order_freezes_the_class_of_its_goods(app: Flask) -> None:
    household = factories.seller(kind=SellerKind.HOUSEHOLD_BUSINESS)
    order = factories.order(factories.product(household, price_vnd=100_000), quantity=1)
    assert (order.lines[0].tax_class, order.withheld_vnd) == ("goods", 1_500)
    order.lines[0].tax_class = TaxClass.UNKNOWN
    assert order.withheld_vnd == 7_000


@pytest.mark.parametrize("rates", [[rate for rate in RATES if rate.tax_class == name] for name in TaxClass])
def test_rates_follow_each_other_without_a_gap(rates: list[fees.Rate]) -> None:
    ordered = sorted(rates, key=lambda rate: rate.first_day)
    for before, after in pairwise(ordered):
        assert after.first_day == before.last_day + timedelta(days=1)


@given(
    st.integers(1, 10**12),
    INSTANTS,
    st.sampled_from(list(SellerKind)),
    st.sampled_from([None, *map(str, TaxClass), "class of tomorrow"]),
)
@settings(max_examples=200, suppress_health_check=list(HealthCheck))
def test_the_database_adds_up_the_same_taxes(
    app: Flask, price_vnd: int, at: datetime, kind: SellerKind, tax_class: str | None
) -> None:
    seller = db.session.scalars(select(Seller).limit(1)).first() or factories.seller()
    seller.kind = kind
    db.session.flush()
    column = case((literal(1) == 1, literal(tax_class, String())), else_=None)
    asked = fees.withheld(literal(price_vnd, BigInteger()), literal(at, UtcDateTime()), column)
    said = db.session.scalar(select(asked).select_from(Seller).where(Seller.id == seller.id))
    assert said == sum(taxes_of(price_vnd, fees.rate_for(kind, to_local(at).date(), tax_class)))


@pytest.mark.parametrize(
    ("amount_vnd", "day", "vat_vnd"),
    [
        (10_800, date(2026, 12, 31), 800),
        (11_000, date(2027, 1, 1), 1_000),
        (8_250, date(2026, 11, 30), 611),
        (0, date(2026, 11, 30), 0),
        (10_800, date(2024, 1, 1), 800),
    ],
)
def test_the_vat_lies_in_the_commission(amount_vnd: int, day: date, vat_vnd: int) -> None:
    assert fees.vat_in(amount_vnd, day) == vat_vnd


@given(st.integers(0, 10**12), st.sampled_from(VAT_RATES))
def test_the_vat_is_the_share_of_what_is_left_of_it(amount_vnd: int, rate: fees.VatRate) -> None:
    vat_vnd = fees.vat_in(amount_vnd, rate.first_day)
    base_vnd = amount_vnd - vat_vnd
    assert abs(vat_vnd * 10_000 - base_vnd * rate.basis_points) <= 10_000 + rate.basis_points


def test_the_net_amount_does_not_depend_on_the_vat(app: Flask) -> None:
    seller = factories.seller()
    days = (date(2026, 12, 31), date(2027, 1, 1))
    quoted = [fees.quote_line(165_000, seller, day=day) for day in days]
    assert quoted[0].net_vnd == quoted[1].net_vnd
    assert quoted[0].commission_vat_vnd < quoted[1].commission_vat_vnd
