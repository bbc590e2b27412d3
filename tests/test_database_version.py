"""A state of the database is the same exactly as long as nothing is committed, whoever commits it."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from marketplace.database import db
from marketplace.database_version import DatabaseVersion
from tests import factories
from tests.elsewhere import elsewhere

RENAME = text("UPDATE sellers SET name_vi = name_vi || '!'")


@pytest.fixture
def state(committed_app: Flask) -> DatabaseVersion:
    factories.seller()
    db.session.commit()
    return DatabaseVersion(db.engine)


def test_reading_leaves_it_the_same(state: DatabaseVersion) -> None:
    before = state.now()
    with elsewhere() as connection:
        assert connection.execute(text("SELECT count(*) FROM sellers")).scalar_one() == 1
    assert state.now() == before


def test_what_this_process_commits_makes_it_another(state: DatabaseVersion) -> None:
    before = state.now()
    factories.seller("HTX Sơn Nam")
    db.session.commit()
    assert state.now() != before


def test_what_another_program_commits_makes_it_another(state: DatabaseVersion) -> None:
    before = state.now()
    with elsewhere() as connection:
        connection.execute(RENAME)
        connection.commit()
    assert state.now() != before


def test_a_change_counts_when_it_is_committed_and_not_before(state: DatabaseVersion) -> None:
    with elsewhere() as connection:
        connection.execute(RENAME)
        while_open = state.now()
        assert state.now() == while_open
        connection.commit()
        assert state.now() != while_open


def test_every_commit_makes_another_state_that_never_comes_back(state: DatabaseVersion) -> None:
    seen = [state.now()]
    with elsewhere() as connection:
        for _ in range(20):
            connection.execute(RENAME)
            connection.commit()
            seen.append(state.now())
    assert len(set(seen)) == 21


def test_two_transactions_that_overlap_each_make_another_state(state: DatabaseVersion) -> None:
    if db.engine.name == "sqlite":
        pytest.skip("SQLite lets one write at a time")
    seen = [state.now()]
    with elsewhere() as first, elsewhere() as second:
        for connection in (first, second):
            connection.execute(text("SELECT pg_current_xact_id()"))
        for connection in (second, first):
            connection.commit()
            seen.append(state.now())
    assert len(set(seen)) == 3


def test_a_connection_that_died_is_replaced_and_nothing_before_it_is_believed(state: DatabaseVersion) -> None:
    if db.engine.name == "sqlite":
        pytest.skip("SQLite has no server that could be started anew")
    before = state.now()
    _break(state)
    after = state.now()
    assert after != before
    assert state.now() == after


def _break(state: DatabaseVersion) -> None:
    """What a restart of the database does to the open connection."""
    connection = state._connection
    assert connection is not None
    pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    with elsewhere() as other:
        assert other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid}).scalar_one()


def test_a_database_that_is_away_is_an_error_that_the_shop_knows(tmp_path: Path) -> None:
    state = DatabaseVersion(create_engine(f"sqlite:///{tmp_path}/no/folder/shop.db"))
    with pytest.raises(OperationalError):
        state.now()
