"""The version rises with every change of what pages show, whoever makes it, with nothing else, and at once."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from time import monotonic

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask import Flask
from sqlalchemy import Executable, String, create_engine, text

from marketplace.database import Base, db
from marketplace.database_version import DatabaseVersion, connector, watch
from tests import factories
from tests.elsewhere import elsewhere
from tests.proxies import proxied

RENAME = text("UPDATE sellers SET name_vi = name_vi || '!'")
REPRICE = text("UPDATE variants SET price_vnd = price_vnd + 1000")


@pytest.fixture
def now(committed_app: Flask) -> Iterator[Callable[[], int]]:
    """Asks for the version of a shop with one product."""
    factories.product()
    db.session.commit()
    version = DatabaseVersion(db.engine)
    asked = version.question()

    def ask() -> int:
        answer = version.ask(asked)
        assert answer is not None
        return int(answer[0])

    yield ask
    version.close()


@pytest.fixture(params=["page_versions", "shelf_versions"])
def either(request: pytest.FixtureRequest, now: Callable[[], int]) -> Callable[[], int]:
    """Asks for the version of the pages, or for that of the shelf."""

    def ask() -> int:
        with elsewhere() as connection:
            return int(connection.scalar(text("SELECT sum(version) FROM shelf_versions")) or 0)

    return now if request.param == "page_versions" else ask


def test_reading_leaves_it_the_same(now: Callable[[], int]) -> None:
    before = now()
    with elsewhere() as connection:
        assert connection.execute(text("SELECT count(*) FROM sellers")).scalar_one() == 1
    assert now() == before


def test_what_this_process_commits_raises_it(now: Callable[[], int]) -> None:
    before = now()
    factories.seller("HTX Sơn Nam")
    db.session.commit()
    assert now() > before


@pytest.mark.parametrize(
    "change", [RENAME, REPRICE, text("DELETE FROM shelf_entries"), text("UPDATE lots SET on_hand = 0")]
)
def test_what_another_program_commits_raises_it(now: Callable[[], int], change: Executable) -> None:
    before = now()
    with elsewhere() as connection:
        connection.execute(change)
        connection.commit()
    assert now() > before


def test_emptying_a_table_at_one_stroke_raises_it(now: Callable[[], int]) -> None:
    if db.engine.name == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    before = now()
    with elsewhere() as connection:
        connection.execute(text("TRUNCATE reviews CASCADE"))
        connection.commit()
    assert now() > before


@pytest.mark.parametrize("table", ["users", "user_sessions", "carts", "orders", "outbox_mails"])
def test_what_no_page_shows_leaves_it_the_same(now: Callable[[], int], table: str) -> None:
    with elsewhere() as connection:
        before = now()
        connection.execute(text(f"UPDATE {table} SET id = id"))
        connection.execute(text(f"DELETE FROM {table}"))
        connection.commit()
    assert now() == before


def test_a_change_counts_when_it_is_committed_and_not_before(either: Callable[[], int]) -> None:
    before = either()
    with elsewhere() as connection:
        connection.execute(RENAME)
        assert either() == before
        connection.commit()
        assert either() > before


def test_a_change_that_is_taken_back_leaves_it_the_same(either: Callable[[], int]) -> None:
    before = either()
    with elsewhere() as connection:
        connection.execute(RENAME)
        connection.rollback()
    assert either() == before


def test_a_change_after_one_that_was_taken_back_to_a_savepoint_raises_it(either: Callable[[], int]) -> None:
    before = either()
    with elsewhere() as connection:
        connection.begin()
        savepoint = connection.begin_nested()
        connection.execute(RENAME)
        savepoint.rollback()
        connection.execute(RENAME)
        connection.commit()
    assert either() > before


def test_every_commit_makes_a_version_that_never_comes_back(either: Callable[[], int]) -> None:
    seen = [either()]
    with elsewhere() as connection:
        for _ in range(20):
            connection.execute(RENAME)
            connection.commit()
            seen.append(either())
    assert seen == sorted(set(seen))


def test_writers_do_not_wait_for_each_other_and_each_one_raises_it(either: Callable[[], int]) -> None:
    if db.engine.name == "sqlite":
        pytest.skip("SQLite lets one write at a time")
    seen = [either()]
    with elsewhere() as first, elsewhere() as second, elsewhere() as third:
        for connection, change in ((first, RENAME), (second, REPRICE), (third, text("DELETE FROM shelf_entries"))):
            connection.execute(text("SET lock_timeout = '2s'"))
            connection.execute(change)
        for connection in (second, third, first):
            connection.commit()
            seen.append(either())
    assert seen == sorted(set(seen))


def test_a_connection_that_died_is_replaced(committed_app: Flask) -> None:
    if db.engine.name == "sqlite":
        pytest.skip("SQLite has no server that could be started anew")
    version = DatabaseVersion(db.engine)
    asked = version.question()
    before = version.ask(asked)
    with elsewhere() as other:
        mine = version._idle[0].info.backend_pid
        assert other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine}).scalar_one()
    assert version.ask(asked) == before
    version.close()


def test_a_connection_that_hangs_holds_nobody_up(committed_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    if db.engine.name == "sqlite":
        pytest.skip("SQLite has no network that could hang")
    monkeypatch.setattr("marketplace.database_version.SECONDS", 1.0)
    with proxied(db.engine.url) as (proxy, url):
        version = DatabaseVersion(create_engine(url))
        asked = version.question()
        with ThreadPoolExecutor(4) as threads:
            assert all(threads.map(lambda _: version.ask(asked), range(8)))
            open_ones = len(version._idle)
            proxy.hang()
            begun = monotonic()
            answers = list(threads.map(lambda _: version.ask(asked), range(20)))
        assert None not in answers
        assert monotonic() - begun < 1.0 * open_ones + 3
        version.close()


def test_a_database_that_hangs_gives_no_answer_and_is_left_alone_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("marketplace.database_version.SECONDS", 0.2)
    engine = create_engine(f"sqlite:///{tmp_path}/shop.db")
    Base.metadata.create_all(engine, tables=[Base.metadata.tables["page_versions"]])
    version = DatabaseVersion(engine)
    asked = version.question()
    with closing(sqlite3.connect(tmp_path / "shop.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert version.ask(asked) is None
        begun = monotonic()
        assert [version.ask(asked) for _ in range(100)] == [None] * 100
        assert monotonic() - begun < 0.2


def test_a_database_that_is_away_gives_no_answer(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/no/folder/shop.db")
    version = DatabaseVersion(engine)
    assert version.ask(version.question()) is None


def test_connections_are_given_back_and_closed_with_the_engine(committed_app: Flask) -> None:
    version = DatabaseVersion(db.engine)
    asked = version.question()
    for _ in range(5):
        version.ask(asked)
    assert len(version._idle) == 1
    db.engine.dispose()
    assert not version._idle
    with closing(connector(db.engine.url)()) as connection:
        assert connection.execute(asked).fetchone() is not None


def test_a_table_that_a_migration_copies_goes_on_raising_it(either: Callable[[], int]) -> None:
    with elsewhere() as connection:
        if db.engine.name == "sqlite":
            connection.exec_driver_sql("PRAGMA legacy_alter_table=ON")  # as every connection of the shop has it
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("sellers", recreate="auto") as table:
            table.alter_column("name_en", existing_type=String(120), nullable=True)
        watch(connection)
        connection.commit()
        before = either()
        connection.execute(RENAME)
        connection.commit()
    assert either() > before
