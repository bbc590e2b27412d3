"""Two sales at once of different pack sizes of one product."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import BrokenBarrierError
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from marketplace import shelf, stock
from marketplace.catalogue.models import Product, Variant
from marketplace.database import db, transaction
from marketplace.shelf import Filters, indexing
from marketplace.shelf.facet_cache import facet_cache
from tests import factories
from tests.crowd import meeting

PATIENCE_SECONDS = 2


@pytest.fixture
def honey(committed_app: Flask) -> Product:
    """A product with one unit of each of two pack sizes."""
    with transaction():
        honey = factories.product(left=1)
        honey.variants.append(factories.pack(2))
        db.session.flush()
        factories.lot(honey.variants[1], 1)
        honey.variants  # noqa: B018 - loaded here, because the threads have sessions of their own
    return honey


@pytest.fixture(autouse=True)
def both_write_before_either_commits(honey: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each renewal wait for the other once it has written, unless something keeps the other from getting there."""
    both, restock = meeting(2), indexing._restock

    def write_and_wait(products: Any) -> None:
        restock(products)
        with suppress(BrokenBarrierError):
            both.wait(PATIENCE_SECONDS)

    monkeypatch.setattr(indexing, "_restock", write_and_wait)


def count_down_both(app: Flask, honey: Product) -> None:
    """Both sellers' clerks count to nothing left, each another pack size, in the same moment."""
    with ThreadPoolExecutor(2) as clerks:
        list(clerks.map(lambda variant: none_left(app, variant.id), honey.variants))
    db.session.rollback()
    facet_cache.clear()


def none_left(app: Flask, variant_id: int) -> None:
    with app.app_context(), transaction():
        stock.count(db.session.get_one(Variant, variant_id), left=0, by_id=None)


def test_a_product_of_which_nothing_is_left_is_not_in_stock(committed_app: Flask, honey: Product) -> None:
    count_down_both(committed_app, honey)
    assert shelf.browse(Filters(in_stock=True)).cards == ()


def test_without_the_lock_one_is_refused_or_both_write_what_they_saw(
    committed_app: Flask, honey: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control. SQLite has one writer at a time anyway."""
    monkeypatch.setattr(indexing, "_wait_for_others", lambda _product_ids: None)
    is_alone = db.engine.dialect.name == "sqlite"
    try:
        count_down_both(committed_app, honey)
        went_wrong = bool(shelf.browse(Filters(in_stock=True)).cards)
    except IntegrityError:
        went_wrong = True
    assert went_wrong == (not is_alone)
