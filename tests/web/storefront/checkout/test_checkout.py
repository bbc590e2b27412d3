import pytest
from flask import Flask

from marketplace import catalogue
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.orders.models import Order, Purchase
from marketplace.stock import left_of
from tests import factories, people
from tests.client import Client
from tests.people import Cast
from tests.web.storefront.shopping import RECIPIENT, checkout_form, order, put, tracking_path
from tests.work import queued_mails

pytestmark = pytest.mark.smoke
CO_TO = "07192"  # an island: Đặc khu Cô Tô


def purchases() -> list[Purchase]:
    return list(db.session.query(Purchase))


def test_an_empty_basket_leads_back_to_the_basket(client: Client, cast: Cast) -> None:
    answer = client.get("/dat-hang", follow_redirects=True)
    assert answer.request.path == "/gio"
    assert "Giỏ hàng đang trống. Chọn món rồi đặt hàng." in answer.text


def test_a_guest_orders_from_two_sellers_and_both_parcels_add_up(client: Client, honey: Product, eggs: Product) -> None:
    put(client, honey, 2)
    put(client, eggs, 1)
    placed = order(client)
    assert placed.status_code == 303
    page = client.get(placed.headers["Location"]).text
    assert "Đã đặt hàng" in page
    assert "360.000\u00a0₫" in page
    assert "68.000\u00a0₫" in page
    (purchase,) = purchases()
    assert purchase.total_vnd == sum(parcel.total_vnd for parcel in purchase.orders) == 428_000
    assert left_of([honey.variants[0].id])[honey.variants[0].id] == 8


def test_two_parcels_are_two_sums_on_two_days(client: Client, honey: Product, eggs: Product) -> None:
    put(client, honey, 2)
    put(client, eggs, 1)
    page = client.send("/dat-hang/noi-nhan", RECIPIENT, form_at="/dat-hang").text
    payment = page.split('id="payment-part"', 1)[1].split("</section>", 1)[0]
    assert "Mở từng kiện xem hàng, rồi trả tiền kiện ấy cho người giao. Mỗi kiện một lần:" in payment
    assert all(f"{each}\u00a0₫</b>" in payment for each in ("360.000", "68.000"))
    assert payment.count("Nhận ") == 2
    assert "Trả khi nhận, 2 lần" in page
    placed = client.get(order(client).headers["Location"]).text
    told = placed.split("Mỗi kiện đến một ngày:", 1)[1].split("</ul>", 1)[0]
    assert all(f"{each}\u00a0₫" in told for each in ("360.000", "68.000"))


def test_one_parcel_is_one_sum(client: Client, honey: Product) -> None:
    put(client, honey)
    page = client.send("/dat-hang/noi-nhan", RECIPIENT, form_at="/dat-hang").text
    assert "Mở kiện xem hàng, rồi trả 195.000\u00a0₫ cho người giao" in page
    assert "Mở từng kiện" not in page
    assert "Trả khi nhận, " not in page


def test_the_basket_is_empty_after_ordering(client: Client, honey: Product) -> None:
    put(client, honey)
    order(client)
    assert "Giỏ đang trống" in client.get("/gio").text


def test_a_double_click_gives_the_same_purchase_and_one_mail(client: Client, honey: Product) -> None:
    put(client, honey)
    form = checkout_form(client, email="mau@example.test")
    first, second = client.post("/dat-hang", data=form), client.post("/dat-hang", data=form)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(purchases()) == 1
    assert len(queued_mails()) == 1


def test_the_total_with_delivery_is_shown_before_anything_is_asked(client: Client, honey: Product) -> None:
    put(client, honey, 2)
    client.send("/noi-nhan", {"pick": "00004"}, form_at="/noi-nhan")
    page = client.get("/dat-hang").text
    assert "360.000\u00a0₫" in page
    assert "Phường Ba Đình" in page


def test_choosing_the_province_brings_its_communes_and_keeps_what_was_typed(client: Client, honey: Product) -> None:
    put(client, honey)
    form = {"phone": "0912", "name": "Mẫu", "street": "Số 8", "note": "gọi trước", "province_code": "25"}
    answer = client.send("/dat-hang/noi-nhan", form, form_at="/dat-hang")
    assert answer.status_code == 200
    assert "Xã Mường Động" in answer.text
    for typed in ("0912", "Mẫu", "Số 8", "gọi trước"):
        assert f'value="{typed}"' in answer.text
    assert "Chưa gửi được" not in answer.text
    assert purchases() == []


def test_an_old_address_proposes_the_commune_of_today(client: Client, honey: Product) -> None:
    put(client, honey)
    typed = {"old_address": "xóm 3, xã Hợp Tiến, huyện Kim Bôi, Hòa Bình", "propose": "1"}
    page = client.send("/dat-hang/noi-nhan", typed, form_at="/dat-hang").text
    assert "Xã Mường Động, Phú Thọ" in page
    page = client.send("/dat-hang/noi-nhan", typed | {"pick": "05014"}, form_at="/dat-hang").text
    assert '<option selected value="05014">' in page


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("phone", "0912 345 67", "Số điện thoại thiếu 1 chữ số. Ví dụ: 0912 345 678"),
        ("phone", "", "Chưa có số điện thoại."),
        ("phone", "\x00", "Chưa có số điện thoại."),
        ("name", "   ", "Ghi họ tên người nhận."),
        ("name", "x" * 61, "nhiều nhất 60 ký tự"),
        ("name", "Nhận thưởng tại evil.example", "chỉ gồm chữ cái"),
        ("email", "ðan.lê@example.com", "Có phải là dan.le@example.com không?"),
        ("street", "", "Ghi số nhà, đường hoặc thôn, xóm"),
        ("email", "khong phai thu", "e-mail"),
        ("commune_code", "", "Chọn tỉnh, thành phố rồi chọn phường, xã trong danh sách"),
        ("commune_code", "05014", "Chọn tỉnh, thành phố rồi chọn phường, xã trong danh sách"),
        ("province_code", "98", "Chọn tỉnh, thành phố rồi chọn phường, xã trong danh sách"),
        ("payment", "gold", "Chọn một trong các mục có sẵn."),
    ],
)
def test_bad_input_is_explained_and_nothing_changes(
    client: Client, honey: Product, field: str, value: str, sentence: str
) -> None:
    put(client, honey)
    answer = client.post("/dat-hang", data=checkout_form(client) | {field: value})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Số 8, ngõ 12"' in answer.text or field == "street"
    assert purchases() == []
    assert left_of([honey.variants[0].id]) == {honey.variants[0].id: 10}


def test_a_price_changed_meanwhile_is_shown_before_asking_again(client: Client, honey: Product) -> None:
    put(client, honey)
    form = checkout_form(client)
    catalogue.reprice(honey.variants[0], price_vnd=170_000)
    answer = client.post("/dat-hang", data=form)
    assert answer.status_code == 409
    assert "Giá hoặc phí gửi vừa thay đổi." in answer.text
    assert "200.000\u00a0₫" in answer.text
    assert purchases() == []
    assert order(client).status_code == 303


def test_a_lower_price_for_many_that_changed_meanwhile_is_shown_before_asking_again(
    client: Client, honey: Product
) -> None:
    catalogue.set_price_breaks(honey.variants[0], ((2, 150_000),))
    put(client, honey, 2)
    form = checkout_form(client)
    assert "300.000\u00a0₫" in client.get("/gio").text
    catalogue.set_price_breaks(honey.variants[0], ((2, 160_000),))
    answer = client.post("/dat-hang", data=form)
    assert answer.status_code == 409
    assert "Giá hoặc phí gửi vừa thay đổi." in answer.text
    assert "320.000\u00a0₫" in answer.text
    assert purchases() == []
    assert order(client).status_code == 303
    assert purchases()[0].orders[0].lines[0].unit_price_vnd == 160_000


@pytest.mark.parametrize("total", ["0", "-195000", "abc", "", "1" * 40, "١٩٥٠٠٠"])
def test_a_forged_total_buys_nothing(client: Client, honey: Product, total: str) -> None:
    put(client, honey)
    assert client.post("/dat-hang", data=checkout_form(client) | {"shown_total": total}).status_code == 409
    assert purchases() == []


def test_a_forged_checkout_token_buys_nothing(client: Client, honey: Product) -> None:
    put(client, honey)
    for token in ("", "forged", "\x00"):
        assert client.post("/dat-hang", data=checkout_form(client) | {"checkout_token": token}).status_code == 409
    assert purchases() == []


def test_goods_sold_out_meanwhile_are_named(client: Client, honey: Product) -> None:
    put(client, honey, 8)
    form = checkout_form(client)
    factories.purchase((honey.variants[0], 5))
    answer = client.post("/dat-hang", data=form)
    assert answer.status_code == 409
    assert "Có món trong giỏ vừa hết hoặc ngừng bán." in answer.text
    assert "Sửa giỏ hàng" in answer.text
    assert len(purchases()) == 1


def test_goods_that_are_not_sent_that_far_are_named(client: Client, honey: Product) -> None:
    honey.ship_scope = "province"
    put(client, honey)
    answer = order(client)
    assert answer.status_code == 409
    assert "Món này chỉ gửi trong Phú Thọ" in answer.text
    assert purchases() == []


def test_islands_pay_their_surcharge(client: Client, honey: Product) -> None:
    put(client, honey)
    assert order(client, province_code="22", commune_code=CO_TO).status_code == 303
    (purchase,) = purchases()
    assert purchase.shipping_vnd == 40_000


def test_the_next_checkout_is_filled_in_from_the_last_one(buyer: Client, honey: Product) -> None:
    put(buyer, honey)
    order(buyer, street="Nhà 5 ngõ 3", phone="0912 345 678")
    put(buyer, honey)
    page = buyer.get("/dat-hang").text
    assert 'value="Nhà 5 ngõ 3"' in page
    assert 'value="0912 345 678"' in page
    assert '<option selected value="00004">' in page


def test_the_neighbours_address_is_never_filled_in(buyer: Client, app: Flask, cast: Cast, honey: Product) -> None:
    put(buyer, honey)
    order(buyer, street="Nhà 5 ngõ 3")
    neighbour = people.signed_in(app.test_client(), cast.neighbour)
    put(neighbour, honey)
    assert "Nhà 5 ngõ 3" not in neighbour.get("/dat-hang").text


def test_the_seller_hears_of_the_order(client: Client, cast: Cast, honey: Product) -> None:
    cast.seller_a.email = "green-life@example.test"
    put(client, honey)
    order(client)
    assert [mail.recipient for mail in queued_mails()] == ["green-life@example.test"]


def test_a_crowded_name_arrives_clean(client: Client, honey: Product) -> None:
    put(client, honey)
    path = tracking_path(order(client, name="  Nguyễn\t\u202eThị   Mẫu\x00 "))
    assert "Nguyễn Thị Mẫu" in client.get(path).text


def test_markup_in_an_address_is_only_text(client: Client, honey: Product) -> None:
    put(client, honey)
    path = tracking_path(order(client, street="<script>alert(1)</script>"))
    assert "&lt;script&gt;" in client.get(path).text


def test_the_order_remembers_the_language(client: Client, honey: Product) -> None:
    client.send("/ngon-ngu", {"locale": "en"})
    put(client, honey)
    order(client)
    assert [purchase.locale for purchase in purchases()] == ["en"]
    assert db.session.query(Order).count() == 1


def test_what_to_pay_the_courier_is_said_once_the_fee_is_known(client: Client, honey: Product) -> None:
    put(client, honey)
    assert "rồi trả tiền cho người giao" in client.get("/dat-hang").text
    client.send("/noi-nhan", {"pick": "00004"}, form_at="/noi-nhan")
    assert "rồi trả 195.000\u00a0₫ cho người giao" in client.get("/dat-hang").text
