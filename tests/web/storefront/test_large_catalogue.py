"""A page asks the database as often with 17,400 goods, the national count, as with a tenth of them."""

import pytest
from flask import Flask

from marketplace import demo, shelf
from marketplace.database import transaction
from marketplace.search.synonyms import forget_groups
from marketplace.shelf.kept_counts import kept_counts
from tests.client import Client
from tests.statements import counted

SIZES = (1_740, 17_400)


@pytest.fixture
def shopper(committed_app: Flask) -> Client:
    """A guest of the demo shop with something in the basket."""
    assert committed_app.test_cli_runner().invoke(args=["seed"]).exit_code == 0
    shopper = committed_app.test_client()
    assert add_to_basket(shopper) <= 4
    return shopper


def add_to_basket(shopper: Client) -> int:
    """Put one more jar into the basket; how many statements that took."""
    form = {"ref": "GL-500", "quantity": "1", "csrf_token": shopper.token()}
    with counted() as statements:
        assert shopper.post("/gio/them", data=form).status_code == 303
    return len(statements)


def asked_by(shopper: Client, path: str) -> int:
    """How many statements the page takes when its numbers are counted afresh."""
    kept_counts.clear()
    with counted() as statements:
        assert shopper.get(path).status_code == 200
    return len(statements)


def test_no_page_asks_more_often_when_the_catalogue_is_ten_times_as_large(shopper: Client) -> None:
    seen = []
    for size in SIZES:
        with transaction():
            demo.fill_up_to(size, lambda _number: None)
        shelf.renew_all()
        paths = ("/c/mat-ong", "/p/mat-ong-green-life", "/tim?q=mat+ong")
        forget_groups()
        shopper.get("/tim?q=gao")  # the operators' synonyms are read once in a while and kept
        seen.append([*(asked_by(shopper, path) for path in paths), add_to_basket(shopper)])

    small, large = seen
    assert small == large
    assert all(asked <= most for asked, most in zip(large, (4, 5, 4, 4), strict=True))
