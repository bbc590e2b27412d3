"""The page of the tables: how large they are, and which of them grow."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import table_sizes
from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.table_sizes import TableSize
from tests import factories
from tests.client import Client
from tests.people import Cast, signed_in
from tests.work import work

ADDRESS = "/van-hanh/bang-du-lieu"
MEGABYTE = 1_000_000


def measured(name: str, days_ago: int, size: int) -> None:
    day = today() - timedelta(days=days_ago)
    db.session.add(TableSize(name=name, day=day, row_count=size // 100, size_bytes=size))
    db.session.flush()


@pytest.mark.smoke
def test_every_table_is_measured_once_a_day(app: Flask) -> None:
    factories.user()
    assert work("table_sizes") == {"table_sizes": 1} or table_sizes.growth()[0] == today()
    with transaction():
        table_sizes.note_sizes()
    day, rows = table_sizes.growth()
    assert day == today()
    assert {row.name for row in rows} == set(db.metadata.tables)
    assert next(row for row in rows if row.name == "users").size_bytes > 0


def test_what_grows_is_seen(cast: Cast, client: Client) -> None:
    for days_ago, size in ((0, 5 * MEGABYTE), (7, 4 * MEGABYTE), (33, 2 * MEGABYTE)):
        measured("orders", days_ago, size)
    measured("carts", 0, 7_000)
    page = signed_in(client, cast.operator).get(ADDRESS).text
    assert page.index("orders") < page.index("carts")
    for words in ("5,0 MB", "+1,0 MB", "+3,0 MB", "7 KB", "50.000"):
        assert words in page.replace("\u00a0", " ")


def test_before_the_first_night_the_page_says_so(cast: Cast, client: Client) -> None:
    assert "Chưa đo lần nào" in signed_in(client, cast.operator).get(ADDRESS).text


def test_sizes_of_long_ago_are_forgotten(app: Flask) -> None:
    for days_ago in (0, 399, 401):
        measured("orders", days_ago, MEGABYTE)
    assert [table_sizes.forget_sizes(), table_sizes.forget_sizes()] == [1, 0]
    assert len(db.session.scalars(select(TableSize)).all()) == 2
