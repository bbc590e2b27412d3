"""How the transaction ends in which a page was read."""

import pytest
from flask import Flask
from sqlalchemy import func, select, text

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


@pytest.mark.parametrize("is_flushed", [True, False])
def test_what_was_changed_and_not_committed_is_undone(committed_app: Flask, is_flushed: bool) -> None:
    with committed_app.app_context():
        factories.user() if is_flushed else db.session.add(User(name="Chị Mẫu", password_hash="!"))
    assert db.session.scalar(select(func.count()).select_from(User)) == 0
