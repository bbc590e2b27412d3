"""The browser of the tests: it keeps every page that it loads to the rules of page_check.py."""

from typing import Any, cast

from flask import Flask, session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session
from werkzeug.test import TestResponse

from marketplace.database import db
from tests.page_check import faults


class Client(FlaskClient):
    """Answers come from the real application; a page with a fault or a forgotten change fails the test."""

    application: Flask

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        db.session.commit()  # what the test has prepared is there when the request comes
        with self.application.app_context():
            response = super().open(*args, **kwargs)
            unsaved = db.session.info.get("unsaved")
        db.session.expire_all()
        assert response.status_code != 500, f"{response.request.path} failed; the log above says why"
        assert not unsaved, f"{response.request.path} changed something and did not save it"
        shown = response.request.method != "HEAD" and not response.location  # nobody sees the page of a redirect
        if response.mimetype == "text/html" and shown and response.get_data():
            assert faults(response.text) == [], response.request.path
        return response

    def token(self, path: str = "") -> str:
        """A CSRF token of this visitor: read from a form on the page at `path`, else as any form would get it."""
        if not path:
            return self._made_token()
        page = self.get(path).text
        return page.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]

    def _made_token(self) -> str:
        shop = self.application
        with self.session_transaction() as kept, shop.app_context(), shop.test_request_context():
            session.update(kept)
            token = generate_csrf()
            kept.update(session)
        return token

    def send(self, path: str, data: dict[str, Any] | None = None, *, form_at: str = "") -> TestResponse:
        """POST a form the way a browser does, with a CSRF token: the one that the page at `form_at` carries."""
        return self.post(path, data={"csrf_token": self.token(form_at), **(data or {})})


def visitor_of(shop: Flask) -> Client:
    """A browser of its own, of somebody who has not signed in."""
    return cast(Client, shop.test_client())


def watch(sessions: type[Session]) -> None:
    """Note in `session.info["unsaved"]` every change that is waiting for a commit."""

    @event.listens_for(sessions, "do_orm_execute")
    def executed(state: ORMExecuteState) -> None:
        if state.is_insert or state.is_update or state.is_delete:
            state.session.info["unsaved"] = True

    @event.listens_for(sessions, "after_flush")
    def flushed(session: Session, _context: object) -> None:
        session.info["unsaved"] = True

    @event.listens_for(sessions, "after_commit")
    @event.listens_for(sessions, "after_soft_rollback")
    def settled(session: Session, *_previous: object) -> None:
        session.info.pop("unsaved", None)
