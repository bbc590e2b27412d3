"""What is printed for fetching the goods and for the courier."""

import re
from collections.abc import Callable

from marketplace import orders, stock
from marketplace.catalogue.models import Product
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState, PaymentMethod
from tests import factories
from tests.client import Client
from tests.people import Cast

OrderIn = Callable[..., Order]
PICKING, HAND_OVER = "/ban-hang/danh-sach-goi", "/ban-hang/ban-giao"


def words(client: Client, address: str) -> str:
    return re.sub(r"[ \n]+", " ", client.get(address).text)


def test_goods_are_summed_by_product_with_their_lots_and_boxes(packer: Client, cast: Cast) -> None:
    honey = factories.product(cast.seller_a, "Mật ong Green Life", left=0)
    early = factories.lot(honey.variants[0], 3, best_before_in_days=30)
    late = factories.lot(honey.variants[0], 9, best_before_in_days=90)
    first, second = factories.order(honey, quantity=2), factories.order(honey, quantity=4)
    for order in (first, second):
        orders.confirm(order, by=None)
    page = words(packer, PICKING)
    assert '<span class="num">6 ×</span> Mật ong Green Life, hũ 500\xa0ml' in page
    assert f"Lô {early.code}</span>" not in page
    assert f"Lô {early.code} × 3" in page
    assert f"Lô {late.code} × 3" in page
    assert f"{first.box_code} × 2" in page
    assert f"{second.box_code} × 4" in page


def test_only_what_has_to_be_packed_is_fetched(packer: Client, order_in: OrderIn) -> None:
    wanted = order_in(OrderState.CONFIRMED)
    others = [order_in(), order_in(OrderState.PACKED)]
    page = words(packer, PICKING)
    assert wanted.box_code in page
    assert not any(other.box_code in page for other in others)
    assert "₫" not in page


def test_nothing_to_fetch_is_said(packer: Client, honey: Product) -> None:
    assert "Không có gì phải lấy" in words(packer, PICKING)
    assert "Chưa có kiện nào chờ bưu tá" in words(packer, HAND_OVER)


def test_the_hand_over_adds_up_what_the_courier_collects(packer: Client, order_in: OrderIn, honey: Product) -> None:
    cash = order_in(OrderState.PACKED)
    paid = factories.order(honey, quantity=1, paying=PaymentMethod.TRANSFER)
    orders.release(paid)
    for step in (orders.confirm, orders.pack):
        step(paid, by=None)
    not_yet = order_in(OrderState.CONFIRMED)
    page = words(packer, HAND_OVER)
    assert cash.number in page
    assert paid.number in page
    assert not_yet.number not in page
    assert "Cộng: 2 kiện" in page
    assert page.count("360.000\xa0₫") == 2
    assert "Bưu tá nhận đủ" in page
    assert "313.500" not in page


def test_a_cancelled_orders_lots_are_on_no_list(packer: Client, order_in: OrderIn) -> None:
    order = order_in(OrderState.CONFIRMED)
    orders.cancel(order, by=None, role=orders.models.ActorRole.SELLER, reason="Hết")
    assert order.box_code not in words(packer, PICKING)
    assert stock.left_of([order.lines[0].variant_id]) == {order.lines[0].variant_id: 38}


def test_another_shops_parcels_are_on_no_list(stranger: Client, order_in: OrderIn) -> None:
    numbers = [order_in(OrderState.CONFIRMED).box_code, order_in(OrderState.PACKED).box_code]
    assert not any(number in words(stranger, page) for number in numbers for page in (PICKING, HAND_OVER))
