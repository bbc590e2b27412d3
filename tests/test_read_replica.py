"""Guests' pages come from the replica while it is young enough, and nothing else does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from config import Limits
from marketplace import create_app
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.read_replica import ReadReplica
from tests import factories, people
from tests.client import Client, visitor_of
from tests.people import Cast
from tests.replicas import Standby, standby
from tests.running import eventually
from tests.web.storefront.shopping import put

OLD, NEW = "165.000\u00a0₫", "171.000\u00a0₫"
LAG = 60.0


@pytest.fixture(scope="module")
def replica(database: Any) -> Iterator[Standby]:
    if database.name == "sqlite":
        pytest.skip("SQLite has no replicas")
    with standby() as running:
        yield running


@pytest.fixture
def cast(committed_app: Flask) -> Cast:
    return people.gather()


@pytest.fixture
def honey(cast: Cast) -> Product:
    honey = factories.product(cast.seller_a, "Mật ong Green Life")
    db.session.commit()
    return honey


@pytest.fixture
def shop(replica: Standby, honey: Product) -> Iterator[Flask]:
    """The shop of this test's database, which reads guests' pages from the replica; each page is drawn anew."""
    url, limits = db.engine.url, Limits(replica_lag_seconds=LAG)
    address = {
        "SQLALCHEMY_DATABASE_URI": url.render_as_string(hide_password=False),
        "SQLALCHEMY_BINDS": {"replica": {"url": replica.url(url).render_as_string(hide_password=False)}},
    }
    app = create_app({"TESTING": True, "MAIL_BACKEND": "locmem", "PASSWORD_COST": "cheap", "LIMITS": limits, **address})
    app.test_client_class = Client
    with app.app_context():
        assert eventually(followed(app))
    assert eventually(age_of(app).may_serve)
    yield app
    replica.resume()
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


def followed(app: Flask) -> Callable[[], bool]:
    """Asks whether the copy has all that is committed now."""
    with db.engine.connect() as connection:
        place = connection.scalar(text("SELECT pg_current_wal_lsn()::text"))

    def has_it() -> bool:
        with suppress(OperationalError), db.engines["replica"].connect() as connection:  # it may be new there as well
            return bool(connection.scalar(text(f"SELECT pg_last_wal_replay_lsn() >= '{place}'")))
        return False

    return has_it


@contextmanager
def asked(app: Flask, name: str | None = None) -> Iterator[list[str]]:
    """What the session asks the database (no name) or the replica inside the block."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    with app.app_context():
        engine = db.engines[name]
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def reprice() -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE variants SET price_vnd = 171000"))


def sees(visitor: Client, honey: Product) -> str:
    page = visitor.get(f"/p/{honey.slug}").text
    return NEW if NEW in page else OLD if OLD in page else ""


def age_of(app: Flask) -> ReadReplica:
    found: ReadReplica = app.extensions["page_cache"].replica
    return found


def test_a_guests_page_asks_the_replica_alone(shop: Flask, honey: Product) -> None:
    with asked(shop) as of_database, asked(shop, "replica") as of_replica:
        assert sees(visitor_of(shop), honey) == OLD
    assert of_database == []
    assert any("products" in statement for statement in of_replica)


def test_who_has_a_basket_signed_in_or_has_just_written_reads_the_database(
    shop: Flask, replica: Standby, honey: Product, cast: Cast
) -> None:
    buyer, signed_in, writer = visitor_of(shop), people.signed_in(visitor_of(shop), cast.buyer), visitor_of(shop)
    assert put(buyer, honey).status_code == 303
    assert writer.post("/ngon-ngu", data={"locale": "vi", "csrf_token": writer.token()}).status_code == 303
    assert eventually(age_of(shop).may_serve)
    replica.pause()
    reprice()
    assert sees(visitor_of(shop), honey) == OLD, "as old as it may be"
    assert [sees(each, honey) for each in (buyer, signed_in, writer)] == [NEW, NEW, NEW]
    assert NEW in buyer.get("/gio").text


def test_a_replica_that_is_too_far_behind_is_not_read_until_it_has_caught_up(
    shop: Flask, replica: Standby, honey: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sees(visitor_of(shop), honey) == OLD
    replica.pause()
    reprice()
    assert sees(visitor_of(shop), honey) == OLD
    later(monkeypatch, LAG + 1)
    with asked(shop, "replica") as of_replica:
        assert sees(visitor_of(shop), honey) == NEW
    assert of_replica == []
    replica.resume()
    with shop.app_context():
        assert eventually(followed(shop))
    later(monkeypatch, LAG + 3)
    assert eventually(age_of(shop).may_serve)
    assert sees(visitor_of(shop), honey) == NEW


def later(patch: pytest.MonkeyPatch, seconds: float) -> None:
    patch.setattr("marketplace.read_replica.monotonic", lambda: monotonic() + seconds)


def test_a_replica_whose_age_nobody_can_tell_is_not_read(
    shop: Flask, honey: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert eventually(age_of(shop).may_serve)
    monkeypatch.setattr(age_of(shop)._database, "ask", lambda *_asked, **_values: None)
    later(monkeypatch, LAG + 1)
    assert not age_of(shop).may_serve()


def test_a_replica_that_goes_away_costs_no_page(shop: Flask, replica: Standby, honey: Product) -> None:
    assert sees(visitor_of(shop), honey) == OLD
    replica.stop()
    try:
        for path in (f"/p/{honey.slug}", "/c/mat-ong", "/"):
            assert visitor_of(shop).get(path).status_code == 200, path
        assert not age_of(shop).may_serve()
    finally:
        replica.start()


def test_a_page_that_the_replica_breaks_off_is_read_from_the_database(shop: Flask, honey: Product) -> None:
    assert eventually(age_of(shop).may_serve)
    with asked(shop) as of_database:
        with shop.app_context():
            event.listen(db.engines["replica"], "before_cursor_execute", broken_off)
        assert sees(visitor_of(shop), honey) == OLD
    assert any("products" in statement for statement in of_database)
    assert not age_of(shop).may_serve()


def broken_off(connection: Any, *_asked: object) -> None:
    connection.connection.driver_connection.close()


def test_what_is_written_goes_to_the_database(shop: Flask, honey: Product) -> None:
    with asked(shop, "replica") as of_replica:
        assert put(visitor_of(shop), honey).status_code == 303
    assert not any(word in statement for statement in of_replica for word in ("INSERT", "UPDATE", "DELETE"))
