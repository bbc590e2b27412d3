from collections.abc import Iterator

import pytest
from flask import Flask

from marketplace import payments
from marketplace.database import transaction
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod
from tests import factories
from tests.cards.double import SECRET, Double, running_double
from tests.cards.purchases import OPERATOR
from tests.people import Cast


@pytest.fixture(scope="session")
def double_process() -> Iterator[Double]:
    with running_double() as double:
        yield double


@pytest.fixture
def double(double_process: Double, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Double]:
    """The double, and the shop that takes cards through it."""
    takes_cards(app, double_process.url, monkeypatch)
    yield double_process
    double_process.tell("set", lenient=False)
    payments.offer_cards(False)


def takes_cards(app: Flask, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"STRIPE_SECRET_KEY": "sk_test_double", "STRIPE_WEBHOOK_SECRET": SECRET}
    for name, value in (settings | {"STRIPE_API_URL": url, "STRIPE_PAGE": url}).items():
        monkeypatch.setitem(app.config, name, value)
    payments.offer_cards(True)


@pytest.fixture
def bought(cast: Cast) -> Purchase:
    """Two jars of honey and some eggs, to be paid by card."""
    honey, eggs = factories.product(cast.seller_a), factories.product(cast.seller_b, price_vnd=38_000)
    return factories.purchase((honey.variants[0], 2), (eggs.variants[0], 1), paying=PaymentMethod.CARD)


@pytest.fixture
def provider(double_process: Double, committed_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Double]:
    """The double, and a shop with real commits that takes cards through it."""
    takes_cards(committed_app, double_process.url, monkeypatch)
    yield double_process
    double_process.tell("set", lenient=False)
    payments.offer_cards(False)


@pytest.fixture
def honey(committed_app: Flask) -> int:
    """The id of a pack of which there is enough."""
    with transaction():
        factories.user(OPERATOR)
        return factories.product(left=500).variants[0].id
