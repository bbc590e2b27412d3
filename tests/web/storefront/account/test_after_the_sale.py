"""What a buyer does once the order is placed: addresses, finding orders, buying again, invoices, old guest orders."""

from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
import time_machine

from marketplace import addresses, documents, orders
from marketplace.addresses import AddressBookFull, Told
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db
from marketplace.documents.errors import InvoiceTooLate
from marketplace.orders.models import Purchase
from marketplace.orders.states import ActorRole
from tests import factories, people
from tests.client import Client, visitor_of
from tests.people import Cast
from tests.web.storefront.shopping import order, put, tracking_path

HOME = Told("Mẹ Mẫu", "+84900000777", "01", "00004", "Số 8, ngõ 12")
FORM = {
    "name": "Mẹ Mẫu",
    "phone": "0900 000 777",
    "province_code": "01",
    "commune_code": "00004",
    "street": "Số 8, ngõ 12",
    "old_address": "",
}
OLD = FORM | {
    "street": "Xóm 3",
    "province_code": "",
    "commune_code": "",
    "old_address": "xã Hợp Tiến, huyện Kim Bôi, Hòa Bình",
}
COMPANY = {"name": "Công ty Mẫu", "tax_code": "0100233488", "address": "Số 1, Hà Nội", "email": "a@example.test"}


def page(client: Client, path: str) -> str:
    return unescape(client.get(path).text).replace("\u00a0", " ")


def test_an_address_book_fills_in_the_checkout_with_one_press(buyer: Client, cast: Cast, honey: Product) -> None:
    refused = buyer.send("/tai-khoan/noi-nhan/them", FORM | {"phone": "12"})
    assert refused.status_code == 422
    assert "Số 8, ngõ 12" in refused.text
    assert addresses.addresses_of(cast.buyer.id) == []
    for form in (FORM, FORM, OLD):
        assert buyer.send("/tai-khoan/noi-nhan/them", form).status_code == 303
    home, old = addresses.addresses_of(cast.buyer.id)
    assert (home.is_default, old.is_default, old.needs_commune) == (True, False, True)
    assert "Cần chọn phường, xã mới." in page(buyer, "/tai-khoan/noi-nhan")
    put(buyer, honey)
    shown = page(buyer, "/dat-hang")
    assert 'value="Mẹ Mẫu"' in shown
    assert 'value="Số 8, ngõ 12"' in shown
    typed = {"note": "Gọi trước", "name": "Ai đó", "email": "moi@example.test"}
    assert buyer.send(f"/dat-hang/so-dia-chi/{old.ref}", typed).status_code == 303
    shown = page(buyer, "/dat-hang")
    assert all(text in shown for text in ('value="Xóm 3"', 'value="Gọi trước"', 'value="moi@example.test"'))
    found = buyer.send(f"/tai-khoan/noi-nhan/{old.ref}", OLD | {"propose": "1"}).text
    code = found.split('name="pick" value="', 1)[1].split('"', 1)[0]
    assert "Mường Động" in found
    picked = buyer.send(f"/tai-khoan/noi-nhan/{old.ref}", OLD | {"pick": code}).text
    assert f'value="{code}"' in picked.replace(" selected", "")
    fitting = OLD | {"province_code": "25", "commune_code": code}
    assert buyer.send(f"/tai-khoan/noi-nhan/{old.ref}", fitting).status_code == 303
    buyer.send(f"/tai-khoan/noi-nhan/{old.ref}/mac-dinh")
    first, _ = addresses.addresses_of(cast.buyer.id)
    assert (first.street, first.needs_commune) == ("Xóm 3", False)
    buyer.send(f"/tai-khoan/noi-nhan/{first.ref}/xoa")
    assert [each.is_default for each in addresses.addresses_of(cast.buyer.id)] == [True]


def test_a_book_has_an_end_and_the_same_address_is_no_second(cast: Cast) -> None:
    for number in range(addresses.MOST):
        addresses.keep(cast.buyer.id, replace(HOME, street=f"Số {number}"))
    addresses.keep(cast.buyer.id, replace(HOME, street="Số 3"))
    with pytest.raises(AddressBookFull):
        addresses.keep(cast.buyer.id, HOME)


def test_orders_are_found_by_goods_code_maker_and_state(
    buyer: Client, cast: Cast, honey: Product, eggs: Product
) -> None:
    first = factories.purchase((honey.variants[0], 1), buyer=cast.buyer)
    both = factories.purchase((honey.variants[0], 1), (eggs.variants[0], 1), buyer=cast.buyer)
    other = factories.purchase((eggs.variants[0], 1), buyer=cast.neighbour)
    orders.cancel(first.orders[0], by=None, role=ActorRole.BUYER, reason="Không mua nữa")

    def found(**asked: str) -> set[str]:
        text = buyer.get("/tai-khoan/don", query_string=asked).text
        return {one.code for one in (first, both, other) if f"/don/{one.token}" in text}

    assert found() == {first.code, both.code}
    assert found(q="trung ga") == {both.code}
    assert found(q="Green LIFE mật") == {first.code, both.code}
    assert found(q=both.orders[1].number.lower()) == {both.code}
    assert found(xem="huy") == {first.code}
    assert found(q="mật ong", xem="dang-lam") == {both.code}
    assert found(q=other.code) == set()
    assert "Không có đơn nào khớp" in buyer.get("/tai-khoan/don?q=xoai").text


def test_buying_again_tells_line_by_line_what_is_other_than_it_was(
    client: Client, cast: Cast, honey: Product, eggs: Product
) -> None:
    gone = factories.product(cast.seller_a, "Cam Cao Phong", left=5)
    few = factories.product(cast.seller_a, "Chè Shan", left=6)
    for product, quantity in ((honey, 2), (eggs, 1), (gone, 1), (few, 4)):
        put(client, product, quantity)
    path = tracking_path(order(client))
    gone.is_listed = False
    honey.variants[0].price_vnd = 180_000
    assert client.send(f"{path}/mua-lai").status_code == 303
    shown = page(client, "/gio")
    assert "Cam Cao Phong, hũ 500 ml: chưa cho vào giỏ. Món này vừa ngừng bán." in shown
    assert "Chè Shan, hũ 500 ml: chỉ còn 2, đã cho vào giỏ chừng ấy." in shown
    assert "Mật ong Green Life, hũ 500 ml: lần trước 165.000 ₫, nay 180.000 ₫." in shown
    assert "Đã cho 3 trong 4 món của đơn cũ vào giỏ." in shown
    assert "/p/" + eggs.slug in shown
    printed = page(client, f"{path}/in")
    assert all(text in printed for text in ("Mật ong Green Life", "Cam Cao Phong", "165.000 ₫", "không phải hóa đơn"))


def test_an_invoice_is_asked_for_until_its_deadline_and_operators_see_it(
    client: Client, app: object, cast: Cast, honey: Product
) -> None:
    bought = factories.purchase((honey.variants[0], 1), buyer=cast.buyer)
    assert documents.asked_until(bought) is None
    documents.request_invoice(bought, **COMPANY)
    people.signed_in(client, cast.operator)
    number = bought.orders[0].number
    client.send(f"/van-hanh/don/{number}/lien-he")
    assert "0100233488" in client.get(f"/van-hanh/don?xem=tat-ca&don={number}").text
    parcel = factories.delivered(honey)
    until = documents.asked_until(parcel.purchase)
    assert until
    assert until - parcel.events[-1].at == timedelta(days=10)
    with time_machine.travel(until + timedelta(minutes=1)):
        with pytest.raises(InvoiceTooLate):
            documents.request_invoice(parcel.purchase, **COMPANY)
        form = {f"buyer_{name}": value for name, value in COMPANY.items()} | {"buyer_code": COMPANY["tax_code"]}
        late = visitor_of(client.application).send(f"/don/{parcel.purchase.token}/hoa-don", form)
    assert late.status_code == 409
    assert "quá hạn yêu cầu hóa đơn" in late.text
    assert "Công ty Mẫu" in late.text


def test_what_was_ordered_before_the_account_comes_into_it_with_proof_alone(
    buyer: Client, client: Client, cast: Cast, honey: Product
) -> None:
    guest = replace(factories.BA_DINH, email=cast.buyer.email)
    before = factories.purchase((honey.variants[0], 1), recipient=guest)
    assert before.code not in buyer.get("/tai-khoan/don").text
    assert buyer.send(f"/tai-khoan/don/{before.code}/nhan").status_code == 404
    cast.buyer.email_confirmed_at = now()
    assert "Đưa vào tài khoản" in buyer.get("/tai-khoan/don").text
    assert buyer.send(f"/tai-khoan/don/{before.code}/nhan").status_code == 303
    assert db.session.get_one(Purchase, before.id).user_id == cast.buyer.id
    assert buyer.send(f"/tai-khoan/don/{before.code}/nhan").status_code == 404
