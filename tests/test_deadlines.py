"""Whoever asks the database has an answer in time, or is told that there is none."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from config import Limits
from marketplace import deadlines
from marketplace.database import NoAnswer, db, transaction
from marketplace.deadlines import CircuitBreaker
from marketplace.web.permissions import public
from tests import factories
from tests.elsewhere import elsewhere
from tests.proxies import Proxy, proxied

SHORT = Limits(database_statement_seconds=0.3, database_lock_seconds=0.2, database_busy_seconds=0.2)


@pytest.fixture
def hurried(committed_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A shop whose pages wait for a few tenths of a second."""
    monkeypatch.setattr(deadlines.settings, "limits", SHORT)
    factories.product()
    db.session.commit()
    return committed_app


@contextmanager
def locked() -> Iterator[None]:
    """Another program is changing the users and does not come to an end."""
    begin = "BEGIN IMMEDIATE" if db.engine.name == "sqlite" else "SELECT 1"
    with elsewhere() as other:
        other.exec_driver_sql(begin)
        other.execute(text("UPDATE users SET name = name || '!'"))
        yield
        other.rollback()


def rename() -> None:
    with transaction():
        db.session.execute(text("UPDATE users SET name = 'Lan'"))


def test_a_page_that_waits_for_a_lock_gives_up(hurried: Flask) -> None:
    factories.user()
    db.session.commit()
    db.session.remove()
    with locked(), deadlines.page(), pytest.raises(NoAnswer):
        begun = monotonic()
        rename()
    assert monotonic() - begun < 1.5
    db.session.rollback()
    with deadlines.page():
        rename()


def test_a_statement_that_takes_too_long_ends_a_page_and_no_other_work(hurried: Flask) -> None:
    if db.engine.name == "sqlite":
        pytest.skip("SQLite reads within this process, which is what is busy then")
    for _ in range(2):
        with deadlines.page(), pytest.raises(NoAnswer):
            db.session.execute(text("SELECT pg_sleep(1.5)"))
        db.session.remove()
        db.session.execute(text("SELECT pg_sleep(1.5)"))
        db.session.remove()


def test_a_locked_database_is_said_to_be_busy(hurried: Flask) -> None:
    visitor = FlaskClient(hurried)
    hurried.view_functions["help.stars"] = public(rename_at_page)
    factories.user()
    db.session.commit()
    db.session.remove()
    with locked():
        answer = visitor.get("/sao-ocop")
    assert answer.status_code == 503
    assert "Mã tham chiếu:" in answer.text


def rename_at_page() -> str:
    rename()
    return ""


@pytest.fixture
def way(committed_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Proxy, Engine]]:
    """An engine at a real PostgreSQL, by a way that can be closed; pages wait for one second."""
    if db.engine.name == "sqlite":
        pytest.skip("SQLite has no network that could hang")
    monkeypatch.setattr(deadlines.settings, "limits", Limits(database_page_seconds=1.0))
    with proxied(db.engine.url) as (proxy, url):
        address = url.render_as_string(hide_password=False)
        engine = create_engine(address, **deadlines.engine_options(address))
        deadlines.limit(engine)
        yield proxy, engine
        engine.dispose()


def ask(engine: Engine) -> int:
    with deadlines.page(), engine.connect() as connection:
        return int(connection.execute(text("SELECT 1")).scalar_one())


def seconds(do: Callable[[], object]) -> float:
    """How long it takes until the database is given up."""
    begun = monotonic()
    with pytest.raises(NoAnswer):
        do()
    return monotonic() - begun


def test_a_silent_network_is_waited_for_once_and_then_left_alone(way: tuple[Proxy, Engine]) -> None:
    proxy, engine = way
    assert ask(engine) == 1
    proxy.drop()
    assert 0.5 < seconds(lambda: ask(engine)) < Limits().database_connect_seconds + 2
    assert deadlines.is_left_alone(engine)
    assert seconds(lambda: [ask(engine) for _ in range(100)]) < 0.2


def test_what_nobody_acknowledges_is_given_up_within_a_minute(way: tuple[Proxy, Engine]) -> None:
    _, engine = way
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        line = socket.socket(fileno=os.dup(driver.fileno()))
        with line:
            assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 60_000


def test_a_statement_under_way_is_given_up_with_its_page(way: tuple[Proxy, Engine]) -> None:
    proxy, engine = way
    with deadlines.page(), engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        proxy.drop()
        assert seconds(lambda: connection.execute(text("SELECT 2"))) < 2


def test_a_database_that_is_there_again_is_found(way: tuple[Proxy, Engine], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines.settings, "limits", Limits(database_page_seconds=1.0, database_rest_seconds=0.05))
    proxy, engine = way
    proxy.drop()
    seconds(lambda: ask(engine))
    proxy.restore()
    ends_at = monotonic() + 5
    while True:
        try:
            assert ask(engine) == 1
            break
        except DBAPIError:
            assert monotonic() < ends_at


def test_one_at_a_time_finds_out_whether_the_database_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    breaker = CircuitBreaker()
    breaker.let_pass()
    breaker.let_pass()
    monkeypatch.setattr(deadlines.settings, "limits", Limits(database_rest_seconds=0.0))
    breaker.trip()
    monkeypatch.undo()
    breaker.let_pass()
    with pytest.raises(deadlines.psycopg.OperationalError):
        breaker.let_pass()
    breaker.reset()
    breaker.let_pass()
    breaker.let_pass()
