"""What a seller reads of the own orders: counts, what to fetch, what was earned."""

from datetime import timedelta

from flask import Flask

from marketplace import orders
from marketplace.clock import now
from marketplace.database import db
from marketplace.gathering import gather
from marketplace.orders import PackSum, Tally
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
    assert orders.find_next_number(product.seller_id, OrderState.PLACED) == urgent.number
    assert orders.find_next_number(product.seller_id, OrderState.PACKED) is None


def test_units_are_summed_by_pack_size(app: Flask) -> None:
    product = factories.product(left=20)
    factories.order(product, quantity=2), factories.order(product, quantity=3)
    [wanted] = gather(orders.units_in_state(product.seller_id, OrderState.PLACED))
    assert wanted == [PackSum("Mật ong rừng", "", "Hũ 500 ml", "500 ml jar", 5)]


def test_nothing_is_read_of_another_sellers_orders(app: Flask) -> None:
    stranger = factories.seller("HTX Khác")
    delivered(factories.order())
    factories.order()
    assert orders.count_open(stranger.id) == 0
    assert set(orders.tally_of_seller(stranger.id).values()) == {Tally()}
    assert gather(orders.units_in_state(stranger.id, OrderState.PLACED)) == [[]]
