"""The database ends, has no connection left, or no room: whoever looks meanwhile is told so, and nobody afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, create_engine, text

from marketplace import audit, deadlines, orders
from marketplace.cart.models import Cart
from marketplace.database import NoAnswer, db, transaction
from marketplace.orders.models import Purchase
from tests import factories

ROLE, PASSWORD = "gui_of_one_connection", "only one"


@pytest.fixture
def served(committed_app: Flask) -> Flask:
    if db.engine.name == "sqlite":
        pytest.skip("SQLite has no server that could end")
    return committed_app


def end_all_connections() -> None:
    """What `pg_ctl restart -m immediate` does to a shop: each of its connections is gone, new ones work."""
    with psycopg.connect(db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_after_a_restart_of_the_database_the_next_page_is_there(served: Flask) -> None:
    factories.product()
    db.session.commit()
    db.session.remove()
    assert look(served, "/tinh") == 200
    end_all_connections()
    assert [look(served, path) for path in ("/tinh", "/", "/tim?q=mat")] == [200, 200, 200]


def look(app: Flask, path: str) -> int:
    """The status of a page, as a thread of the server gives it."""
    with app.app_context():
        return FlaskClient(app).get(path).status_code


def test_what_was_under_way_is_undone_and_said_to_be(served: Flask) -> None:
    factories.user("Lan")
    db.session.commit()
    with pytest.raises(NoAnswer), transaction():
        db.session.execute(text("UPDATE users SET name = 'Mai'"))
        end_all_connections()
        db.session.execute(text("UPDATE users SET name = 'Cúc'"))
    db.session.rollback()
    assert db.session.scalar(text("SELECT name FROM users")) == "Lan"


@contextmanager
def limited(url: Engine) -> Iterator[Engine]:
    """An engine of a role that the server gives one connection to."""
    with db.engine.begin() as connection:
        connection.execute(text(f"CREATE ROLE {ROLE} LOGIN PASSWORD '{PASSWORD}' CONNECTION LIMIT 1"))
    address = db.engine.url.set(username=ROLE, password=PASSWORD).render_as_string(hide_password=False)
    engine = create_engine(address, **deadlines.engine_options(address))
    deadlines.limit(engine)
    try:
        yield engine
    finally:
        engine.dispose()
        with db.engine.begin() as connection:
            connection.execute(text(f"DROP ROLE {ROLE}"))


def test_a_server_without_a_connection_left_is_no_answer_and_left_alone_by_nobody(served: Flask) -> None:
    with limited(db.engine) as engine, engine.connect() as first:
        assert first.scalar(text("SELECT 1")) == 1
        with deadlines.page(), pytest.raises(NoAnswer, match="too many connections"):
            engine.connect()
        assert not deadlines.is_left_alone(engine)
        first.close()
        with engine.connect() as second:
            assert second.scalar(text("SELECT 1")) == 1


@pytest.fixture
def checkout(committed_app: Flask) -> tuple[Cart, int]:
    """A basket that is about to be ordered, and its total."""
    if db.engine.name != "sqlite":
        pytest.skip("the room of a PostgreSQL server is not this test's to take")
    with transaction():
        variant = factories.product().variants[0]
    with transaction():
        basket = factories.basket((variant, 1))
    return basket, variant.price_vnd + 30_000


def place(basket: Cart, total: int) -> None:
    with transaction():
        _place(basket, total)


def _place(basket: Cart, total: int) -> None:
    orders.place(
        checkout_token=basket.checkout_token,
        cart_token=basket.token,
        buyer=None,
        recipient=factories.BA_DINH,
        shown_total_vnd=total,
        locale="vi",
    )


def purchases() -> int:
    db.session.rollback()
    return db.session.query(Purchase).count()


def limit_pages(pages: int) -> None:
    """Let the file have so many pages, as a full disk does; on every connection of the pool."""
    db.session.remove()
    db.engine.dispose()
    with db.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def test_on_a_full_disk_pages_are_read_orders_are_refused_whole_and_taken_once_there_is_room(
    committed_app: Flask, checkout: tuple[Cart, int]
) -> None:
    basket, total = checkout
    limit_pages(1)  # as many as there are: SQLite takes what is in use already for the least
    with pytest.raises(NoAnswer, match="full"):
        fill(basket, total)
    db.session.rollback()
    assert purchases() == 0
    assert look(committed_app, "/tinh") == 200
    limit_pages(1_000_000)
    place(basket, total)
    assert purchases() == 1
    assert audit.check(db.session()) == []


def fill(basket: Cart, total: int) -> None:
    """Order until the pages that are there have no room."""
    with transaction():
        _place(basket, total)
        db.session.execute(
            text("UPDATE products SET description_vi = description_vi || :much"), {"much": "x" * 100_000}
        )
