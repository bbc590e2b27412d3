"""What a search names beside goods stands above them."""

import pytest

from marketplace import collections
from marketplace.catalogue.models import Product
from marketplace.collections import Cover
from marketplace.database import db
from marketplace.sellers.models import SellerState
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.statements import counted


@pytest.mark.parametrize(
    ("words", "url"),
    [("mat ong", "/c/mat-ong"), ("honey", "/c/mat-ong"), ("Mật  ONG", "/c/mat-ong"), ("miến", "/c/gao-mien")],
)
def test_a_search_for_a_category_leads_to_it(client: Client, honey: Product, words: str, url: str) -> None:
    assert f'class="pill" href="{url}"' in client.get(f"/tim?q={words}").text


def test_a_search_for_more_than_a_category_does_not_lead_to_it(client: Client, cast: Cast) -> None:
    factories.product(cast.seller_a, "Mật ong rừng")
    assert 'class="pill" href="/c/mat-ong"' not in client.get("/tim?q=mat ong rung").text


def test_makers_and_collections_of_that_name_are_named(client: Client, cast: Cast, honey: Product) -> None:
    gifts = collections.create(Cover("Quà Tết từ bản"))
    collections.add(gifts, honey)
    collections.publish(gifts)
    assert f'href="/htx/{cast.seller_a.slug}"' in client.get("/tim?q=green life").text
    assert f'href="/chon-loc/{gifts.slug}"' in client.get("/tim?q=qua tet").text


def test_of_many_makers_the_first_are_named_and_the_others_are_one_step_away(client: Client, honey: Product) -> None:
    for number in range(5):
        factories.product(factories.seller(f"HTX Bản Dao {number}"), f"Măng số {number}")
    page = client.get("/tim?q=ban dao").text.split('class="hits', 1)[1].split("</ul>", 1)[0]
    assert page.count("<li>") == 4
    assert "xem cả 5 nơi" in page


def test_a_closed_shop_is_not_named(client: Client, cast: Cast, honey: Product, eggs: Product) -> None:
    cast.seller_a.state = SellerState.SUSPENDED
    db.session.flush()
    assert f'href="/htx/{cast.seller_a.slug}"' not in client.get("/tim?q=green life").text


def test_names_are_not_read_anew_for_each_search(client: Client, honey: Product) -> None:
    client.get("/tim?q=green life")
    with counted() as statements:
        client.get("/tim?q=green ong")
    assert not [statement for statement in statements if "sellers.state" in statement]
