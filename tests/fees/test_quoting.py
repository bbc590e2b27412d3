"""What a sale leaves each kind of seller."""

from datetime import date

import pytest
from flask import Flask

from marketplace import earnings
from marketplace.clock import now
from marketplace.fees import quote_line
from marketplace.gathering import gather
from marketplace.sellers.models import Seller, SellerKind
from tests import factories

pytestmark = pytest.mark.usefixtures("app")
HOUSEHOLDS = [SellerKind.HOUSEHOLD_BUSINESS, SellerKind.INDIVIDUAL_FARMER, SellerKind.COOP_GROUP]
OTHERS = [SellerKind.COOPERATIVE, SellerKind.COOP_UNION, SellerKind.ENTERPRISE]


def of(kind: SellerKind, commission_bp: int = 500) -> Seller:
    return Seller(kind=kind, commission_bp=commission_bp)


@pytest.mark.parametrize("kind", HOUSEHOLDS)
def test_a_household_is_left_the_price_less_commission_and_both_taxes(kind: SellerKind) -> None:
    net = quote_line(150_000, of(kind), day=date(2026, 11, 20))
    assert (net.commission_vnd, net.withheld_vnd, net.net_vnd) == (7_500, 2_250, 140_250)
    assert (net.withheld_vat_vnd, net.withheld_pit_vnd) == (1_500, 750)
    assert net.rate is not None
    assert net.rate.legal_basis == "252/2026/NĐ-CP"
    assert net.withheld_bp == 150


@pytest.mark.parametrize("kind", OTHERS)
def test_cooperatives_and_companies_pay_their_taxes_themselves(kind: SellerKind) -> None:
    net = quote_line(150_000, of(kind))
    assert (net.withheld_vnd, net.net_vnd) == (0, 142_500)


@pytest.mark.parametrize(
    ("day", "basis"),
    [
        (date(2025, 6, 30), ""),
        (date(2025, 7, 1), "117/2025/NĐ-CP"),
        (date(2026, 6, 30), "117/2025/NĐ-CP"),
        (date(2026, 7, 1), "252/2026/NĐ-CP"),
    ],
)
def test_the_rules_of_the_day_of_the_sale_count(day: date, basis: str) -> None:
    rate = quote_line(150_000, of(HOUSEHOLDS[0]), day=day).rate
    assert (rate.legal_basis if rate else "") == basis


@pytest.mark.parametrize("price_vnd", [1_000, 1_033, 33_333, 99_999_999])
@pytest.mark.parametrize("commission_bp", [0, 1, 777])
def test_the_parts_add_up_to_the_price(price_vnd: int, commission_bp: int) -> None:
    net = quote_line(price_vnd, of(HOUSEHOLDS[0], commission_bp))
    assert net.net_vnd + net.commission_vnd + net.withheld_vnd == price_vnd


def test_sums_of_the_dashboard_hold_the_same_taxes_as_each_order(app: Flask) -> None:
    household = factories.seller(kind=SellerKind.HOUSEHOLD_BUSINESS)
    product = factories.product(household, left=20, price_vnd=33_333)
    done = [factories.delivered(product, quantity=number) for number in (1, 2)]
    [[earned]] = gather(earnings.delivered_in(household.id, earnings.month_of(now())))
    assert earned.net_vnd == sum(order.net_vnd for order in done)
    assert earned.net_vnd < earned.goods_vnd - sum(order.commission_vnd for order in done)
