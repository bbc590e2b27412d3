"""Who sees what: the packer no money, the neighbour nothing."""

from collections.abc import Callable

import pytest
from flask import Flask

from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from tests import belongings
from tests.client import Client
from tests.people import Cast

OrderIn = Callable[..., Order]
PAGES = ["/ban-hang", "/ban-hang/don", "/ban-hang/mon", "/ban-hang/them", "/ban-hang/phieu"]


@pytest.mark.parametrize("page", PAGES)
def test_a_guest_is_asked_to_sign_in_and_comes_back(client: Client, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 303
    assert answer.location.startswith("/dang-nhap?next=")


@pytest.mark.parametrize("page", PAGES)
def test_a_person_without_a_shop_finds_nothing_there(
    cast: Cast, client_for: Callable[[User], Client], page: str
) -> None:
    assert client_for(cast.neighbour).get(page).status_code == 404
    assert client_for(cast.operator).get(page).status_code == 404


@pytest.mark.parametrize("page", PAGES[:4])
def test_the_packer_sees_no_money(packer: Client, order_in: OrderIn, page: str) -> None:
    order_in(OrderState.DELIVERED), order_in()
    assert "₫" not in packer.get(page).text


def test_the_packer_sees_no_money_on_an_order(packer: Client, order_in: OrderIn) -> None:
    assert "₫" not in packer.get(f"/ban-hang/don/{order_in().number}").text


def test_the_packer_sees_on_the_slip_only_what_the_courier_collects(packer: Client, order_in: OrderIn) -> None:
    assert packer.get(f"/ban-hang/don/{order_in().number}/phieu").text.count("₫") == 1


def test_the_packer_can_neither_change_prices_nor_switch_goods_off_nor_take_the_table(
    packer: Client, honey: Product
) -> None:
    ref, slug = honey.variants[0].ref, honey.slug
    for path in (f"{ref}/price", f"{slug}/delisting", f"{slug}/listing"):
        assert packer.send(f"/ban-hang/mon/{path}", {"price": "1000"}, form_at="/ban-hang/them").status_code == 403
    assert packer.get("/ban-hang/don.csv").status_code == 403


OF_NOBODY = {"ending", "kind", "month", "table", "parcel", "year"}
"""Blanks of addresses that show everybody their own: a kind of file, a month, a table of sales, a sample order."""


def test_every_shop_page_is_closed_to_the_other_seller(
    app: Flask, cast: Cast, stranger: Client, order_in: OrderIn
) -> None:
    """Seller B walks every address of the seller pages with what belongs to seller A."""
    things, urls = belongings.of_cast(cast, order_in()), app.url_map.bind("localhost")
    form = {"price": "1000", "left": "0", "carrier": "GHN", "tracking_number": "VN1", "reason": "Không", "vai": "owner"}
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("shop_")]
    somebodys = [rule for rule in rules if rule.arguments - OF_NOBODY]
    assert len(somebodys) >= 9
    for rule in somebodys:
        posts = "POST" in (rule.methods or set())
        path = urls.build(rule.endpoint, belongings.arguments(rule, things), method="POST" if posts else "GET")
        answer = stranger.send(path, form, form_at="/ban-hang/them") if posts else stranger.get(path)
        assert answer.status_code == 404, path
