"""Whoever comes first pays no more than whoever comes next."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BaseLoader
from sqlalchemy import event
from werkzeug.routing import Rule

from marketplace import health
from marketplace.database import NoAnswer, db
from marketplace.feeds import site
from marketplace.health import OtherVersion
from marketplace.web import readiness
from marketplace.web.permissions import Audience, required_for
from marketplace.web.readiness.warm_up import paths
from marketplace.web.security_headers import FILES
from tests import factories

OF_NOBODY = frozenset(
    {
        *("certificates.show", "collections.show", "digital_links.show", "gift_sets.show", "product_pictures.show"),
        *("reviews.of_ref", "trace.ask_where", "trace.digital_link", "trace.doubt", "trace.show"),
    }
)
"""Pages of which a shop has none before somebody made a collection or a set, sent a photo, bought, or stuck a stamp."""


@dataclass
class Cost:
    """What a visit takes that does not depend on the machine."""

    statements: int = 0
    templates: int = 0


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cost]:
    """What is asked and loaded in the block."""
    cost, load = Cost(), BaseLoader.load

    def counting(_connection: object, _cursor: object, statement: str, *_told: object) -> None:
        cost.statements += statement.startswith("SELECT")

    def loading(*told: Any) -> Any:
        cost.templates += 1
        return load(*told)

    event.listen(db.engine, "before_cursor_execute", counting)
    with monkeypatch.context() as patched:
        patched.setattr(BaseLoader, "load", loading)
        yield cost
    event.remove(db.engine, "before_cursor_execute", counting)


@pytest.fixture
def cold(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A shop with goods of which nothing was drawn yet."""
    factories.product()
    db.session.commit()
    monkeypatch.setattr(app.jinja_env, "_spoken", {})
    monkeypatch.setattr(site.site, "base_url", app.config["PUBLIC_BASE_URL"])
    return app


def visit(visitor: FlaskClient, path: str, language: str, monkeypatch: pytest.MonkeyPatch) -> Cost:
    with counted(monkeypatch) as cost:
        assert visitor.get(path, headers={"Accept-Language": language}).status_code in {200, 303, 409}, path
    return cost


def test_the_first_visitor_of_each_kind_of_page_pays_no_more_than_the_second(
    cold: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    readiness.warm(cold, cold.wsgi_app)
    visitor, found = FlaskClient(cold, use_cookies=False), list(paths(cold))
    for path in found:
        first, second, foreign = (visit(visitor, path, language, monkeypatch) for language in ("vi", "vi", "en"))
        assert first.statements <= second.statements, path
        assert (first.templates, foreign.templates) == (0, 0), path
    assert {"/", "/gio", "/tinh", "/dang-nhap", "/tim?q=mat+ong"} <= set(found)


def test_without_it_the_first_visitor_pays_more(cold: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    first, second = (visit(FlaskClient(cold), "/tim?q=mat+ong", "vi", monkeypatch) for _ in range(2))
    assert first.templates > second.templates == 0
    assert first.statements > second.statements


def test_every_kind_of_page_for_guests_is_among_them(cold: Flask) -> None:
    addresses = cold.url_map.bind("shop.test")
    drawn = {addresses.match(path.partition("?")[0])[0] for path in paths(cold)}
    missing = {rule.endpoint for rule in cold.url_map.iter_rules() if is_for_guests(cold, rule)} - drawn
    assert missing <= OF_NOBODY
    assert {"product.show", "sellers.show", "catalogue.category", "provinces.show", "questions.list"} <= drawn


def is_for_guests(app: Flask, rule: Rule) -> bool:
    """Whether it is a page that needs neither a secret nor an account."""
    is_file = (
        rule.endpoint.startswith(("feeds.", "epcis."))
        or rule.endpoint in FILES | {"static", "checkout_many.template"}
        or rule.rule.endswith(".png")
    )
    is_open = "GET" in (rule.methods or ()) and Audience.PUBLIC in required_for(app, rule.endpoint)
    return is_open and not is_file and "token" not in rule.arguments and rule.endpoint != "reports.show"


def test_a_page_that_fails_stops_nothing(cold: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cold.view_functions, "basket.show", lambda: 1 // 0)
    readiness.warm(cold, cold.wsgi_app)
    assert FlaskClient(cold).get("/").status_code == 200


def test_a_shop_that_starts_before_its_database_is_made_ready_later(
    cold: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    front = cold.extensions["readiness"]
    monkeypatch.setattr(front, "is_warm", False)
    with monkeypatch.context() as away:
        away.setattr(db.session, "execute", refuse)
        front.warm()
    assert not front.is_warm
    front.warm()
    assert front.is_warm


def refuse(*_asked: object, **_how: object) -> None:
    raise NoAnswer("SELECT 1", {}, Exception("refused"))


def test_nothing_is_drawn_for_a_database_of_another_version(cold: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse_version() -> None:
        raise OtherVersion

    monkeypatch.setattr(health, "refuse_other_version", refuse_version)
    with counted(monkeypatch) as cost, pytest.raises(OtherVersion):
        readiness.open_shop(cold)
    assert cost == Cost()
