"""The seller's first page says what to do now."""

from collections.abc import Callable
from datetime import timedelta

from marketplace import sellers
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending
from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from marketplace.sellers.models import SellerState
from tests import factories
from tests.client import Client
from tests.people import Cast

OrderIn = Callable[..., Order]


def late(order: Order) -> Order:
    order.due_at = now() - timedelta(hours=3)
    db.session.flush()
    return order


def test_without_orders_the_day_is_done(owner: Client, honey: Product) -> None:
    assert "Hôm nay xong việc" in owner.get("/ban-hang").text


def test_a_shop_with_nothing_to_sell_is_told_to_count_first(owner: Client, cast: Cast) -> None:
    empty = factories.product(cast.seller_a, "Măng khô", left=0)
    page = owner.get("/ban-hang").text
    assert "Ghi số hàng đang có" in page
    assert f'href="/ban-hang/mon#{empty.slug}"' in page
    assert "Hôm nay xong việc" not in page


def test_a_shop_that_sells_something_is_not_told_to_count_what_is_gone(
    owner: Client, cast: Cast, honey: Product
) -> None:
    factories.product(cast.seller_a, "Măng khô", left=0)
    page = owner.get("/ban-hang").text
    assert "Hôm nay xong việc" in page
    assert "hết hàng" in page


def test_new_orders_come_first_with_what_they_need(owner: Client, order_in: OrderIn) -> None:
    first = order_in(quantity=2)
    order_in(quantity=3), order_in(OrderState.CONFIRMED)
    page = owner.get("/ban-hang").text
    assert "2 đơn mới chờ nhận" in page
    assert '<b class="num">5 ×</b> Mật ong Green Life, hũ 500\xa0ml' in page
    assert f'href="/ban-hang/don/{first.number}"' in page
    assert "1 đơn cần đóng gói" in page


def test_the_most_urgent_order_is_the_one_to_start_with(owner: Client, order_in: OrderIn) -> None:
    order_in(OrderState.CONFIRMED)
    urgent = late(order_in(OrderState.CONFIRMED))
    page = owner.get("/ban-hang").text
    assert f'href="/ban-hang/don/{urgent.number}/goi"' in page
    assert "đã trễ" in page


def test_other_steps_that_are_late_say_so(owner: Client, order_in: OrderIn) -> None:
    order_in()
    late(order_in(OrderState.PACKED))
    assert "1 kiện trễ hẹn gửi" in owner.get("/ban-hang").text


def test_parcels_on_the_road_are_counted(owner: Client, order_in: OrderIn) -> None:
    order_in(OrderState.SHIPPED)
    page = owner.get("/ban-hang").text
    assert "1 đơn đang giao" in page
    assert "Hẹn đến sớm nhất" in page


def test_the_owner_sees_what_this_months_deliveries_brought(owner: Client, honey: Product, order_in: OrderIn) -> None:
    factories.delivered(honey, quantity=2)
    order_in(OrderState.SHIPPED, quantity=7)
    page = owner.get("/ban-hang").text
    assert "330.000\xa0₫" in page
    assert "313.500\xa0₫" in page
    assert "Số đơn: 1" in page


def test_last_months_deliveries_are_not_this_months(owner: Client, honey: Product) -> None:
    with pretending(now() - timedelta(days=32)):
        factories.delivered(honey, quantity=2)
    assert "330.000" not in owner.get("/ban-hang").text


def test_scarce_goods_and_ending_certificates_are_warned_of(owner: Client, cast: Cast) -> None:
    pollen = factories.product(cast.seller_a, "Phấn hoa", left=6)
    factories.certificate(pollen, issued_days_ago=100, valid_days=138)
    page = owner.get("/ban-hang").text
    assert "còn 6" in page
    assert "Còn 38 ngày" in page


def test_nothing_of_another_seller_shows(stranger: Client, order_in: OrderIn, honey: Product) -> None:
    order_in(), factories.delivered(honey, quantity=2), order_in(OrderState.SHIPPED)
    page = stranger.get("/ban-hang").text
    assert "Hôm nay xong việc" in page
    assert "Mật ong" not in page
    assert "330.000" not in page


def test_a_suspended_shop_reads_why_and_still_sends_its_open_orders(
    owner: Client, cast: Cast, order_in: OrderIn
) -> None:
    order_in()
    sellers.suspend(cast.seller_a, by=cast.operator, note="Giấy an toàn thực phẩm hết hạn")
    page = owner.get("/ban-hang").text
    assert "Gian hàng đang tạm ngừng" in page
    assert "Giấy an toàn thực phẩm hết hạn" in page
    assert "1 đơn mới chờ nhận" in page


def test_a_shop_that_waits_for_approval_is_told_so(owner: Client, cast: Cast) -> None:
    cast.seller_a.state = SellerState.APPLIED
    assert "Gian hàng đang chờ duyệt" in owner.get("/ban-hang").text


def test_the_page_speaks_english(owner: Client, order_in: OrderIn) -> None:
    order_in()
    assert 'lang="en"' in owner.get("/ban-hang", headers={"Accept-Language": "en"}).text
