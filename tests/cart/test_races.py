"""One basket changed by several requests at the same moment, with real commits."""

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import accounts, cart
from marketplace.accounts.models import User
from marketplace.cart.models import Cart, CartLine
from marketplace.catalogue.models import Variant
from marketplace.database import db, transaction
from tests import factories
from tests.crowd import all_at_once

TIMES = 6


@pytest.fixture
def honey(committed_app: Flask) -> Variant:
    with transaction():
        return factories.product(left=50).variants[0]


@pytest.fixture
def person(committed_app: Flask) -> User:
    with transaction():
        return factories.user()


def quantities() -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(select(CartLine.quantity)))


def test_the_first_things_of_a_person_land_in_one_basket(committed_app: Flask, honey: Variant, person: User) -> None:
    all_at_once(committed_app, [lambda: cart.add(token=None, user_id=person.id, ref=honey.ref, quantity=2)] * TIMES)
    assert quantities() == [2 * TIMES]


def test_what_is_added_to_an_empty_basket_at_once_adds_up(committed_app: Flask, honey: Variant) -> None:
    with transaction():
        token = factories.basket((honey, 1)).token
        basket = cart.get_cart(token=token, user_id=None)
        cart.remove(basket, ref=honey.ref)
    all_at_once(committed_app, [lambda: cart.add(token=token, user_id=None, ref=honey.ref, quantity=2)] * TIMES)
    assert quantities() == [2 * TIMES]


def test_what_is_added_to_the_same_line_at_once_adds_up(committed_app: Flask, honey: Variant) -> None:
    with transaction():
        token = factories.basket((honey, 1)).token
    all_at_once(committed_app, [lambda: cart.add(token=token, user_id=None, ref=honey.ref, quantity=2)] * TIMES)
    assert quantities() == [1 + 2 * TIMES]


def test_a_person_who_signs_in_everywhere_at_once_brings_every_basket(
    committed_app: Flask, honey: Variant, person: User
) -> None:
    with transaction():
        tokens = iter([factories.basket((honey, 1)).token for _ in range(TIMES)])

    def sign_in() -> None:
        accounts.open_session(person, device="", address="")
        cart.adopt(token=next(tokens), user_id=person.id)

    all_at_once(committed_app, [sign_in] * TIMES)
    assert quantities() == [TIMES]
    assert len(db.session.scalars(select(Cart)).all()) == 1
