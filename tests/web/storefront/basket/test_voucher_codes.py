"""Voucher codes at the basket and at checkout, as a buyer sees them."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from marketplace import vouchers
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending, today
from marketplace.database import db
from marketplace.orders.models import Purchase
from marketplace.vouchers import Bearer, NewVoucher, Voucher, VoucherKind
from tests import factories
from tests.client import Client
from tests.web.storefront.shopping import checkout_form, put


def voucher(code: str, kind: VoucherKind = VoucherKind.AMOUNT, **values: Any) -> Voucher:
    given = {"amount_vnd": 20_000, "least_vnd": 100_000} if kind == VoucherKind.AMOUNT else {}
    days = {"first_day": today(), "last_day": today() + timedelta(9)}
    return vouchers.make(
        NewVoucher(code=code, kind=kind, **({"bearer": Bearer.MARKET} | given | days | values)), by=None
    )


def test_a_typed_code_lowers_the_total_is_used_once_and_can_be_dropped(client: Client, honey: Product) -> None:
    voucher("CHAOXUAN")
    put(client, honey, 2)
    assert client.send("/gio/ma", {"code": "chao xuan"}).status_code == 303
    page = client.get("/gio").text
    assert "CHAOXUAN" in page
    assert "−20.000\u00a0₫" in page
    assert "310.000\u00a0₫" in page
    client.send("/gio/ma", {"drop_code": "CHAOXUAN"})
    assert "−20.000" not in client.get("/gio").text
    client.send("/gio/ma", {"code": "CHAOXUAN"})
    assert client.post("/dat-hang", data=checkout_form(client)).status_code == 303
    bought = db.session.query(Purchase).one()
    assert (bought.discount_vnd, bought.total_vnd) == (20_000, 310_000 + bought.shipping_vnd)
    assert "−20.000\u00a0₫" in client.get(f"/don/{bought.token}").text
    put(client, honey)
    assert "CHAOXUAN" not in client.get("/gio").text


REFUSALS = {
    "KHONGCO": "Không có mã “KHONGCO”",
    "": "Nhập mã giảm giá",
    "SAPTOI": "Mã SAPTOI dùng được từ 00:00",
    "DAHET": "Mã DAHET đã hết hạn.",
    "DONLON": "Mã DONLON dùng cho đơn từ 500.000\u00a0₫. Mua thêm 335.000\u00a0₫ là dùng được.",
    "MONKHAC": "Mã MONKHAC không áp dụng cho món nào trong giỏ.",
    "HETLUOT": "Mã HETLUOT vừa hết lượt dùng.",
}


def test_a_code_that_does_not_count_says_why_and_stays_typed(client: Client, honey: Product) -> None:
    voucher("SAPTOI", first_day=today() + timedelta(1))
    with pretending(now() - timedelta(20)):
        voucher("DAHET")
    voucher("DONLON", least_vnd=500_000)
    voucher("MONKHAC", families=["che"])
    voucher("HETLUOT", most_uses=1).used = 1
    put(client, honey)
    for code, told in REFUSALS.items():
        refused = client.send("/gio/ma", {"code": code})
        assert refused.status_code in {409, 422}
        assert told in refused.text
        assert f'value="{code}"' in refused.text
    assert "−20.000" not in client.get("/gio").text


@pytest.mark.parametrize(
    ("typed", "told"), [("\0", "Nhập mã giảm giá"), ("MUA\0GAO\u202e%'", "“MUAGAO%'”"), ("ĐƯỢC", "“ĐƯỢC”")]
)
def test_what_can_be_no_code_is_refused_before_the_database_sees_it(
    client: Client, honey: Product, typed: str, told: str
) -> None:
    put(client, honey)
    refused = client.send("/gio/ma", {"code": typed})
    assert refused.status_code == 422
    assert told in unescape(refused.text)
    assert client.send("/gio/ma", {"pick_code": typed}).status_code == 422


def test_a_refusal_writes_amounts_in_the_language_of_the_page(client: Client, honey: Product) -> None:
    voucher("DONLON", least_vnd=500_000)
    put(client, honey)
    client.get("/gio?hl=en")
    assert "500,000\u00a0₫" in client.send("/gio/ma", {"code": "DONLON"}).text


def test_what_is_ordered_of_one_seller_leaves_the_codes_of_the_others(client: Client, honey: Product) -> None:
    other = factories.product(factories.seller("HTX Sơn Nam"), "Chè", price_vnd=200_000)
    mine = {"bearer": Bearer.SELLER, "least_vnd": 100_000}
    voucher("MUAMAT", seller_id=honey.seller_id, **mine)
    voucher("MUACHE", seller_id=other.seller_id, **mine)
    voucher("AICUNG", VoucherKind.DELIVERY, per_person=None)
    for product in (honey, other):
        put(client, product)
    for code in ("MUAMAT", "MUACHE", "AICUNG"):
        client.send("/gio/ma", {"code": code})
    only = f"noi={honey.seller.slug}"
    form = checkout_form(client, f"/dat-hang?{only}")
    assert client.post(f"/dat-hang?{only}", data=form).status_code == 303
    basket = client.get("/gio").text
    assert "MUACHE" in basket
    assert "AICUNG" in basket  # everybody may use it as often as they like
    assert "MUAMAT" not in basket
    assert "−20.000\u00a0₫" in basket


def test_the_best_public_code_is_proposed_and_used_by_one_press(client: Client, honey: Product) -> None:
    voucher("CHOMUNG", is_public=True)
    voucher("CHOVUI", amount_vnd=30_000, is_public=True)
    voucher("BIMAT", amount_vnd=90_000)
    put(client, honey)
    page = client.get("/gio").text
    assert "Mã CHOVUI giảm thêm 30.000\u00a0₫." in page
    assert "CHOMUNG" not in page
    assert "BIMAT" not in page
    client.send("/gio/ma", {"pick_code": "CHOVUI"})
    assert "−30.000\u00a0₫" in client.get("/gio").text


def test_at_checkout_what_was_typed_stays_and_a_code_used_up_meanwhile_is_told(client: Client, honey: Product) -> None:
    last = voucher("CHAOXUAN", most_uses=1)
    put(client, honey, 2)
    form = checkout_form(client) | {"code": "CHAOXUAN", "name": "Chị Lan Mẫu"}
    page = client.post("/dat-hang/ma", data=form)
    assert page.status_code == 200
    assert "Chị Lan Mẫu" in page.text
    assert "−20.000\u00a0₫" in page.text
    form = checkout_form(client) | {"name": "Chị Lan Mẫu"}
    last.used = 1
    db.session.flush()
    refused = client.post("/dat-hang", data=form)
    assert refused.status_code == 409
    assert "Mã CHAOXUAN vừa hết lượt dùng." in refused.text
    assert "Chị Lan Mẫu" in refused.text
    assert db.session.query(Purchase).count() == 0
