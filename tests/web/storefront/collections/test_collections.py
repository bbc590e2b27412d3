from datetime import timedelta

import pytest

from marketplace import collections
from marketplace.catalogue.models import Product
from marketplace.clock import today
from marketplace.collections import Collection, Cover
from tests import factories, people
from tests.client import Client
from tests.people import Cast
from tests.statements import counted


@pytest.fixture
def gifts(honey: Product, eggs: Product) -> Collection:
    """A draft with eggs before honey."""
    made = collections.create(Cover("Quà Tết", title_en="Tết gifts", intro_vi="Biếu người thân."))
    collections.add(made, eggs, note_vi="Trứng mới nhặt.")
    collections.add(made, honey)
    return made


def test_a_published_collection_shows_its_goods_in_their_order(client: Client, gifts: Collection) -> None:
    collections.publish(gifts)
    assert "Quà Tết" in client.get("/chon-loc").text
    page = client.get("/chon-loc/qua-tet").text
    assert page.index("Trứng gà Ngọc Hân, ") < page.index("Mật ong Green Life, ")
    assert "Trứng mới nhặt." in page


def test_a_draft_is_seen_by_operators_only(client: Client, cast: Cast, gifts: Collection) -> None:
    assert client.get("/chon-loc/qua-tet").status_code == 404
    assert "Quà Tết" not in client.get("/chon-loc").text
    people.signed_in(client, cast.operator)
    assert "Bản xem trước" in client.get("/chon-loc/qua-tet").text


def test_a_collection_that_has_ended_says_so_and_leaves_the_list(client: Client, gifts: Collection) -> None:
    collections.publish(gifts)
    gifts.shown_until_on = today() - timedelta(days=1)
    page = client.get("/chon-loc/qua-tet").text
    assert "Bộ này đã hết ngày." in page
    assert "Mật ong Green Life" in page
    assert "Quà Tết" not in client.get("/chon-loc").text


def test_one_that_has_not_begun_is_not_found(client: Client, gifts: Collection) -> None:
    collections.publish(gifts)
    gifts.shown_from_on = today() + timedelta(days=1)
    assert client.get("/chon-loc/qua-tet").status_code == 404


def test_goods_that_are_not_on_sale_are_left_out(client: Client, gifts: Collection, honey: Product) -> None:
    collections.publish(gifts)
    honey.is_listed = False
    assert "Mật ong Green Life" not in client.get("/chon-loc/qua-tet").text


def test_a_collection_speaks_english_when_asked(client: Client, gifts: Collection) -> None:
    collections.publish(gifts)
    assert "Tết gifts" in client.get("/chon-loc/qua-tet", headers={"Accept-Language": "en"}).text


def test_a_collection_asks_as_often_however_much_it_holds(client: Client, cast: Cast, gifts: Collection) -> None:
    collections.publish(gifts)
    for number in range(12):
        collections.add(gifts, factories.product(cast.seller_a, f"Mật {number}"))
    client.get("/chon-loc/qua-tet")
    with counted() as statements:
        client.get("/chon-loc/qua-tet")
    assert len(statements) <= 5


@pytest.mark.parametrize("path", ["/chon-loc/x", "/chon-loc/%00", "/chon-loc/%ff"])
def test_a_collection_that_never_was_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
