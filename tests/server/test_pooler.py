"""The shop behind PgBouncer in transaction mode, where each transaction may have another connection of the server's."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import URL, Engine, create_engine, text
from sqlalchemy.orm import Session

from config import Limits
from marketplace import audit, deadlines
from marketplace.database import NoAnswer, db
from marketplace.database_version import DatabaseVersion
from tests.poolers import directly, pooler
from tests.running import running_shop
from tests.shopper import Shopper

pytestmark = pytest.mark.pooler
SHORT = Limits(database_statement_seconds=0.3, database_lock_seconds=0.2)
UNLIMITED = "0"


def skip_sqlite() -> None:
    if db.engine.name == "sqlite":
        pytest.skip("SQLite has no connections to share")


@pytest.fixture
def pooled(committed_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[URL]:
    """A database behind a pooler that has one connection of the server's for all."""
    skip_sqlite()
    monkeypatch.setattr(deadlines.settings, "limits", SHORT)
    monkeypatch.setattr(deadlines.settings, "is_pooled", True)
    with pooler(db.engine.url, connections=1) as url:
        yield url


@pytest.fixture
def engine(pooled: URL) -> Iterator[Engine]:
    """An engine by way of the pooler, made as the shop makes its own."""
    address = pooled.render_as_string(hide_password=False)
    engine = create_engine(address, **deadlines.engine_options(address))
    deadlines.limit(engine)
    yield engine
    engine.dispose()


def limit_of_others(pooled: URL) -> str:
    """The limit that another program finds on the server's connection."""
    with directly(pooled) as other:
        row = other.execute("SHOW statement_timeout").fetchone()
    return str(row[0]) if row else ""


def test_a_pages_limits_hold_and_are_nobody_elses(engine: Engine, pooled: URL) -> None:
    with deadlines.page(), engine.connect() as page:
        assert page.scalar(text("SHOW statement_timeout")) == "300ms"
        assert page.scalar(text("SHOW lock_timeout")) == "200ms"
        assert page.scalar(text("SHOW jit")) == "off"
        assert page.scalar(text("SHOW random_page_cost")) == "1.1"
        with pytest.raises(NoAnswer, match="statement timeout"):
            page.execute(text("SELECT pg_sleep(2)"))
    assert limit_of_others(pooled) == UNLIMITED
    with engine.connect() as work:
        assert work.scalar(text("SHOW statement_timeout")) == "10min"
    assert limit_of_others(pooled) == UNLIMITED


def test_a_limit_that_is_set_for_the_connection_would_reach_others(engine: Engine, pooled: URL) -> None:
    """The negative control: what the shop did before poolers stood in front."""
    with directly(pooled) as careless:
        careless.execute("SET statement_timeout = 300")
    assert limit_of_others(pooled) == "300ms"
    with engine.connect() as work:
        assert work.scalar(text("SHOW statement_timeout")) == "10min"


def test_a_lock_is_waited_for_as_long_as_a_page_may(engine: Engine, committed_app: Flask) -> None:
    with db.engine.connect() as other:
        other.execute(text("LOCK TABLE users"))
        with deadlines.page(), engine.connect() as page, pytest.raises(NoAnswer, match="lock timeout"):
            page.execute(text("SELECT count(*) FROM users"))


def test_statements_that_come_often_are_prepared_nowhere(engine: Engine) -> None:
    for number in range(12):
        with Session(engine) as session:
            assert session.scalar(text("SELECT CAST(:number AS integer)"), {"number": number}) == number
            assert session.scalar(text("SELECT count(*) FROM pg_prepared_statements")) == 0


def test_the_version_of_pages_is_asked_by_way_of_the_pooler(pooled: URL, engine: Engine) -> None:
    versions = DatabaseVersion(engine)
    assert {versions.ask(versions.question()) for _ in range(8)} != {None}
    versions.close()


def test_a_purchase_goes_through_a_pooler_with_two_connections(demo_app: Flask, tmp_path: Path) -> None:
    skip_sqlite()
    with pooler(db.engine.url, connections=2) as url:
        settings = {"DATABASE_URL": url.render_as_string(hide_password=False), "DATABASE_POOLER": "transaction"}
        with running_shop(tmp_path, **settings) as address:
            shopper = Shopper(address)
            for page in ("/", "/tim?q=mat", "/p/mat-ong-green-life") * 3:
                shopper.get(page)
            shopper.fill_basket("mat-ong-green-life", "GL-250")
            status, location = shopper.post("/dat-hang", shopper.checkout_form())
            assert status == 303
            assert re.search(r"\d{4}-[2-9A-Z]{5}", shopper.get(location)), "the page shows the code of the order"
        assert limit_of_others(url) == UNLIMITED
    assert audit.check(db.session()) == []
