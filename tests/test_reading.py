"""How the transaction ends in which a page was read."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, insert, select, text

from marketplace.accounts.models import User
from marketplace.database import db
from tests import factories


def test_postgresql_keeps_its_plans_from_page_to_page(committed_app: Flask) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite plans in the process of the shop, which keeps its own")
    client = committed_app.test_client()
    for number in range(8):
        assert client.get(f"/c/mat-ong?lan={number}").status_code == 200
    db.session.rollback()
    assert db.session.scalar(text("SELECT count(*) FROM pg_prepared_statements")) > 0


def note_a_person() -> None:
    db.session.add(User(name="Chị Mẫu", password_hash="!"))


def write_a_person() -> None:
    db.session.execute(insert(User).values(name="Chị Mẫu", email="mau@example.com", password_hash="!"))


@pytest.mark.parametrize("change", [factories.user, note_a_person, write_a_person])
def test_what_was_changed_and_not_committed_is_undone(committed_app: Flask, change: Callable[[], object]) -> None:
    with committed_app.app_context():
        change()
    assert db.session.scalar(select(func.count()).select_from(User)) == 0
