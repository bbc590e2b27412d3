from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from marketplace import orders
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from tests import factories, people
from tests.applicant import begin
from tests.client import Client
from tests.people import Cast

SignIn = Callable[[User], Client]


@pytest.fixture
def honey(cast: Cast) -> Product:
    """Seller A's honey: 38 jars at 165,000 dong."""
    return factories.product(cast.seller_a, "Mật ong Green Life", left=38)


@pytest.fixture
def owner(cast: Cast, client_for: SignIn) -> Client:
    return client_for(cast.owner_a)


@pytest.fixture
def packer(cast: Cast, client_for: SignIn) -> Client:
    return client_for(cast.packer_a)


@pytest.fixture
def stranger(cast: Cast, client_for: SignIn) -> Client:
    """The owner of seller B."""
    return client_for(cast.owner_b)


@pytest.fixture
def order_in(cast: Cast, honey: Product) -> Callable[..., Order]:
    """Make an order of seller A that has come as far as the state."""

    def make(state: OrderState = OrderState.PLACED, *, quantity: int = 2) -> Order:
        order = factories.order(honey, quantity=quantity)
        steps = {
            OrderState.CONFIRMED: lambda: orders.confirm(order, by=cast.owner_a),
            OrderState.PACKED: lambda: orders.pack(order, by=cast.owner_a),
            OrderState.SHIPPED: lambda: orders.ship(order, by=cast.owner_a, carrier="GHN", tracking_number="VN2611773"),
            OrderState.DELIVERED: lambda: orders.deliver(order, by=None, role=orders.models.ActorRole.BUYER),
        }
        for reached, step in steps.items():
            if order.state == state:
                break
            step()
            assert order.state == reached
        db.session.flush()
        return order

    return make


@pytest.fixture
def applicant(client: Client, cast: Cast, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Somebody who buys here and wants to sell; the store of files is their own."""
    monkeypatch.setitem(app.config, "MEDIA_URL", tmp_path.as_uri())
    return people.signed_in(client, cast.buyer)


@pytest.fixture
def place(applicant: Client) -> str:
    """The address of their application."""
    return begin(applicant)
