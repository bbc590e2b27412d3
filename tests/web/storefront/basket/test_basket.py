import re

import pytest
from sqlalchemy import select

from marketplace.cart.models import Cart, CartLine
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.orders.models import Purchase
from tests import factories, people
from tests.client import Client
from tests.people import Cast
from tests.shopper import Fields
from tests.web.storefront.shopping import checkout_form, put


def units() -> list[int]:
    return sorted(line.quantity for line in db.session.query(CartLine))


def test_added_goods_lie_in_the_basket_grouped_by_seller(client: Client, honey: Product, eggs: Product) -> None:
    assert put(client, honey, 2).status_code == 303
    put(client, eggs, 3)
    page = client.get("/gio").text
    assert "2 nơi gửi" in page
    assert "330.000\u00a0₫" in page
    assert "114.000\u00a0₫" in page
    assert "444.000\u00a0₫" in page


def test_adding_says_so_and_links_to_the_basket(client: Client, honey: Product) -> None:
    added = put(client, honey, next="/mua")
    assert added.headers["Location"] == "/mua"
    page = client.get("/mua").text
    assert "Đã thêm Mật ong Green Life, hũ 500\u00a0ml vào giỏ." in page
    assert "Giỏ hàng, số món: 1" in page


def test_what_nobody_looks_at_does_not_swell_the_cookie_that_holds_the_basket(client: Client, honey: Product) -> None:
    for _ in range(8):
        added = put(client, honey)
    assert len(added.headers["Set-Cookie"]) < 1_500
    assert client.get("/gio").text.count("Đã thêm Mật ong") == 5
    assert units() == [8]


def test_after_adding_the_page_goes_on_with_the_chosen_pack(client: Client, honey: Product) -> None:
    honey.variants.append(factories.pack(2, pack_vi="Hũ 1 lít", price_vnd=310_000))
    db.session.flush()
    large = honey.variants[1]
    factories.lot(large, 5)
    form = Fields(client.get(f"/p/{honey.slug}").text, "/gio/them").found
    added = client.post("/gio/them", data=form | {"ref": large.ref, "quantity": "2"})
    assert added.headers["Location"] == f"/p/{honey.slug}?co={large.ref}#mua"
    page = client.get(added.headers["Location"]).text
    assert "Đã thêm Mật ong Green Life, hũ 1\u00a0lít vào giỏ." in page
    assert re.search(rf'value="{large.ref}"[^>]* checked', page)
    assert 'id="mua"' in page


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_buying_now_buys_that_pack_alone(client: Client, cast: Cast, honey: Product, is_signed_in: bool) -> None:
    if is_signed_in:
        people.signed_in(client, cast.buyer)
    tea = factories.product(honey.seller, "Trà", price_vnd=80_000)
    put(client, honey, 3)
    client.get("/")
    bought = put(client, tea, 2, then="checkout")
    assert bought.headers["Location"] == "/dat-hang?mua=ngay"
    page = client.get("/dat-hang?mua=ngay").text
    assert "2 × Trà" in page
    assert "Mật ong" not in page
    form = checkout_form(client, at="/dat-hang?mua=ngay")
    placed = client.post("/dat-hang?mua=ngay", data=form)
    assert placed.status_code == 303
    (purchase,) = db.session.scalars(select(Purchase))
    assert [(line.name_vi, line.quantity) for order in purchase.orders for line in order.lines] == [("Trà", 2)]
    assert purchase.user_id == (cast.buyer.id if is_signed_in else None)
    assert "3 món" in client.get("/gio").text
    assert client.post("/dat-hang?mua=ngay", data=form).headers["Location"] == placed.headers["Location"]


def test_buying_now_again_leaves_nothing_of_the_former_time(client: Client, honey: Product) -> None:
    tea = factories.product(honey.seller, "Trà")
    put(client, honey, then="checkout")
    put(client, tea, then="checkout")
    page = client.get("/dat-hang?mua=ngay").text
    assert "1 × Trà" in page
    assert "Mật ong" not in page
    assert len(list(db.session.scalars(select(Cart)))) == 1


def test_what_is_bought_now_goes_on_after_signing_in(client: Client, cast: Cast, honey: Product) -> None:
    put(client, honey, then="checkout")
    people.signed_in(client, cast.buyer)
    assert "1 × Mật ong" in client.get("/dat-hang?mua=ngay").text


@pytest.mark.parametrize("quantity", ["0", "-1", "1e9", "abc", "٣", "", "1.5", "100", "999999999999999999999", "\x00"])
def test_a_quantity_nobody_can_mean_is_refused_and_kept(client: Client, honey: Product, quantity: str) -> None:
    answer = put(client, honey, quantity)
    assert answer.status_code == 400
    assert "Số lượng phải là số từ 1 đến 10." in answer.text
    assert units() == []


def test_what_was_typed_is_still_there_after_a_refusal(client: Client, honey: Product) -> None:
    assert 'value="abc"' in put(client, honey, "abc").text


def test_more_than_is_left_is_refused_with_what_is_left(client: Client, honey: Product) -> None:
    answer = put(client, honey, 11)
    assert answer.status_code == 409
    assert "Chỉ còn 10. Chọn ít hơn rồi thêm lại." in answer.text
    put(client, honey, 6)
    assert put(client, honey, 5).status_code == 409
    assert units() == [6]


@pytest.mark.parametrize("ref", ["", "nothing", "x" * 300, "\x00", "'--"])
def test_a_forged_pack_size_is_not_found(client: Client, honey: Product, ref: str) -> None:
    answer = put(client, honey, ref=ref)
    assert answer.status_code == 404
    assert "Món này không còn bán ở đây." in answer.text


def test_goods_delisted_meanwhile_cannot_be_added(client: Client, honey: Product) -> None:
    honey.is_listed = False
    assert put(client, honey).status_code == 404
    assert units() == []


def test_the_buttons_beside_the_number_work_without_scripts(client: Client, honey: Product) -> None:
    put(client, honey, 2)
    ref = honey.variants[0].ref
    client.send("/gio/so-luong", {"ref": ref, "quantity": "2", "step": "1"}, form_at="/gio")
    assert units() == [3]
    client.send("/gio/so-luong", {"ref": ref, "quantity": "3", "step": "-1"}, form_at="/gio")
    assert units() == [2]


def test_a_wrong_number_in_the_basket_is_explained_and_kept(client: Client, honey: Product) -> None:
    put(client, honey, 2)
    answer = client.send("/gio/so-luong", {"ref": honey.variants[0].ref, "quantity": "hai"}, form_at="/gio")
    assert answer.status_code == 400
    assert 'value="hai"' in answer.text
    assert units() == [2]
    assert "<b>Mật ong Green Life, Hũ 500 ml.</b> Số lượng phải là số" in answer.text
    assert answer.text.count('aria-invalid="true"') == 1


def test_a_removed_line_can_be_put_back(client: Client, honey: Product) -> None:
    put(client, honey, 2)
    ref = honey.variants[0].ref
    client.send("/gio/xoa", {"ref": ref}, form_at="/gio")
    page = client.get("/gio").text
    assert "Giỏ đang trống" in page
    assert "Đã bỏ Mật ong Green Life khỏi giỏ." in page
    client.send("/gio/them", {"ref": ref, "quantity": "2", "next": "/gio"})
    assert units() == [2]


def test_removing_twice_says_that_it_is_gone(client: Client, honey: Product, eggs: Product) -> None:
    put(client, honey)
    put(client, eggs)
    form = {"ref": honey.variants[0].ref}
    client.send("/gio/xoa", form, form_at="/gio")
    answer = client.send("/gio/xoa", form, form_at="/gio")
    assert answer.status_code == 409
    assert "Món này không còn trong giỏ." in answer.text


def test_goods_that_ran_short_are_noted_and_not_counted(client: Client, honey: Product, eggs: Product) -> None:
    put(client, honey, 5)
    put(client, eggs, 1)
    factories.purchase((honey.variants[0], 8))
    page = client.get("/gio").text
    assert "Chỉ còn 2, đã chọn 5: chưa tính vào tổng." in page
    assert "Lấy 2" in page
    assert "Đặt hàng, không cần tài khoản" not in page
    client.send("/gio/so-luong", {"ref": honey.variants[0].ref, "quantity": "2"}, form_at="/gio")
    assert "Đặt hàng, không cần tài khoản" in client.get("/gio").text


def test_goods_that_are_gone_are_noted(client: Client, honey: Product) -> None:
    put(client, honey)
    honey.is_listed = False
    assert "Món này vừa ngừng bán, không tính vào tổng." in client.get("/gio").text


def test_fees_and_days_are_shown_once_the_place_is_known(client: Client, honey: Product, eggs: Product) -> None:
    put(client, honey, 2)
    put(client, eggs, 1)
    client.send("/noi-nhan", {"pick": "00004"}, form_at="/noi-nhan")
    page = client.get("/gio").text
    assert "Phí gửi 30.000\u00a0₫" in page
    assert "Thêm 170.000\u00a0₫ để miễn phí gửi" in page
    assert "428.000\u00a0₫" in page  # 330.000 + 38.000 and two parcels of 30.000


def test_a_guests_basket_survives_signing_in(client: Client, cast: Cast, honey: Product) -> None:
    put(client, honey, 2)
    people.signed_in(client, cast.buyer)
    assert "330.000\u00a0₫" in client.get("/gio").text


def test_the_neighbour_does_not_see_my_basket(client: Client, cast: Cast, honey: Product) -> None:
    put(people.signed_in(client, cast.buyer), honey, 2)
    neighbour = people.signed_in(client.application.test_client(), cast.neighbour)
    assert "Giỏ đang trống" in neighbour.get("/gio").text


def test_looking_at_the_basket_changes_nothing(client: Client, honey: Product) -> None:
    put(client, honey, 2)
    for path in ("/gio/them", "/gio/xoa", "/gio/so-luong"):
        assert client.get(path).location == "/gio"
    assert units() == [2]


def test_changing_the_language_after_a_refused_form_leads_to_a_page_that_opens(client: Client, cast: Cast) -> None:
    refused = {"Referer": "http://localhost/gio/so-luong"}
    answer = client.post("/ngon-ngu", data={"csrf_token": client.token(), "locale": "en"}, headers=refused)
    assert answer.status_code == 303
    assert client.get(answer.location).status_code == 200


def test_after_a_refused_quantity_a_right_one_leads_back_to_the_product(client: Client, honey: Product) -> None:
    form = {"ref": honey.variants[0].ref, "quantity": "abc"}
    refused = client.send("/gio/them", form).text
    assert f'name="next" value="/p/{honey.slug}"' in refused


def test_a_form_without_its_token_is_refused(client: Client, honey: Product) -> None:
    answer = client.post("/gio/them", data={"ref": honey.variants[0].ref, "quantity": "1"})
    assert answer.status_code == 403
    assert units() == []


def test_broken_bytes_in_a_form_are_refused(client: Client, honey: Product) -> None:
    body = f"csrf_token={client.token()}&ref={honey.variants[0].ref}&quantity=%ff%fe".encode()
    answer = client.post("/gio/them", data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400
    assert units() == []


def test_the_basket_tells_and_honours_lower_prices_for_many(client: Client, honey: Product) -> None:
    honey.variants[0].price_breaks = [[5, 150_000]]
    put(client, honey, 4)
    page = client.get("/gio").text
    assert "từ 5 hũ: 150.000\u00a0₫" in page
    assert "660.000\u00a0₫" in page
    put(client, honey)
    assert "750.000\u00a0₫" in client.get("/gio").text
