"""The tests' own footing: what they do leaves nothing behind, and what the shop forgets is noticed."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace.accounts.models import User
from marketplace.database import db, transaction
from marketplace.web.permissions import public
from tests import factories
from tests.client import Client


def people() -> int:
    return db.session.scalar(select(func.count()).select_from(User)) or 0


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_test_commits_is_gone_in_the_next(app: Flask, time: str) -> None:
    assert people() == 0
    with transaction():
        factories.user()
    assert people() == 1


def test_a_rolled_back_transaction_leaves_what_was_committed_before(app: Flask) -> None:
    with transaction():
        factories.user()
    with pytest.raises(ZeroDivisionError), transaction():
        factories.user()
        raise ZeroDivisionError
    assert people() == 1


@pytest.mark.parametrize("time", ["first", "second"])
def test_real_commits_stay_in_a_database_of_their_own(committed_app: Flask, time: str) -> None:
    assert people() == 0
    with transaction():
        factories.user()
    db.session.remove()
    assert people() == 1


def test_a_view_that_forgets_to_save_fails_the_test(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful() -> str:
        factories.user()
        return ""

    monkeypatch.setitem(app.view_functions, "static", public(lambda filename: forgetful()))
    with pytest.raises(AssertionError, match="did not save"):
        Client(app, app.response_class).get("/static/x")


def test_each_request_has_a_session_of_its_own(app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sessions = [db.session()]

    def remembered() -> str:
        sessions.append(db.session())
        return ""

    monkeypatch.setitem(app.view_functions, "static", public(lambda filename: remembered()))
    client.get("/static/x")
    client.get("/static/x")
    assert len(set(map(id, sessions))) == 3
