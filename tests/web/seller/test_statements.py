"""How often the pages ask the database that a shop opens every day. One that asks for each row would fail here."""

from collections.abc import Callable

import pytest

from marketplace import sellers
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.statements import counted

OrderIn = Callable[..., Order]


@pytest.fixture
def busy(cast: Cast, order_in: OrderIn) -> None:
    """Seller A has something of everything that its first page tells of."""
    for number in range(6):
        product = factories.product(cast.seller_a, f"Mật ong số {number}", left=number)
        factories.certificate(product, issued_days_ago=1_200)
        factories.lot(product.variants[0], 5, best_before_in_days=1)
    states = (OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED, OrderState.SHIPPED, OrderState.DELIVERED)
    for state in states:
        order_in(state)


def asked_by(client: Client, path: str) -> int:
    client.get(path)
    with counted() as statements:
        assert client.get(path).status_code == 200
    return len(statements)


@pytest.mark.parametrize(
    ("path", "most"), [("/ban-hang", 5), ("/ban-hang/don", 6), ("/ban-hang/don?xem=xong", 6), ("/ban-hang/mon", 6)]
)
@pytest.mark.usefixtures("busy")
def test_a_page_of_a_busy_shop_asks_no_more_than_this(owner: Client, path: str, most: int) -> None:
    assert asked_by(owner, path) <= most


@pytest.mark.usefixtures("busy")
def test_nor_does_the_first_page_of_a_shop_that_was_closed(owner: Client, cast: Cast) -> None:
    sellers.suspend(cast.seller_a, by=cast.operator, note="Chờ giấy.")
    assert asked_by(owner, "/ban-hang") <= 6


def test_nor_that_of_a_shop_without_anything_to_do(owner: Client, cast: Cast) -> None:
    factories.product(cast.seller_a, "Măng khô", left=0)
    assert asked_by(owner, "/ban-hang") <= 6
