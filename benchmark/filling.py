"""Fills the shop's database with sample goods and prints, as one line of JSON, what that took and what pages ask.

A process of its own (`python -m benchmark.filling 17400`, the database in DATABASE_URL): what it says about memory is
its own, and its settings are not those of the process that measures.
"""

import json
import logging
import resource
import sys
from collections.abc import Callable
from time import perf_counter

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select

from benchmark.changes import changing
from benchmark.pages import Pages, find_pages
from marketplace import create_app, demo, shelf
from marketplace.catalogue.models import Product, ShipScope, Variant
from marketplace.database import db, transaction
from marketplace.stock.models import Lot
from tests.statements import counted

FEWEST_LEFT, MOST_REFS = 50, 3_000


def main(count: int) -> None:
    """Fill the database in DATABASE_URL with the demo shop and sample goods, `count` in all."""
    app = create_app({"DEBUG": False})
    logging.disable(logging.INFO)
    with app.app_context():
        upgrade()
        app.test_cli_runner().invoke(args=["seed"], catch_exceptions=False)
        load_seconds = timed(lambda: _load(count))
        index_seconds = timed(shelf.reindex_all)
        refs = plenty()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    pages = find_pages(lambda path: app.test_client().get(path).text)
    result = {"load_seconds": load_seconds, "index_seconds": index_seconds, "memory_mib": memory}
    print(json.dumps(result | {"refs": refs, "pages": pages, "statements": statements(app, pages)}))


def _load(count: int) -> None:
    with transaction():
        demo.fill_up_to(count, lambda _number: None)


def plenty() -> list[str]:
    """The refs of pack sizes that are sent everywhere and of which nobody buys all while it is measured."""
    left = select(func.sum(Lot.on_hand)).where(Lot.variant_id == Variant.id).correlate(Variant).scalar_subquery()
    wanted = (
        select(Variant.ref).join(Variant.product).where(Product.ship_scope == ShipScope.NATION, left >= FEWEST_LEFT)
    )
    return list(db.session.scalars(wanted.order_by(Variant.id).limit(MOST_REFS)))


def timed(work: Callable[[], object]) -> float:
    """How many seconds the work takes."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def statements(app: Flask, pages: Pages) -> dict[str, int]:
    """How many statements each page sends to the database after a change that nothing kept in memory depends on."""
    numbers = {}
    for name, path in pages.items():
        app.test_client().get(path)
        with app.app_context():
            with changing(db.engine.url.render_as_string(hide_password=False)) as change:
                change()
            with counted() as sent:
                app.test_client().get(path)
            numbers[name] = len(sent)
            db.session.remove()
    return numbers


if __name__ == "__main__":
    main(int(sys.argv[1]))
