"""The hearts on cards: pages are the same for all guests, and what is wished for is asked for beside them."""

import pytest
from flask import Flask

from marketplace.catalogue.models import Product
from tests import people
from tests.client import Client
from tests.people import Cast

PAGE = "/c/mat-ong"
SOME = 'data-wishes="1"'


@pytest.mark.parametrize("is_guest", [True, False])
def test_what_is_wished_for_is_told_by_its_address_and_only_to_whom_it_concerns(
    is_guest: bool, app: Flask, client: Client, cast: Cast, honey: Product, eggs: Product
) -> None:
    shopper = client if is_guest else people.signed_in(client, cast.buyer)
    assert shopper.get("/mon-thich/dang-giu").json == []
    shopper.send("/mon-thich", {"ref": honey.variants[0].ref})
    assert SOME in shopper.get(PAGE).text
    answer = shopper.get("/mon-thich/dang-giu")
    assert (answer.json, answer.headers["Cache-Control"].startswith("public")) == ([honey.slug], False)
    assert app.test_client().get("/mon-thich/dang-giu").json == []
    assert people.signed_in(app.test_client(), cast.neighbour).get("/mon-thich/dang-giu").json == []
    shopper.send("/mon-thich/bo", {"ref": honey.variants[0].ref})
    assert shopper.get("/mon-thich/dang-giu").json == []


def test_a_heart_on_a_card_that_lets_go_can_be_taken_back(client: Client, honey: Product) -> None:
    client.get(PAGE)
    client.send("/mon-thich", {"ref": honey.variants[0].ref})
    client.send("/mon-thich/bo", {"ref": honey.variants[0].ref})
    assert "Lấy lại" in client.get(PAGE).text
