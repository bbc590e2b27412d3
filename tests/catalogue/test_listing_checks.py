"""Words that are blocked later are found in listings on sale, and names are compared as people read them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from marketplace import catalogue
from marketplace.catalogue import blocked_words
from marketplace.catalogue.models import Product
from marketplace.catalogue.name_keys import name_key
from marketplace.clock import today
from marketplace.database import db
from tests import factories


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """From tomorrow on another word is blocked."""
    reason = replace(
        blocked_words.reasons_today()[0], code="new", words=("siêu sạch",), first_day=today() + timedelta(days=1)
    )
    monkeypatch.setattr(blocked_words, "_REASONS", (*blocked_words._REASONS, reason))


def checked(product: Product) -> str:
    while catalogue.check_listings():
        pass
    db.session.refresh(product)
    return product.words_found


def test_a_word_that_was_blocked_after_the_approval_is_found_from_its_first_day(
    app: Flask, later: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean, told = factories.product(name="Chè"), factories.product(summary_vi="Rau siêu sạch của bản.")
    assert checked(told) == ""
    assert catalogue.check_listings() == 0  # nothing is looked at twice for the same words
    tomorrow = today() + timedelta(days=1)
    monkeypatch.setattr(blocked_words, "today", lambda: tomorrow)
    assert (checked(told), checked(clean)) == ("siêu sạch", "")
    assert told.is_listed  # found, and left to an operator


def test_a_listing_that_changes_is_looked_at_anew(app: Flask) -> None:
    product = factories.product()
    assert checked(product) == ""
    product.description_vi = "Uống vào chữa ho."
    db.session.flush()
    assert checked(product) == "chữa ho"


def test_an_older_listing_gets_its_key_with_the_check(app: Flask) -> None:
    product = factories.product(name="Mật ong rừng")
    db.session.execute(db.update(Product).values(name_key=""))
    checked(product)
    assert product.name_key == "mat ong rung"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Mật ong rừng Đà Bắc OCOP 3 sao (500ml)", "bac da mat ong rung"),
        ("MAT ONG RUNG, da bac", "bac da mat ong rung"),
        ("Đặc sản măng chua loại 1, hũ 500 g", "chua hu mang"),
        ("OCOP", "ocop"),
        ("Na na", "na"),
    ],
)
def test_names_have_the_same_key_whoever_typed_them(name: str, key: str) -> None:
    assert name_key(name) == key
