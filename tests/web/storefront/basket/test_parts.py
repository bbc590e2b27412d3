"""A basket is ordered in parts: some sellers first, some goods later, and what changed meanwhile is told in figures."""

import pytest
from flask import Flask

from marketplace.cart.models import Cart, CartLine
from marketplace.catalogue.models import Product, ShipScope
from marketplace.database import db
from marketplace.orders.models import Purchase
from marketplace.orders.states import OrderState
from marketplace.sellers.models import SellerState
from marketplace.stock.models import Lot
from tests import factories, people
from tests.client import Client, visitor_of
from tests.people import Cast
from tests.statements import counted
from tests.web.storefront.shopping import checkout_form, order, put


def ref(product: Product) -> str:
    return product.variants[0].ref


def lines() -> dict[str, tuple[int, bool]]:
    """What lies in baskets: how many of each, and whether it is saved for later."""
    return {line.variant.product.name_vi: (line.quantity, line.is_saved) for line in db.session.query(CartLine)}


@pytest.mark.parametrize("is_guest", [True, False], ids=["guest", "signed in"])
def test_what_is_saved_for_later_stays_when_the_rest_is_ordered_and_comes_back(
    client: Client, cast: Cast, honey: Product, eggs: Product, is_guest: bool
) -> None:
    if not is_guest:
        people.signed_in(client, cast.buyer)
    put(client, honey, 2)
    put(client, eggs, 3)
    client.send("/gio/de-sau", {"ref": ref(eggs)}, form_at="/gio")
    page = client.get("/gio").text
    assert "Giỏ hàng, số món: 2" in page
    assert "Đưa vào giỏ" in page
    assert ("Giỏ được giữ trên máy này 30 ngày" in page) == is_guest
    client.send("/gio/so-luong", {"ref": ref(eggs), "quantity": "1"})
    assert lines()[eggs.name_vi] == (3, True), "only what is ordered next can be changed"
    assert order(client).status_code == 303
    assert lines() == {eggs.name_vi: (3, True)}
    page = client.get("/gio").text
    assert "Giỏ đang trống" in page
    assert "Món để mua sau vẫn còn ở dưới." in page
    client.send("/gio/mua-lai", {"ref": ref(eggs)}, form_at="/gio")
    assert order(client).status_code == 303
    assert (lines(), db.session.query(Cart).count(), db.session.query(Purchase).count()) == ({}, 0, 2)


def test_what_was_saved_begins_anew_when_it_is_added_again(client: Client, honey: Product) -> None:
    put(client, honey, 5)
    client.send("/gio/de-sau", {"ref": ref(honey)}, form_at="/gio")
    put(client, honey, 2)
    assert lines() == {honey.name_vi: (2, False)}


def test_one_seller_is_ordered_alone_exactly_once_and_the_rest_stays(
    app: Flask, client: Client, honey: Product, eggs: Product
) -> None:
    put(client, honey, 2)
    put(client, eggs, 3)
    at = f"/dat-hang?noi={eggs.seller.slug}"
    assert f"Chỉ đặt hàng của {eggs.seller.name_vi}" in client.get("/gio").text
    whole, part = checkout_form(client), checkout_form(client, at=at)
    first, again = (client.post(at, data=part) for _ in range(2))
    assert first.status_code == again.status_code == 303
    assert first.headers["Location"] == again.headers["Location"]
    assert "Những món chưa đặt vẫn nằm trong giỏ." in client.get(first.headers["Location"]).text
    assert lines() == {honey.name_vi: (2, False)}
    stale = client.post("/dat-hang", data=whole)
    assert stale.status_code == 409, "the other tab still shows the whole basket"
    assert db.session.query(Purchase).count() == 1
    assert order(client).status_code == 303
    assert [len(bought.orders) for bought in db.session.query(Purchase)] == [1, 1]


def test_a_seller_that_is_not_in_the_basket_leads_back_to_it(client: Client, honey: Product) -> None:
    put(client, honey)
    assert client.get("/dat-hang?noi=khong-co").headers["Location"] == "/gio"
    assert client.get("/dat-hang?noi=%00&noi=" + "x" * 500).headers["Location"] == "/gio"


def test_what_cannot_be_sent_there_is_named_and_the_rest_is_ordered_without_it(
    client: Client, cast: Cast, honey: Product, eggs: Product
) -> None:
    cold = factories.product(cast.seller_b, "Thịt trâu tươi")
    cold.ship_scope = ShipScope.PROVINCE
    for product in (honey, eggs, cold):
        put(client, product)
    client.send("/noi-nhan", {"pick": "00004"}, form_at="/noi-nhan")
    page = client.get("/gio").text
    assert page.count("Món này không gửi tới nơi nhận đang chọn.") == 1
    assert "Đặt 1 phần đặt được" in page
    assert f'href="/dat-hang?noi={honey.seller.slug}"' in page
    client.send("/gio/de-sau", {"ref": ref(cold)}, form_at="/gio")
    assert "Đặt hàng, không cần tài khoản" in client.get("/gio").text


def test_another_price_and_less_stock_are_told_with_old_and_new(client: Client, honey: Product, eggs: Product) -> None:
    put(client, honey, 5)
    put(client, eggs)
    pack = honey.variants[0]
    old, pack.price_vnd = pack.price_vnd, 180_000
    db.session.query(Lot).filter_by(variant_id=pack.id).update({"on_hand": 3})
    db.session.flush()
    page = client.get("/gio").text
    assert f"đổi từ {old:,}".replace(",", ".") in page
    assert "thành 180.000" in page
    assert "Chỉ còn 3, đã chọn 5" in page
    client.send("/gio/da-xem", form_at="/gio")
    assert "đổi từ" not in client.get("/gio").text


def test_a_seller_that_is_closed_meanwhile_leaves_the_others_alone(
    client: Client, honey: Product, eggs: Product
) -> None:
    put(client, honey)
    put(client, eggs)
    form = checkout_form(client)
    part = checkout_form(client, at=f"/dat-hang?noi={eggs.seller.slug}")
    honey.seller.state = SellerState.SUSPENDED
    db.session.flush()
    refused = client.post("/dat-hang", data=form)
    assert (refused.status_code, db.session.query(Purchase).count()) == (409, 0)
    assert client.post(f"/dat-hang?noi={eggs.seller.slug}", data=part).status_code == 303


def test_two_baskets_become_one_at_sign_in_within_the_limits_and_it_is_said(
    app: Flask, client: Client, cast: Cast, honey: Product, eggs: Product
) -> None:
    honey.variants[0].most_per_buyer = 5
    db.session.flush()
    people.signed_in(at_home := visitor_of(app), cast.buyer)
    put(at_home, honey, 3)
    put(client, honey, 4)
    put(client, eggs, 2)
    people.signed_in(client, cast.buyer)
    page = client.get("/gio").text
    for said in ("đã gộp vào giỏ trong tài khoản. Thêm 1 món.", "Chỉ giữ số nhiều nhất mỗi khách được mua: Mật ong"):
        assert said in page
    assert lines() == {honey.name_vi: (5, False), eggs.name_vi: (2, False)}


def test_what_ones_own_unpaid_order_keeps_is_found_there(client: Client, cast: Cast) -> None:
    people.signed_in(client, cast.buyer)
    last = factories.product(cast.seller_a, left=2)
    put(client, last, 1)
    placed = order(client, payment="transfer")
    put(client, last, 1)
    db.session.query(Lot).filter_by(variant_id=last.variants[0].id).update({"on_hand": 0})
    db.session.flush()
    page = client.get("/gio").text
    own = db.session.query(Purchase).one()
    assert f"Đơn {own.code}." in page
    assert f'href="/don/{own.token}"' in page
    assert placed.status_code == 303
    assert own.orders[0].state == OrderState.AWAITING_PAYMENT


def test_five_sellers_ask_the_database_no_more_than_one(client: Client, honey: Product) -> None:
    put(client, honey)
    client.get("/gio")
    with counted() as one:
        client.get("/gio")
    for name in "ABCD":
        put(client, factories.product(factories.seller(f"HTX {name}"), name))
    client.get("/gio")
    with counted() as five:
        client.get("/gio")
    assert len(five) <= len(one)
