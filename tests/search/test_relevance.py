"""The demo shop answers what people type: the goods they mean are among the first."""

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from marketplace import search, shelf
from marketplace.catalogue.models import Product
from marketplace.database import db, transaction
from marketplace.shelf import Filters, searching
from marketplace.shelf.models import Card
from marketplace.text import fold
from tests.conftest import copied
from tests.databases import Engine

QUERIES = tomllib.loads(Path(__file__).with_name("queries.toml").read_text(encoding="utf-8"))
ASKED = [(kind, text, expected) for kind, queries in QUERIES.items() for text, expected in queries.items()]


@pytest.fixture(scope="module")
def seeded(database: Engine, demo_shop: str) -> Iterator[Flask]:
    """The demo shop, and the synonyms that every shop begins with."""
    with copied(database, demo_shop) as app:
        with transaction():
            search.load_defaults()
        searching.vocabulary.cache_clear()
        yield app
    searching.vocabulary.cache_clear()


def texts(cards: list[Card]) -> list[str]:
    """What is searched for the expected words: name and keywords of each product found, folded."""
    products = [db.session.get_one(Product, card.product_id) for card in cards]
    return [fold(f"{product.name_vi} {product.keywords}") for product in products]


def place_of(expected: list[str], text: str) -> int:
    """The place of the first good that was meant, counted from 1; 0 when it is not among the first five."""
    found = texts(shelf.search(text, Filters()).page.cards[:5])
    meant = (place for place, words in enumerate(found, 1) if any(fold(phrase) in words for phrase in expected))
    return next(meant, 0)


def test_the_goods_that_are_meant_come_first(seeded: Flask) -> None:
    places = {(kind, text): place_of(expected, text) for kind, text, expected in ASKED}
    misses = {asked: place for asked, place in places.items() if place not in (1, 2, 3)}
    report = "\n".join(f"{kind}: {text!r} at {place or 'no place'}" for (kind, text), place in misses.items())
    sys.stdout.write(f"\n{report}\n")
    assert sum(place > 0 for place in places.values()) >= 0.95 * len(places), report
    assert sum(0 < place <= 3 for place in places.values()) >= 0.85 * len(places), report


def test_goods_of_the_place_come_before_those_of_other_places(seeded: Flask) -> None:
    found = texts(shelf.search("mien dong cao bang", Filters()).page.cards)
    assert all("cao bang" in words for words in found[:2])


def test_a_good_that_only_contains_another_comes_after_it(seeded: Flask) -> None:
    found = texts(shelf.search("mật ong", Filters()).page.cards)
    assert all(words.startswith("mat ong") for words in found[:5])


def test_accents_that_were_typed_come_first(seeded: Flask) -> None:
    assert "hat doi" in texts(shelf.search("dổi", Filters()).page.cards)[0]
    assert "ga doi" in texts(shelf.search("đồi", Filters()).page.cards)[0]


def test_enough_is_asked() -> None:
    assert len(ASKED) >= 80 + len(QUERIES["reference"])
    assert len({text for _, text, _ in ASKED}) == len(ASKED)
