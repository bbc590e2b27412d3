"""How a page ends the transaction in which it was read."""

import pytest
from flask import Flask
from sqlalchemy import text, update

from marketplace.accounts.models import User
from marketplace.database import db, end_reading
from tests.factories import user

PREPARED = text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%products.slug%'")


def test_postgresql_keeps_its_plans_from_page_to_page(committed_app: Flask) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite plans a statement in a few microseconds")
    client = committed_app.test_client()
    for number in range(8):
        assert client.get(f"/tim?lan={number}").status_code == 200
    assert db.session.execute(PREPARED).scalar_one() > 0


@pytest.mark.parametrize("is_flushed", [False, True])
def test_what_waits_to_be_saved_is_not_saved_with_the_end_of_reading(app: Flask, is_flushed: bool) -> None:
    person = user()
    db.session.commit()
    db.session.info.clear()
    person.name = "Tên khác"
    if is_flushed:
        db.session.flush()
    end_reading()
    db.session.rollback()
    assert db.session.get_one(User, person.id).name != "Tên khác"


def test_what_a_statement_changed_is_not_saved_with_the_end_of_reading(app: Flask) -> None:
    person = user()
    db.session.commit()
    db.session.info.clear()
    db.session.execute(update(User).values(name="Tên khác"))
    end_reading()
    db.session.rollback()
    assert db.session.get_one(User, person.id).name != "Tên khác"
