"""A packed order goes to a connected carrier from the seller's phone."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from marketplace import shipments
from marketplace.database import db
from marketplace.gateways.carriers import Carrier
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from tests.carriers import PDF, Carriers, carriers
from tests.client import Client
from tests.shipments.parcels import told

OrderIn = Callable[..., Order]
PLACE = {"name": "Bùi Thị Mẫu", "phone": "0912 345 678", "street": "Xóm Đồi"}


@pytest.fixture
def fake(app: Flask) -> Iterator[Carriers]:
    with carriers(app, "GHN", "GHTK") as started:
        yield started


def press(client: Client, order: Order, carrier: str, count: str = "1") -> tuple[int, str]:
    form = {"carrier": carrier, "count": count}
    answer = client.send(f"/ban-hang/don/{order.number}/don-vi-chuyen", form, form_at="/ban-hang/them")
    return answer.status_code, answer.location if answer.status_code == 303 else answer.text


def test_without_settings_nothing_is_offered_and_tracking_numbers_are_typed(owner: Client, order_in: OrderIn) -> None:
    order = order_in(OrderState.PACKED)
    page = owner.get(f"/ban-hang/don/{order.number}").text
    assert "Gọi đơn vị chuyển" not in page
    assert "Mã vận đơn" in page
    status, page = press(owner, order, "ghn")
    assert (status, "chưa được nối với chợ" in page) == (400, True)


def test_one_button_hands_it_over_after_the_place_was_said_once(
    owner: Client, order_in: OrderIn, fake: Carriers
) -> None:
    order = order_in(OrderState.PACKED)
    page = f"/ban-hang/don/{order.number}"
    assert "Gọi GHN" in owner.get(page).text
    assert press(owner, order, "ghn") == (303, f"/ban-hang/don/noi-lay-hang?don={order.number}")
    wrong = owner.send("/ban-hang/don/noi-lay-hang", PLACE | {"street": ""}, form_at="/ban-hang/them")
    assert (wrong.status_code, "Ghi số nhà, đường hoặc xóm." in wrong.text, "Bùi Thị Mẫu" in wrong.text) == (
        422,
        True,
        True,
    )
    saved = owner.send(f"/ban-hang/don/noi-lay-hang?don={order.number}", PLACE, form_at="/ban-hang/them")
    assert (saved.status_code, saved.location) == (303, page)
    shipments.ask_rates(order.number)
    assert "khoảng 33.000" in owner.get(page).text
    assert press(owner, order, "ghn") == (303, page)
    shown = owner.get(page).text
    assert "Đơn vị chuyển đã nhận." in shown
    assert "GYK0000" in shown
    assert "Gọi GHTK" not in shown
    assert "đã báo cho đơn vị chuyển rồi" in press(owner, order, "ghtk")[1]
    assert fake.count() == 1
    typed = {"carrier": "GHN", "tracking_number": "VN2611773"}
    assert owner.send(f"{page}/shipment", typed, form_at="/ban-hang/them").status_code == 409
    collected = owner.send(f"{page}/shipment", typed | {"tracking_number": "GYK0000"}, form_at="/ban-hang/them")
    assert (collected.status_code, order.state) == (303, OrderState.SHIPPED)


def test_an_answer_that_never_came_is_said_and_nothing_can_be_pressed(
    owner: Client, order_in: OrderIn, fake: Carriers
) -> None:
    order = order_in(OrderState.PACKED)
    owner.send("/ban-hang/don/noi-lay-hang", PLACE, form_at="/ban-hang/them")
    fake.faults["/order/"] = ["cut"]
    press(owner, order, "ghtk")
    page = owner.get(f"/ban-hang/don/{order.number}").text
    assert "Chợ đang tra, anh chị đừng gọi lại." in page
    assert "Gọi GHN" not in page


def test_label_calling_off_and_steps_stand_on_the_page_and_nobody_elses_is_reached(
    owner: Client, stranger: Client, order_in: OrderIn, fake: Carriers
) -> None:
    order = order_in(OrderState.PACKED)
    owner.send("/ban-hang/don/noi-lay-hang", PLACE, form_at="/ban-hang/them")
    press(owner, order, "ghtk", "2")
    first, second = shipments.shipments_of(order.id)
    base = f"/ban-hang/don/{order.number}/kien"
    assert owner.send(f"{base}/{first.ref}/nhan", {}, form_at="/ban-hang/them").data == PDF
    assert stranger.send(f"{base}/{first.ref}/nhan", {}, form_at="/ban-hang/them").status_code == 404
    assert stranger.send(f"{base}/{first.ref}/huy", {}, form_at="/ban-hang/them").status_code == 404
    assert owner.send(f"{base}/{second.ref}/huy", {}, form_at="/ban-hang/them").status_code == 303
    assert "Đã hủy vận đơn" in owner.get(f"/ban-hang/don/{order.number}").text
    fake.parcels[first.code][0].status = "3"
    refused = owner.send(f"{base}/{first.ref}/huy", {}, form_at="/ban-hang/them")
    assert (refused.status_code, "Đơn đã lấy hàng, không thể hủy đơn." in refused.text) == (409, True)
    told(first, "3", "4")
    db.session.expire_all()
    page = owner.get(f"/ban-hang/don/{order.number}").text
    assert "Bưu tá đang giao" in page
    assert "Sẽ thu khi giao" in page


def test_the_buyer_follows_each_parcel(owner: Client, client: Client, order_in: OrderIn, fake: Carriers) -> None:
    order = order_in(OrderState.PACKED)
    owner.send("/ban-hang/don/noi-lay-hang", PLACE, form_at="/ban-hang/them")
    press(owner, order, Carrier.GHN)
    [parcel] = shipments.shipments_of(order.id)
    told(parcel, "picked", "delivering")
    page = owner.get(f"/don/{order.purchase.token}").text
    assert "https://donhang.ghn.vn/?order_code=GYK0000" in page
    assert "Bưu tá đang giao" in page
