"""A checkout that is sent twice, and one that is left and come back to."""

import pytest
from sqlalchemy import select

from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.orders.models import Purchase
from tests import people
from tests.client import Client
from tests.people import Cast
from tests.shopper import Fields
from tests.web.storefront.shopping import checkout_form, order, put, tracking_path


@pytest.mark.parametrize(
    "changed", [{"phone": "0987 654 321"}, {"street": "Số 9, ngõ 12"}, {"commune_code": "00008"}, {"note": "Gọi trước"}]
)
def test_a_form_sent_again_to_elsewhere_says_that_the_order_stands(
    client: Client, honey: Product, changed: dict[str, str]
) -> None:
    put(client, honey)
    form = checkout_form(client)
    tracking = tracking_path(client.post("/dat-hang", data=form))
    again = client.post("/dat-hang", data=form | changed)
    assert again.headers["Location"] == tracking
    page = client.get(tracking).text
    (purchase,) = db.session.scalars(select(Purchase))
    assert f"Đơn {purchase.code} đã đặt từ trước và giữ nguyên người nhận, nơi nhận lúc đó." in page
    assert purchase.street == "Số 8, ngõ 12"
    assert purchase.phone == "+84912345678"


def test_what_was_typed_is_there_after_a_walk_to_the_basket_and_back(client: Client, honey: Product) -> None:
    put(client, honey)
    typed = Fields(client.get("/dat-hang").text, "/dat-hang").found | {"phone": "0912", "name": "Lan", "street": "Số 8"}
    assert client.post("/dat-hang/giu", data=typed).headers["Location"] == "/gio"
    client.get("/gio")
    page = client.get("/dat-hang").text
    assert all(f'value="{value}"' in page for value in ("0912", "Lan", "Số 8"))


def test_what_was_typed_is_forgotten_with_the_order_and_at_signing_out(
    client: Client, cast: Cast, honey: Product
) -> None:
    people.signed_in(client, cast.buyer)
    put(client, honey)
    client.post("/dat-hang/giu", data=checkout_form(client, note="Gọi trước"))
    assert "Gọi trước" in client.get("/dat-hang").text
    client.send("/dang-xuat")
    put(client, honey)
    page = client.get("/dat-hang").text
    assert "Gọi trước" not in page
    assert "Nguyễn Thị Mẫu" not in page
    order(client, note="Gọi sau")
    put(client, honey)
    assert "Gọi sau" not in client.get("/dat-hang").text


def test_what_was_typed_before_signing_in_is_gone_after_signing_out(client: Client, cast: Cast, honey: Product) -> None:
    put(client, honey)
    client.post("/dat-hang/giu", data=checkout_form(client, note="Gọi trước"))
    people.signed_in(client, cast.buyer)
    assert "Gọi trước" in client.get("/dat-hang").text
    client.send("/dang-xuat")
    assert client.get_cookie("draft", path="/dat-hang") is None
    put(client, honey)
    page = client.get("/dat-hang").text
    assert "Gọi trước" not in page
    assert "Nguyễn Thị Mẫu" not in page


def test_too_much_to_be_kept_costs_nothing_that_was_kept_before(client: Client, honey: Product) -> None:
    put(client, honey)
    client.post("/dat-hang/giu", data=checkout_form(client, note="Gọi trước"))
    token = client.token("/dat-hang")
    noise = "".join(chr(0x4E00 + number * 7 % 20_000) for number in range(4_900))
    client.post("/dat-hang/giu", data={"note": noise, "csrf_token": token})
    assert "Gọi trước" in client.get("/dat-hang").text
