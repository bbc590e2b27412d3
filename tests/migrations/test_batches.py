"""Batches reach every row, and what is done stays done."""

from collections.abc import Iterator
from itertools import count

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask import Flask
from sqlalchemy.exc import IntegrityError

from marketplace.database import db
from migrations.batches import in_batches
from tests.conftest import running
from tests.databases import Engine

NUMBERS = count(1)


@pytest.fixture
def jars(database: Engine) -> Iterator[Flask]:
    """A database with a table of twelve rows whose numbers have a gap."""
    name = f"jars_{next(NUMBERS)}"
    with running(database.create(name)) as app:
        with db.engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE jars (id INTEGER PRIMARY KEY, grams INTEGER, CHECK (grams <> 9))")
            for number in (*range(1, 9), *range(20, 24)):
                connection.exec_driver_sql(f"INSERT INTO jars VALUES ({number}, 0)")
        yield app
    database.drop(name)


def fill(statement: str) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"transaction_per_migration": True})
        with Operations.context(context), context.begin_transaction(_per_migration=True):  # as Alembic does for each
            in_batches(statement, "jars", size=5)


def grams() -> list[int]:
    with db.engine.connect() as connection:
        return list(connection.scalars(sa.text("SELECT grams FROM jars ORDER BY id")))


def test_batches_reach_every_row_once(jars: Flask) -> None:
    fill("UPDATE jars SET grams = grams + 1 WHERE id > :after AND id <= :until")
    assert grams() == [1] * 12


def test_what_was_moved_before_a_migration_broke_off_stays_moved(jars: Flask) -> None:
    with pytest.raises(IntegrityError):
        fill("UPDATE jars SET grams = id - 13 WHERE id > :after AND id <= :until")
    assert grams() == [-12, -11, -10, -9, -8, -7, -6, -5, 7, 8, 0, 0]
