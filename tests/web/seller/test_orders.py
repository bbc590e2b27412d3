"""From accepting an order to its delivery, on the seller's phone."""

from collections.abc import Callable

import pytest

from marketplace import orders, stock
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.orders.reasons import SELLERS
from marketplace.orders.states import ActorRole, OrderState
from tests import factories
from tests.client import Client
from tests.people import Cast

pytestmark = pytest.mark.smoke
OrderIn = Callable[..., Order]
STEPS = ["confirmation", "packing", "shipment", "delivery", "cancellation"]


def page_of(order: Order) -> str:
    return f"/ban-hang/don/{order.number}"


def send(client: Client, order: Order, step: str, **form: str) -> tuple[int, str]:
    answer = client.send(f"{page_of(order)}/{step}", form, form_at="/ban-hang/them")
    return answer.status_code, answer.text if answer.status_code != 303 else answer.location


def state_of(order: Order) -> str:
    db.session.refresh(order)
    return order.state


def test_an_order_goes_from_new_to_delivered(owner: Client, order_in: OrderIn) -> None:
    order = order_in()
    assert "Nhận đơn này?" in owner.get(page_of(order)).text
    assert send(owner, order, "confirmation") == (303, "/ban-hang")
    assert "Gói đơn này" in owner.get(page_of(order)).text
    assert send(owner, order, "packing") == (303, "/ban-hang")
    assert "Giao cho bưu tá" in owner.get(page_of(order)).text
    assert send(owner, order, "shipment", carrier="GHN", tracking_number=" vn 2611773 ") == (303, "/ban-hang")
    assert "vn 2611773" in owner.get(page_of(order)).text
    assert send(owner, order, "delivery") == (303, page_of(order))
    page = owner.get(page_of(order)).text
    assert "Khách đã nhận hàng" in page
    assert "Chủ Green Life" in page


def test_after_a_step_the_next_order_that_needs_it_opens(owner: Client, order_in: OrderIn) -> None:
    first, second = order_in(OrderState.CONFIRMED), order_in(OrderState.CONFIRMED)
    assert send(owner, first, "packing") == (303, page_of(second))
    assert f"Đã gói xong đơn {first.number}." in owner.get(page_of(second)).text


def test_the_packer_is_told_which_lot_to_take_from(packer: Client, order_in: OrderIn) -> None:
    order = order_in(OrderState.CONFIRMED)
    lot = stock.lots_of_lines([order.lines[0].id])[order.lines[0].id][0].lot_code
    assert f"Lấy 2 × Mật ong Green Life, hũ 500\xa0ml, lô {lot}" in packer.get(page_of(order)).text


def test_the_phone_can_be_called_but_is_not_shown_in_full(owner: Client, order_in: OrderIn) -> None:
    page = owner.get(page_of(order_in())).text
    assert 'href="tel:+84900000123"' in page
    assert "09•• ••• 123" in page
    assert "0900 000 123" not in page


def test_a_step_taken_twice_shows_the_order_as_it_is_now(owner: Client, order_in: OrderIn) -> None:
    order = order_in()
    send(owner, order, "confirmation")
    status, page = send(owner, order, "confirmation")
    assert status == 409
    assert "Đơn đã đổi trạng thái" in page
    assert "Gói đơn này" in page
    assert state_of(order) == OrderState.CONFIRMED


def test_a_cancelled_order_promises_no_money(owner: Client, order_in: OrderIn) -> None:
    order, kept = order_in(), order_in(OrderState.DELIVERED)
    orders.cancel(order, by=None, role=ActorRole.BUYER, reason="Đặt nhầm")
    db.session.flush()
    page = owner.get("/ban-hang/don?xem=xong").text
    assert order.number in page
    assert kept.number in page
    assert page.count("Nhận về") == 1
    page = owner.get(page_of(order)).text
    assert "Bưu tá thu của khách" not in page
    assert "313.500" not in page


def test_handing_over_needs_the_number_the_courier_gave(owner: Client, order_in: OrderIn) -> None:
    order = order_in(OrderState.PACKED)
    status, page = send(owner, order, "shipment", carrier="GHN", tracking_number="  ")
    assert status == 400
    assert "Ghi mã vận đơn bưu tá đưa" in page
    assert state_of(order) == OrderState.PACKED


@pytest.mark.parametrize(
    "form", [{}, {"carrier": "Ong bay", "tracking_number": "1"}, {"carrier": "GHN", "tracking_number": "9" * 41}]
)
def test_a_forged_hand_over_changes_nothing(owner: Client, order_in: OrderIn, form: dict[str, str]) -> None:
    order = order_in(OrderState.PACKED)
    assert send(owner, order, "shipment", **form)[0] == 400
    assert state_of(order) == OrderState.PACKED


def test_what_was_typed_stays_when_the_hand_over_is_refused(owner: Client, order_in: OrderIn) -> None:
    order = order_in(OrderState.PACKED)
    _, page = send(owner, order, "shipment", carrier="Ong bay", tracking_number="VN2611773")
    assert 'value="VN2611773"' in page


def test_a_coach_needs_a_name_and_a_phone_but_no_number(owner: Client, order_in: OrderIn) -> None:
    order = order_in(OrderState.PACKED)
    status, page = send(owner, order, "shipment", carrier="Nhà xe", tracking_number="VN2611773")
    assert status == 400
    assert "Ghi tên nhà xe" in page
    assert "Chưa có số điện thoại." in page
    assert send(owner, order, "shipment", carrier="Nhà xe", coach="Hải Vân", phone="123")[0] == 400
    assert send(owner, order, "shipment", carrier="Nhà xe", coach="Hải Vân", phone="0912345678")[0] == 303
    assert (order.carrier, order.tracking_number) == ("Nhà xe Hải Vân", "0912 345 678")


def test_a_ready_reason_is_enough_to_refuse_an_order(owner: Client, order_in: OrderIn) -> None:
    order = order_in(OrderState.PLACED)
    assert send(owner, order, "cancellation", ready=SELLERS[0])[0] == 303
    assert order.events[-1].note == SELLERS[0]


def test_refusing_an_order_needs_a_reason_and_brings_the_goods_back(
    owner: Client, order_in: OrderIn, honey: Product
) -> None:
    order = order_in(quantity=8)
    status, page = send(owner, order, "cancellation", reason="")
    assert status == 400
    assert "Chọn một lý do, hoặc viết vài chữ." in page
    assert state_of(order) == OrderState.PLACED

    assert send(owner, order, "cancellation", reason="Lô này vừa hết") == (303, page_of(order))
    assert "Lô này vừa hết" in owner.get(page_of(order)).text
    assert stock.left_of([honey.variants[0].id]) == {honey.variants[0].id: 38}


def test_a_parcel_on_the_road_cannot_be_called_off(owner: Client, order_in: OrderIn) -> None:
    order = order_in(OrderState.SHIPPED)
    assert "Không gửi được đơn này?" not in owner.get(page_of(order)).text
    assert send(owner, order, "cancellation", reason="Đổi ý")[0] == 409
    assert state_of(order) == OrderState.SHIPPED


@pytest.mark.parametrize("step", STEPS)
def test_another_sellers_order_does_not_exist(stranger: Client, order_in: OrderIn, step: str) -> None:
    order = order_in()
    form = {"carrier": "GHN", "tracking_number": "VN1", "reason": "Không"}
    assert send(stranger, order, step, **form)[0] == 404
    assert stranger.get(page_of(order)).status_code == 404
    assert stranger.get(f"{page_of(order)}/phieu").status_code == 404
    assert "Không thấy đơn này" in stranger.get(f"/ban-hang/don?q={order.number}").text
    assert state_of(order) == OrderState.PLACED


@pytest.mark.parametrize("number", ["2611-AAAAA-1", "%00", "%C0%AF", "٣", "a" * 300])
def test_an_order_that_does_not_exist_is_not_found(owner: Client, number: str) -> None:
    assert owner.get(f"/ban-hang/don/{number}").status_code == 404


def test_the_list_opens_on_the_first_step_that_has_orders(owner: Client, order_in: OrderIn) -> None:
    order = order_in(OrderState.PACKED)
    page = owner.get("/ban-hang/don").text
    assert order.number in page
    assert "2 × Mật ong Green Life, hũ 500\xa0ml" in page
    assert "Phường Ba Đình, Hà Nội" in page
    assert order.number not in owner.get("/ban-hang/don?xem=moi").text


def test_orders_are_found_by_number_and_tracking_number_whatever_their_step(owner: Client, order_in: OrderIn) -> None:
    shipped, other = order_in(OrderState.SHIPPED), order_in()
    for words in (shipped.number.lower(), "2611773"):
        page = owner.get("/ban-hang/don", query_string={"q": words}).text
        assert shipped.number in page
        assert other.number not in page


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%25", "q=%C0", "xem=nothing", "trang=0", "trang=abc", "trang=99999999999999999999"]
)
def test_an_odd_address_still_opens_the_list(owner: Client, order_in: OrderIn, query: str) -> None:
    order_in()
    assert owner.get(f"/ban-hang/don?{query}").status_code == 200


def test_a_long_list_is_read_page_by_page(owner: Client, order_in: OrderIn) -> None:
    numbers = {order_in(quantity=1).number for _ in range(21)}
    first, second = (owner.get(f"/ban-hang/don?xem=moi&trang={page}").text for page in (1, 2))
    assert "trang=2" in first
    assert all((number in first) != (number in second) for number in numbers)


def test_a_sellers_page_and_list_say_what_they_get_of_a_common_purchase_and_nothing_of_the_other(
    owner: Client, stranger: Client, honey: Product, cast: Cast
) -> None:
    eggs = factories.product(cast.seller_b, price_vnd=38_170)
    ours, theirs = factories.purchase((honey.variants[0], 2), (eggs.variants[0], 3)).orders
    db.session.commit()
    for client, own, other in ((owner, ours, theirs), (stranger, theirs, ours)):
        for page in (client.get(page_of(own)).text, client.get("/ban-hang/don").text):
            assert f"{own.net_vnd:,}".replace(",", ".") in page
            for sum_vnd in (other.net_vnd, other.commission_vnd, other.goods_vnd, other.total_vnd):
                assert f"{sum_vnd:,}".replace(",", ".") not in page
        assert client.get(page_of(other)).status_code == 404
