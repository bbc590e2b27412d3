"""What counts as sold, and in which week."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from marketplace import orders
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.orders.models import ActorRole, Order
from marketplace.orders.states import OrderState
from tests import factories, people
from tests.people import Cast

THURSDAY = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
"""10:00 on Vietnam's clock, in the week that began on Monday, 23/11."""


@pytest.fixture
def cast(app: Flask) -> Cast:
    return people.gather()


@pytest.fixture
def honey(cast: Cast) -> Product:
    return factories.product(cast.seller_a, "Mật ong", left=100)


def sold(of: Product, at: datetime, *, quantity: int = 1) -> Order:
    order = factories.order(of, quantity=quantity)
    order.placed_at = at
    db.session.flush()
    return order


@time_machine.travel(THURSDAY, tick=False)
def test_an_order_counts_in_the_week_of_vietnams_calendar_in_which_it_came(honey: Product) -> None:
    sunday_night = datetime(2026, 11, 22, 16, 59, tzinfo=UTC)
    sold(honey, sunday_night, quantity=2)
    sold(honey, sunday_night + timedelta(minutes=1))
    weeks = orders.sales_by_week(honey.seller_id, weeks=4)
    assert [(f"{monday:%d/%m}", each.orders, each.goods_vnd) for monday, each in weeks.sold.items()] == [
        ("02/11", 0, 0),
        ("09/11", 0, 0),
        ("16/11", 1, 330_000),
        ("23/11", 1, 165_000),
    ]
    assert weeks.in_all.orders == 2


@time_machine.travel(THURSDAY, tick=False)
def test_the_week_before_is_compared_at_the_same_moment(honey: Product) -> None:
    sold(honey, THURSDAY - timedelta(days=7, minutes=1))
    sold(honey, THURSDAY - timedelta(days=7) + timedelta(minutes=1))
    weeks = orders.sales_by_week(honey.seller_id, weeks=4)
    assert weeks.last_week_so_far.orders == 1
    assert [each.orders for each in weeks.sold.values()] == [0, 0, 2, 0]


@time_machine.travel(THURSDAY, tick=False)
def test_as_many_weeks_before_stand_beside_them(honey: Product) -> None:
    sold(honey, THURSDAY - timedelta(weeks=5))
    sold(honey, THURSDAY - timedelta(weeks=9))
    assert orders.sales_by_week(honey.seller_id, weeks=4).before.orders == 1


@time_machine.travel(THURSDAY, tick=False)
def test_a_cancelled_order_is_counted_apart_and_awaited_money_nowhere(honey: Product, cast: Cast) -> None:
    order = sold(honey, THURSDAY - timedelta(hours=1))
    orders.cancel(order, by=cast.owner_a, role=ActorRole.SELLER, reason="Hết hàng")
    awaited = sold(honey, THURSDAY - timedelta(hours=2))
    awaited.state, awaited.placed_at = OrderState.AWAITING_PAYMENT, None
    db.session.flush()
    this_week = orders.sales_by_week(honey.seller_id, weeks=4).this_week
    assert (this_week.orders, this_week.goods_vnd, this_week.cancelled) == (0, 0, 1)
    since = orders.first_day_of(4)
    assert orders.sales_by_product(honey.seller_id, since) == []
    assert orders.sales_by_province(honey.seller_id, since) == []


@time_machine.travel(THURSDAY, tick=False)
def test_products_and_provinces_add_up_to_the_weeks(honey: Product, cast: Cast) -> None:
    tea = factories.product(cast.seller_a, "Chè", left=10)
    factories.order(factories.product(cast.seller_b, left=10))
    for at, of, quantity in ((1, honey, 3), (30, tea, 1), (200, honey, 1)):
        sold(of, THURSDAY - timedelta(hours=at), quantity=quantity)
    since, seller_id = orders.first_day_of(4), honey.seller_id
    products, provinces = orders.sales_by_product(seller_id, since), orders.sales_by_province(seller_id, since)
    in_all = orders.sales_by_week(seller_id, weeks=4).in_all
    assert [(each.name_vi, each.packs, each.orders) for each in products] == [("Mật ong", 4, 2), ("Chè", 1, 1)]
    assert sum(each.goods_vnd for each in products) == sum(each.goods_vnd for each in provinces) == in_all.goods_vnd
    assert sum(each.orders for each in provinces) == in_all.orders == 3
    assert products[0].net_vnd == sum(line.net.net_vnd for order in _orders(honey) for line in order.lines)


def _orders(of: Product) -> list[Order]:
    found = orders.orders_of_seller(of.seller_id, OrderState, limit=10)
    return [order for order in found if order.lines[0].product_id == of.id]
