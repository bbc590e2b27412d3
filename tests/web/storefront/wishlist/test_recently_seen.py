import pytest
from werkzeug.test import TestResponse

from marketplace.catalogue.models import Product
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.statements import counted


def look(client: Client, product: Product, **more: object) -> TestResponse:
    return client.get(f"/p/{product.slug}", **more)


def seen(client: Client) -> str:
    cookie = client.get_cookie("seen")
    return cookie.value if cookie else ""


def test_what_was_looked_at_last_comes_first_and_once(client: Client, honey: Product, eggs: Product) -> None:
    for product in (honey, eggs, honey):
        look(client, product)
    assert seen(client) == f"{honey.id}.{eggs.id}"
    page = client.get("/da-xem").text
    assert page.index("Mật ong Green Life") < page.index("Trứng gà Ngọc Hân")


def test_the_cookie_is_for_the_shop_alone(client: Client, honey: Product) -> None:
    (cookie,) = [line for line in look(client, honey).headers.getlist("Set-Cookie") if line.startswith("seen=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=2592000" in cookie


def test_only_the_last_twelve_are_remembered(client: Client, cast: Cast) -> None:
    goods = [factories.product(cast.seller_a, f"Mật ong số {number}") for number in range(13)]
    for product in goods:
        look(client, product)
    assert seen(client) == ".".join(str(product.id) for product in reversed(goods[1:]))


def test_nobody_looked_when_only_the_browser_did(client: Client, honey: Product) -> None:
    look(client, honey, headers={"Sec-Purpose": "prefetch;prerender"})
    client.head(f"/p/{honey.slug}")
    client.get("/p/khong-co")
    assert seen(client) == ""


@pytest.mark.parametrize(
    "cookie", ["", ".", "abc", "-1", "0", "99999999999999999999", "١.٢", "1e3", "%00", "'--", "." * 300, "1." * 1_500]
)
def test_a_forged_cookie_is_a_page(client: Client, honey: Product, cookie: str) -> None:
    client.set_cookie("seen", cookie)
    assert client.get("/da-xem").status_code == 200
    look(client, honey)
    assert seen(client).split(".")[0] == str(honey.id)


def test_goods_that_are_gone_are_left_out(client: Client, honey: Product, eggs: Product) -> None:
    look(client, honey)
    look(client, eggs)
    honey.is_listed = False
    page = client.get("/da-xem").text
    assert "Trứng gà Ngọc Hân" in page
    assert "Mật ong Green Life" not in page


def test_the_list_can_be_cleared(client: Client, honey: Product) -> None:
    look(client, honey)
    assert client.send("/da-xem/xoa", form_at="/da-xem").status_code == 303
    page = client.get("/da-xem").text
    assert "Đã xóa những món vừa xem." in page
    assert "Chưa xem món nào" in page


def test_signing_out_forgets_it(buyer: Client, honey: Product) -> None:
    look(buyer, honey)
    buyer.send("/dang-xuat", form_at="/tai-khoan")
    assert seen(buyer) == ""


def test_who_has_seen_nothing_asks_nothing(client: Client, honey: Product) -> None:
    with counted() as statements:
        client.get("/da-xem")
    assert statements == []
    look(client, honey)
    with counted() as statements:
        client.get("/da-xem")
    assert len(statements) == 1
