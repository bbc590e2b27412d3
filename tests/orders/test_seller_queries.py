"""What a seller reads of the own orders: counts, what to fetch, what was earned."""

from datetime import timedelta

import pytest
from flask import Flask

from marketplace import orders
from marketplace.clock import now
from marketplace.database import db
from marketplace.orders import PackSum, Sales, Tally
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState
from tests import factories


def delivered(order: Order) -> Order:
    owner = factories.user("Chủ Mẫu")
    orders.confirm(order, by=owner)
    orders.pack(order, by=owner)
    orders.ship(order, by=owner, carrier="GHN", tracking_number="VN1")
    orders.deliver(order, by=None, role=ActorRole.BUYER)
    db.session.flush()
    return order


def test_a_tally_counts_the_late_ones_and_knows_the_first_deadline(app: Flask) -> None:
    product = factories.product(factories.seller(phone="+84912345678"), left=20)
    late, _ = factories.order(product), factories.order(product)
    late.due_at = now() - timedelta(hours=1)
    db.session.flush()
    tally = orders.tally_of_seller(product.seller_id)
    placed = tally[OrderState.PLACED]
    assert (placed.count, placed.late, placed.due_at) == (2, 1, late.due_at)
    assert tally[OrderState.SHIPPED] == Tally()
    assert orders.count_open(product.seller_id) == 2


def test_the_most_urgent_order_is_next(app: Flask) -> None:
    product = factories.product(factories.seller(phone="+84912345678"), left=20)
    factories.order(product)
    urgent = factories.order(product)
    urgent.due_at = now() + timedelta(hours=1)
    db.session.flush()
    assert orders.find_next(product.seller_id, OrderState.PLACED) is urgent
    assert orders.find_next(product.seller_id, OrderState.PACKED) is None


def test_units_are_summed_by_pack_size(app: Flask) -> None:
    product = factories.product(left=20)
    factories.order(product, quantity=2), factories.order(product, quantity=3)
    wanted = orders.units_in_state(product.seller_id, OrderState.PLACED)
    assert wanted == [PackSum("Mật ong rừng", "", "Hũ 500 ml", "500 ml jar", 5)]


@pytest.mark.parametrize(("price_vnd", "commission_bp"), [(165_000, 500), (33_333, 777), (1_001, 499), (7_777, 1)])
def test_what_was_earned_is_the_sum_of_what_each_order_leaves(app: Flask, price_vnd: int, commission_bp: int) -> None:
    product = factories.product(factories.seller(commission_bp=commission_bp), left=20, price_vnd=price_vnd)
    done = [delivered(factories.order(product, quantity=quantity)) for quantity in (1, 2, 3)]
    factories.order(product)
    earned = orders.sales_since(product.seller_id, now() - timedelta(days=1))
    assert earned == Sales(3, sum(order.goods_vnd for order in done), sum(order.net_vnd for order in done))
    assert orders.sales_since(product.seller_id, now() + timedelta(days=1)) == Sales(0, 0, 0)


def test_nothing_is_read_of_another_sellers_orders(app: Flask) -> None:
    stranger = factories.seller("HTX Khác")
    delivered(factories.order())
    factories.order()
    assert orders.count_open(stranger.id) == 0
    assert set(orders.tally_of_seller(stranger.id).values()) == {Tally()}
    assert orders.units_in_state(stranger.id, OrderState.PLACED) == []
    assert orders.sales_since(stranger.id, now() - timedelta(days=1)) == Sales(0, 0, 0)
