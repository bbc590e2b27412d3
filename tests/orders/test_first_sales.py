"""How new shops do is counted from real orders of strangers, from the day of the approval on."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from marketplace import orders, practice
from marketplace.clock import now, pretending, to_local, today
from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole
from marketplace.sellers.models import Seller, SellerEvent, SellerState
from tests import factories
from tests.statements import counted

LONG_AGO = date(2020, 1, 1)


@pytest.fixture(autouse=True)
def _shop(app: Flask) -> None:
    """All of it needs the database."""


def approved(name: str, days_ago: int, **values: str) -> Seller:
    seller = factories.seller(name)
    for column, value in values.items():
        setattr(seller, column, value)
    seller.events.append(SellerEvent(state=SellerState.APPROVED, at=now() - timedelta(days=days_ago)))
    db.session.flush()
    return seller


def sold(seller: Seller, days_ago: float, **values: object) -> Order:
    with pretending(now() - timedelta(days=days_ago)):
        return factories.order(factories.product(seller, f"Món {days_ago}"), **values)


def success(since: date = LONG_AGO) -> orders.Success:
    return orders.success_of(orders.new_shops(since))


def test_a_first_order_within_30_days_counts() -> None:
    sold(approved("HTX A", 60), 50)
    sold(approved("HTX B", 60), 20)
    approved("HTX C", 60)
    assert success() == orders.Success(approved=3, listed=2, due=3, sold=1, median_days=25)
    assert success().percent == 33


def test_shops_whose_30_days_are_not_over_are_not_in_the_share() -> None:
    sold(approved("HTX A", 10), 5)
    assert success() == orders.Success(approved=1, listed=1, due=0, sold=0, median_days=5)
    assert success().percent is None


@pytest.mark.parametrize(("after", "counts"), [(timedelta(days=30, seconds=-1), 1), (timedelta(days=30), 0)])
def test_the_thirtieth_day_ends_to_the_second(after: timedelta, counts: int) -> None:
    seller = approved("HTX A", 60)
    with pretending(seller.events[0].at + after):
        factories.order(factories.product(seller))
    assert success().sold == counts


def test_what_was_called_off_is_no_sale_and_the_next_order_is() -> None:
    seller = approved("HTX A", 60)
    orders.cancel(sold(seller, 55), by=None, role=ActorRole.SELLER, reason="Hàng vừa hết")
    sold(seller, 40)
    assert success().median_days == 20


def test_what_somebody_of_the_shop_orders_there_is_no_sale() -> None:
    seller, owner, neighbour = approved("HTX A", 60), factories.user("Chủ"), factories.user("Xóm")
    factories.member(seller, owner)
    sold(seller, 50, buyer=owner)
    assert success().sold == 0
    sold(seller, 40, buyer=neighbour)
    assert success().median_days == 20


def test_practising_is_no_sale() -> None:
    seller, owner = approved("HTX A", 60), factories.user("Chủ")
    factories.member(seller, owner)
    shop = practice.start(owner)
    practice.accept(shop, "TAP-MAU-1")
    assert success() == orders.Success(approved=1, listed=0, due=1, sold=0, median_days=None)


def test_the_first_approval_counts_even_if_the_shop_was_closed_in_between() -> None:
    seller = approved("HTX A", 100)
    seller.events.append(SellerEvent(state=SellerState.SUSPENDED, at=now() - timedelta(days=50)))
    seller.events.append(SellerEvent(state=SellerState.APPROVED, at=now() - timedelta(days=40)))
    db.session.flush()
    assert len(orders.new_shops(LONG_AGO)) == 1
    assert orders.new_shops(today() - timedelta(days=60)) == []


def test_shops_that_nobody_approved_are_not_counted() -> None:
    factories.applicant()
    assert orders.new_shops(LONG_AGO) == []


def test_months_come_newest_first_and_provinces_by_their_number_of_shops() -> None:
    approved("HTX A", 200, province_code="25")
    approved("HTX B", 40, province_code="25")
    approved("HTX C", 40, province_code="01")
    shops = orders.new_shops(LONG_AGO)
    months = [month for month, _ in orders.success_by_month(shops)]
    assert months == [_month(now() - timedelta(days=days)) for days in (40, 200)]
    assert [(code, each.approved) for code, each in orders.success_by_province(shops)] == [("25", 2), ("01", 1)]


def test_one_statement_is_enough_for_any_number_of_shops() -> None:
    for number in range(3):
        sold(approved(f"HTX {number}", 60), 50)
    with counted() as sent:
        success()
    assert len(sent) == 1


def _month(moment: datetime) -> date:
    return to_local(moment).date().replace(day=1)
