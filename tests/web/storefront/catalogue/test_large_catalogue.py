"""A page asks the database as often of a large catalogue as of a tenth of it; 17,400 is the national count."""

import pytest
from flask import Flask

from marketplace import collections, demo, shelf, shipping
from marketplace.clock import today
from marketplace.database import transaction
from marketplace.search.synonyms import forget_groups
from marketplace.shelf import autocomplete
from marketplace.shelf.facet_cache import facet_cache
from tests.client import Client
from tests.statements import counted

pytestmark = pytest.mark.smoke
SIZES = [(174, 1_740), pytest.param((1_740, 17_400), marks=pytest.mark.confirms)]


@pytest.fixture
def shopper(demo_app: Flask) -> Client:
    """A guest of the demo shop with something in the basket."""
    shopper: Client = demo_app.test_client()
    assert add_to_basket(shopper) <= 4
    return shopper


def add_to_basket(shopper: Client) -> int:
    """Put one more jar into the basket; how many statements that took."""
    form = {"ref": "GL-500", "quantity": "1", "csrf_token": shopper.token()}
    with counted() as statements:
        assert shopper.post("/gio/them", data=form).status_code == 303
    return len(statements)


def asked_by(shopper: Client, path: str) -> int:
    """How many statements the page takes when its numbers are counted afresh; names of shops are kept for longer."""
    facet_cache.clear()
    autocomplete.seller_names()
    collections.names_on_show()
    with counted() as statements:
        assert shopper.get(path).status_code == 200
    return len(statements)


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_no_page_asks_more_often_when_the_catalogue_is_ten_times_as_large(
    shopper: Client, sizes: tuple[int, int]
) -> None:
    seen = []
    for size in sizes:
        with transaction():
            demo.fill_up_to(size, lambda _number: None)
        shelf.reindex_all()
        paths = ("/c/mat-ong", "/p/mat-ong-green-life", "/tim?q=mat+ong")
        forget_groups()
        shopper.get("/tim?q=gao")  # the operators' synonyms are read once in a while and kept
        shipping.table_on(today())  # as are their tables of delivery fees
        seen.append([*(asked_by(shopper, path) for path in paths), add_to_basket(shopper)])

    small, large = seen
    assert small == large
    assert all(asked <= most for asked, most in zip(large, (4, 5, 4, 4), strict=True))
