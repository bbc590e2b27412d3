"""The month's declaration, its deadline, and what a seller sees of the year."""

from datetime import date

import pytest
from flask import Flask

from marketplace import earnings, sealing
from marketplace.clock import now
from marketplace.earnings.declarations import totals_of
from marketplace.earnings.models import month_of
from marketplace.orders.states import PaymentMethod
from marketplace.sellers.models import Seller, SellerKind
from tests import factories, refunding


@pytest.mark.parametrize(
    ("month", "day"),
    [
        ("2026-11", date(2026, 12, 21)),  # the 20th is a Sunday
        ("2026-12", date(2027, 1, 20)),
        ("2026-01", date(2026, 2, 23)),  # the 20th is the fourth day of Tết, a Friday
        ("2026-08", date(2026, 9, 21)),
    ],
)
def test_the_twentieth_or_the_next_working_day_is_the_deadline(month: str, day: date) -> None:
    assert earnings.due_day(month) == day


def household(name: str, **values: object) -> Seller:
    return factories.seller(name, kind=SellerKind.HOUSEHOLD_BUSINESS, **values)


def test_the_declaration_has_a_row_for_each_household_and_sets_off_what_came_back(app: Flask) -> None:
    mai = household("Nhà chị Mai", personal_number_sealed=sealing.seal("017199000001"))
    lan = household("Nhà chị Lan", tax_code="5400000001")
    prices = ((mai, 160_000), (mai, 40_000), (lan, 100_000))
    sales = [factories.delivered(factories.product(of, price_vnd=vnd)) for of, vnd in prices]
    factories.delivered()  # of a cooperative
    refunding.confirmed(sales[1], 1)
    month = month_of(now())
    first, second = earnings.declaration(month, unsealed=True)
    assert (first.name, first.tax_code, second.tax_code) == ("Nhà chị Mai", "017199000001", "5400000001")
    assert (first.sums.sold_vnd, first.sums.returned_vnd, first.sums.goods_vnd) == (200_000, 40_000, 160_000)
    assert (first.sums.withheld_vat_vnd, first.sums.withheld_pit_vnd) == (1_600, 800)
    assert [row.tax_code for row in earnings.declaration(month)] == [None, None]
    together = totals_of(month)
    assert together is not None
    assert (together.goods_vnd, together.withheld_vnd, together.orders) == (260_000, 3_900, 3)
    assert list(earnings.declaration("2020-01")) == []
    assert totals_of("2020-01") is None


def test_a_seller_sees_how_much_is_left_below_the_threshold(app: Flask) -> None:
    of = household("Nhà chị Mai")
    factories.delivered(factories.product(of, price_vnd=400_000_000), paying=PaymentMethod.TRANSFER)
    year = earnings.year_of_seller(of.id, now().year)
    assert (year.goods_vnd, year.withheld_vnd, year.left_vnd) == (400_000_000, 6_000_000, 600_000_000)
    factories.delivered(factories.product(of, price_vnd=700_000_000), paying=PaymentMethod.TRANSFER)
    assert earnings.year_of_seller(of.id, now().year).left_vnd == 0
