"""How often each page asks the database. A page that asks once for each row would fail here."""

import pytest

from marketplace import shipping
from marketplace.catalogue.models import Product
from marketplace.clock import today
from tests import factories, people
from tests.client import Client
from tests.people import Cast
from tests.statements import counted
from tests.web.storefront.shopping import RECIPIENT, checkout_form, put

pytestmark = pytest.mark.smoke


@pytest.fixture(params=["guest", "signed in"])
def shopper(request: pytest.FixtureRequest, client: Client, cast: Cast, honey: Product) -> Client:
    """A guest and a signed-in buyer, each with something in the basket."""
    if request.param == "signed in":
        people.signed_in(client, cast.buyer)
    put(client, honey)
    shipping.table_on(today())  # kept in memory from the first question of the day on
    return client


def asked_by(shopper: Client, path: str) -> int:
    shopper.get(path)
    with counted() as statements:
        assert shopper.get(path).status_code == 200
    return len(statements)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/c/mat-ong", 3),
        ("/mua", 3),
        ("/htx", 3),
        ("/tim?q=mat+ong", 3),
        ("/tim?q=xyzzy", 4),
        ("/tim?sao=3", 3),
        ("/", 8),  # one of them asks what whoever is signed in bought last
        ("/gio", 4),  # one of them asks which voucher to propose
        ("/dat-hang", 6),  # one of them asks for the address book of whoever is signed in
    ],
)
def test_a_page_asks_no_more_than_this(shopper: Client, cast: Cast, path: str, most: int) -> None:
    for number in range(12):
        factories.certificate(factories.product(cast.seller_a, f"Mật ong số {number}"))
    assert asked_by(shopper, path) <= most


@pytest.mark.parametrize(
    ("path", "most"), [("/c/mat-ong", 3), ("/tim?q=mat+ong", 3), ("/tim?q=xyzzy", 4), ("/p/{slug}", 5)]
)
def test_a_guest_without_a_basket_is_no_dearer(client: Client, honey: Product, path: str, most: int) -> None:
    for number in range(12):
        factories.product(honey.seller, f"Mật ong số {number}")
    assert asked_by(client, path.format(slug=honey.slug)) <= most


def test_a_product_page_asks_no_more_than_this(shopper: Client, honey: Product) -> None:
    honey.review_count, honey.review_points = 5, 25
    photo = {"alt_vi": "Hũ", "alt_en": "", "blur": "data:,", "width": 800, "height": 800}
    honey.photos = [{"ref": ref * 16, **photo} for ref in "ab"]
    honey.variants[0].price_breaks = [[5, 150_000]]
    factories.certificate(honey)
    for number in range(3):
        factories.lot(honey.variants[0], 5)
        factories.product(honey.seller, f"Món khác {number}")
        factories.product(name=f"Mật khác {number}")
    assert asked_by(shopper, f"/p/{honey.slug}") <= 5


@pytest.fixture(params=["guest", "signed in"])
def newcomer(request: pytest.FixtureRequest, client: Client, cast: Cast) -> Client:
    """A guest and a signed-in buyer, neither with a basket yet."""
    if request.param == "signed in":
        people.signed_in(client, cast.buyer)
    return client


def test_adding_to_the_basket_asks_no_more_than_this(newcomer: Client, honey: Product) -> None:
    tea = factories.product(honey.seller, "Trà")
    token = newcomer.token()
    for product, times in ((honey, "first"), (tea, "second"), (honey, "third")):
        form = {"ref": product.variants[0].ref, "quantity": "1", "csrf_token": token}
        with counted() as statements:
            assert newcomer.post("/gio/them", data=form).status_code == 303
        assert len(statements) <= (4 if times == "first" else 3), times


@pytest.mark.parametrize("lines", [1, 3, 6])
@pytest.mark.parametrize("left", [10, 1], ids=["from full lots", "the last units"])
def test_placing_an_order_asks_no_more_than_this(newcomer: Client, cast: Cast, lines: int, left: int) -> None:
    for number in range(lines):
        seller = (cast.seller_a, cast.seller_b)[number % 2]
        put(newcomer, factories.product(seller, f"Mật ong số {number}", left=left))
    factories.order()  # so that the rules of fees are known, as they are in a shop that sells
    form = checkout_form(newcomer)
    with counted() as statements:
        assert newcomer.post("/dat-hang", data=form).status_code == 303
    is_last_of_one = lines == left == 1 and "users" in statements[0]  # who is it, and a shelf that has to be renewed
    assert len(statements) <= 12 + 2 * lines + is_last_of_one


def test_choosing_a_place_at_the_checkout_asks_no_more_than_this(shopper: Client) -> None:
    form = RECIPIENT | {"csrf_token": shopper.token()}
    with counted() as statements:
        assert shopper.post("/dat-hang/noi-nhan", data=form).status_code == 200
    assert len(statements) <= 4
