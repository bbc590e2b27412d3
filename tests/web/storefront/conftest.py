import pytest

from marketplace.catalogue.models import Product
from tests import factories, people
from tests.client import Client
from tests.people import Cast


@pytest.fixture
def honey(cast: Cast) -> Product:
    """Ten jars of Green Life's at 165.000 ₫, 500 ml each."""
    return factories.product(cast.seller_a, "Mật ong Green Life", left=10)


@pytest.fixture
def eggs(cast: Cast) -> Product:
    """Sơn Nam's eggs at 38.000 ₫."""
    return factories.product(cast.seller_b, "Trứng gà Ngọc Hân", left=40, price_vnd=38_000, category="ga-trung")


@pytest.fixture
def buyer(client: Client, cast: Cast) -> Client:
    """A browser in which the buyer has signed in."""
    return people.signed_in(client, cast.buyer)
