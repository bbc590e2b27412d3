"""Fills the shop's database with sample goods and prints, as one line of JSON, what that took and what pages ask.

A process of its own (`python -m benchmark.filling 17400 9300 200000`, the database in DATABASE_URL): what it says about
memory is its own, and its settings are not those of the process that measures.
"""

import json
import logging
import resource
import sys
from collections.abc import Callable
from functools import partial
from time import perf_counter

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import delete

from benchmark import earned, trade
from benchmark.browser import WrongAnswer
from benchmark.changes import changing
from benchmark.desks import sign_in
from benchmark.limits import LINES, ROWS
from benchmark.pages import Pages, find_pages
from benchmark.purchase import PLENTY, Guest
from marketplace import create_app, demo, shelf
from marketplace.database import db, transaction
from marketplace.demo.marking import DemoShop
from tests.statements import counted


def main(count: int, sellers: int, orders: int) -> None:
    """Fill the database in DATABASE_URL with the demo shop and so many sample goods, sellers in all, and orders."""
    app = create_app({"DEBUG": False})
    logging.disable(logging.INFO)
    with app.app_context():
        upgrade()
        app.test_cli_runner().invoke(args=["seed"], catch_exceptions=False)
        load_seconds = timed(lambda: _load(count))
        index_seconds = timed(shelf.reindex_all)
        with transaction():
            trade.fill(sellers, orders)
            trade.open_accounts()
            earned.book()
        shelf.refresh_statistics()
        with transaction():
            earned.propose()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    pages = find_pages(lambda path: app.test_client().get(path).text, first=8)
    result = {"load_seconds": load_seconds, "index_seconds": index_seconds, "memory_mib": memory}
    print(json.dumps(result | {"statements": of_pages(app, pages) | of_buying(app)}))


def _load(count: int) -> None:
    """Production, which is measured, opens no demo shop."""
    with transaction() as session:
        demo.fill_up_to(count, lambda _number: None)
        trade.give_goods()
        session.execute(delete(DemoShop))


def timed(work: Callable[[], object]) -> float:
    """How many seconds the work takes."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def of_pages(app: Flask, pages: Pages) -> dict[str, int]:
    """How many statements each page sends to the database after a change that nothing kept in memory depends on."""
    numbers = {}
    for name, paths in pages.items():
        client = Inside(app)
        if name in ROWS and ROWS[name].plain:
            Guest(client, _refs(app)).add()
        if name in ROWS and ROWS[name].who:
            sign_in(client, ROWS[name].who)
        client.get(paths[-1])
        with app.app_context(), changing(db.engine.url.render_as_string(hide_password=False)) as change:
            change()
        numbers[name] = _sent(app, partial(client.get, paths[-1]))
    return numbers


def of_buying(app: Flask) -> dict[str, int]:
    """How many statements it takes to put the second good into a basket, and to place an order of three."""
    guest = Guest(Inside(app), _refs(app))
    guest.add()
    numbers = {"add to basket": _sent(app, guest.add)}
    guest.add()
    for name, elsewhere in {"whole purchase": False, "whole purchase, elsewhere": True}.items():
        page = guest.check_out(elsewhere=elsewhere)
        numbers[name] = _sent(app, partial(guest.place_order, page))
        for _ in range(LINES):
            guest.add()
    return numbers


def _refs(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(PLENTY))


def _sent(app: Flask, ask: Callable[[], object]) -> int:
    with app.app_context():
        with counted() as sent:
            ask()
        db.session.remove()
    return len(sent)


class Inside:
    """A browser that reaches the shop without a server."""

    def __init__(self, app: Flask) -> None:
        self.client, self._moves = app.test_client(), 0

    def get(self, path: str) -> str:
        """The page at `path`."""
        return self.client.get(path).text

    def post(self, path: str, form: dict[str, str], *, answer: int = 303) -> str:
        """Send a form, which must be answered with this status."""
        sent = self.client.post(path, data=form)
        if sent.status_code != answer:
            raise WrongAnswer(f"{path} answered {sent.status_code}")
        return sent.text

    def move(self) -> None:
        """Go on from another address."""
        self._moves += 1
        self.client.environ_base["REMOTE_ADDR"] = f"192.0.2.{self._moves % 250 + 1}"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
