"""What a browser may keep of a page: nothing of what is somebody's own."""

import pytest

from marketplace.catalogue.models import Product
from tests import people
from tests.client import Client
from tests.people import Cast
from tests.web.storefront.shopping import order, put

EVERYBODYS = ("/", "/tim?q=mat", "/c/mat-ong", "/mua", "/htx")


def kept(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code in {200, 302, 303, 404}
    return str(answer.headers["Cache-Control"])


@pytest.mark.parametrize("path", EVERYBODYS)
def test_a_page_for_everybody_is_asked_for_again(client: Client, honey: Product, path: str) -> None:
    assert kept(client, path) == "private, no-cache"
    assert "js/own" not in client.get(path).text


@pytest.mark.parametrize(
    "path", ["/gio", "/dat-hang", "/mon-thich", "/da-xem", "/dang-nhap", "/quen-mat-khau", "/don", "/dat-hang?mua=ngay"]
)
def test_what_a_guest_fills_in_or_wishes_is_not_kept(client: Client, honey: Product, path: str) -> None:
    put(client, honey)
    assert kept(client, path) == "no-store"


def test_the_order_behind_its_link_is_not_kept(client: Client, honey: Product) -> None:
    put(client, honey)
    assert kept(client, order(client).headers["Location"]) == "no-store"


@pytest.mark.parametrize("path", ["/don/x", "/don/x/danh-gia/x", "/nhac/x", "/thu/x", "/xac-nhan/x", "/ma/x"])
def test_an_address_that_holds_a_secret_is_neither_kept_nor_listed(client: Client, path: str) -> None:
    assert kept(client, path) == "no-store"
    assert client.get(path).headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("path", [*EVERYBODYS, "/tai-khoan", "/tai-khoan/don", "/no-such-page"])
def test_nothing_is_kept_of_who_has_signed_in(client: Client, cast: Cast, honey: Product, path: str) -> None:
    people.signed_in(client, cast.buyer)
    assert kept(client, path) == "no-store"
    assert "js/own" in client.get(path).text


def test_nothing_is_kept_of_a_seller_and_an_operator(client: Client, cast: Cast) -> None:
    for person, path in ((cast.owner_a, "/ban-hang"), (cast.operator, "/van-hanh/don")):
        people.signed_in(client, person)
        assert kept(client, path) == "no-store"
