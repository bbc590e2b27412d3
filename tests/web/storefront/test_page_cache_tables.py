"""Whatever a kept page reads raises the version, so that no change can be missed."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import event, text

from marketplace import collections
from marketplace.catalogue.models import Product
from marketplace.clock import today
from marketplace.collections import Cover
from marketplace.database import Base, db
from marketplace.web.page_cache import KEPT
from marketplace.web.permissions import Audience, required_for
from tests import factories, people
from tests.client import visitor_of

WATCHED = {
    "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%page_versions%' "
    "GROUP BY tbl_name HAVING count(*) = 3",
    "postgresql": "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    "WHERE tgname LIKE 'page_version_%' AND tgenabled = 'O'",
}
PAGES: dict[str, Callable[[Product], str]] = {
    "catalogue.routes.categories": lambda _: "/danh-muc",
    "catalogue.routes.category": lambda _: "/c/mat-ong?sao=4&con-hang=1",
    "catalogue.routes.home": lambda _: "/",
    "catalogue.routes.search": lambda _: "/tim?q=mat+ong",
    "catalogue.season.show": lambda _: f"/mua?thang={today().month}",
    "collections.routes.all_on_show": lambda _: "/chon-loc",
    "collections.routes.show": lambda _: "/chon-loc/qua-tet",
    "product.routes.show": lambda product: f"/p/{product.slug}",
    "provinces.routes.all_provinces": lambda _: "/tinh",
    "provinces.routes.commune": lambda _: "/tinh/phu-tho/muong-dong",
    "provinces.routes.show": lambda _: "/tinh/phu-tho",
    "sellers.routes.show": lambda product: f"/htx/{product.seller.slug}",
}
OF_THE_VISITOR = {"cart_lines", "carts", "page_versions"}
"""Read for each visitor, whose part of the page is filled in."""
NOT_SHOWN = {"shelf_versions"}
"""Says whether numbers that were counted before still hold; rises with tables that raise the version themselves."""


@pytest.fixture
def honey(committed_app: Flask) -> Product:
    cast = people.gather()
    honey = factories.product(cast.seller_a, season_months=1 << (today().month - 1))
    factories.certificate(honey, stars=4)
    gifts = collections.create(Cover("Quà Tết"))
    collections.add(gifts, honey)
    collections.publish(gifts)
    db.session.commit()
    return honey


def test_every_kept_page_is_among_those_that_are_tried(app: Flask) -> None:
    assert {name.removeprefix("marketplace.web.storefront.") for name in KEPT} == PAGES.keys()


def test_a_page_that_is_kept_for_everybody_is_open_to_everybody(app: Flask) -> None:
    views = {f"{view.__module__}.{view.__name__}": endpoint for endpoint, view in app.view_functions.items()}
    assert [name for name in KEPT if required_for(app, views[name]) != {Audience.PUBLIC}] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_kept_page_reads_only_tables_that_raise_the_version(committed_app: Flask, honey: Product, name: str) -> None:
    watched = set(db.session.scalars(text(WATCHED[db.engine.name])))
    read: set[str] = set()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        words = set(statement.replace(".", " ").replace(",", " ").replace("(", " ").replace(")", " ").split())
        read.update(words & Base.metadata.tables.keys())

    client = visitor_of(committed_app)
    event.listen(db.engine, "before_cursor_execute", note)
    assert client.get(PAGES[name](honey)).status_code == 200
    event.remove(db.engine, "before_cursor_execute", note)
    assert read or name.endswith("categories")
    assert read - watched - OF_THE_VISITOR - NOT_SHOWN == set()
