"""What belongs to another shop is not reached through a form or the words behind an address either."""

from collections.abc import Callable

import pytest
from flask import Flask

from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from tests import factories, people
from tests.client import Client
from tests.people import Cast

SignIn = Callable[[User], Client]


@pytest.fixture
def cast(app: Flask) -> Cast:
    return people.gather()


@pytest.fixture
def order(cast: Cast) -> Order:
    """Of seller A's honey, whose name stands nowhere else."""
    return factories.order(factories.product(cast.seller_a, "Mật ong chỉ nhà A có"), buyer=cast.buyer)


@pytest.fixture
def stranger(cast: Cast, client_for: SignIn) -> Client:
    """The owner of seller B."""
    return client_for(cast.owner_b)


def test_no_words_behind_an_address_show_what_is_of_another_shop(
    stranger: Client, client_for: SignIn, cast: Cast, order: Order
) -> None:
    product = db.session.get_one(Product, order.lines[0].product_id)
    lot = factories.lot(product.variants[0], 5, code="LO-CUA-A")
    paths = (
        f"/ban-hang/nhan-nhieu/xem?don={order.number}",
        f"/ban-hang/don?q={order.number}",
        f"/ban-hang/don.csv?q={order.number}",
        f"/ban-hang/lo/moi?mon={product.variants[0].ref}",
        f"/ban-hang/lo?q={lot.code}",
    )
    shown = {path for path in paths if product.name_vi in stranger.get(path, follow_redirects=True).text}
    assert shown == set()
    owner = client_for(cast.owner_a)
    assert [path for path in paths[:4] if product.name_vi not in owner.get(path).text] == []


def test_no_form_changes_what_is_of_another_shop(stranger: Client, order: Order) -> None:
    stranger.send("/ban-hang/nhan-nhieu", {"don": order.number})
    db.session.expire_all()
    assert order.state == OrderState.PLACED


def test_nobody_works_for_a_shop_by_naming_it(stranger: Client, cast: Cast, order: Order) -> None:
    stranger.send("/ban-hang/chon", {"shop": cast.seller_a.slug, "next": "/ban-hang/don"})
    assert order.number not in stranger.get("/ban-hang/don?xem=moi").text


def test_a_buyer_finds_no_order_of_a_neighbour_with_another_phone(client_for: SignIn, cast: Cast, order: Order) -> None:
    neighbour = client_for(cast.neighbour)
    answer = neighbour.send("/don", {"code": order.purchase.code, "phone": "0900 000 999"})
    assert order.purchase.token not in answer.text + (answer.location or "")
    assert order.number not in neighbour.get("/tai-khoan/don").text
