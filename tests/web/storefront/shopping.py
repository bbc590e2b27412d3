"""What shoppers do in the tests, through the pages."""

from typing import Any

from werkzeug.test import TestResponse

from marketplace.catalogue.models import Product
from tests.client import Client
from tests.shopper import Fields

RECIPIENT = {
    "phone": "0912 345 678",
    "name": "Nguyễn Thị Mẫu",
    "street": "Số 8, ngõ 12",
    "province_code": "01",
    "commune_code": "00004",
    "payment": "cod",
}


def put(client: Client, product: Product, quantity: object = 1, **more: Any) -> TestResponse:
    """Add so many of the product's first pack size to the basket."""
    form = {"ref": product.variants[0].ref, "quantity": str(quantity), **more}
    return client.send("/gio/them", form)


def card_in(page: str, product: Product) -> str:
    """The product on a page: its card, or on its own page all of it."""
    if f'<link rel="canonical" href="http://127.0.0.1:5000/p/{product.slug}' in page:
        return page
    cards = (rest.split("</li>", 1)[0] for rest in page.split('<li class="pc')[1:])
    return next((card for card in cards if f"/p/{product.slug}" in card), "")


def checkout_form(client: Client, at: str = "/dat-hang", **changes: str) -> dict[str, str]:
    """The filled-in checkout form with the total that the page shows for its place."""
    where = {**RECIPIENT, **changes}
    page = client.send(at.replace("/dat-hang", "/dat-hang/noi-nhan"), where, form_at=at).text
    return {**Fields(page, at).found, **where}


def order(client: Client, **changes: str) -> TestResponse:
    """Place what lies in the basket."""
    return client.post("/dat-hang", data=checkout_form(client, **changes))


def tracking_path(placed: TestResponse) -> str:
    """The secret link's path, from the answer to placing."""
    assert placed.status_code == 303, placed.text
    return placed.headers["Location"].removesuffix("/xong")
