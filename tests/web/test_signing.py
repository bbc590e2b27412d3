"""Cookies and form tokens stay readable for the libraries that signed them before, and theirs for the shop."""

from typing import cast

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf, validate_csrf

from marketplace.clock import now, pretending
from marketplace.web import csrf
from marketplace.web.security_headers import ONE_DAY
from tests.client import Client

HELD = [{"cart": "a" * 32, "locale": "en"}, {"wishes": [[number, 165_000] for number in range(100)]}]


@pytest.mark.parametrize("held", HELD)
def test_flask_reads_the_cookies_of_the_shop_and_the_shop_those_of_flask(app: Flask, held: dict[str, object]) -> None:
    theirs = SecureCookieSessionInterface().get_signing_serializer(app)
    ours = cast(SecureCookieSessionInterface, app.session_interface).get_signing_serializer(app)
    assert ours is not None
    assert theirs is not None
    assert theirs.loads(ours.dumps(held)) == held
    assert ours.loads(theirs.dumps(held)) == held


def test_a_changed_cookie_is_none(app: Flask, client: Client) -> None:
    client.post("/ngon-ngu", data={"locale": "en"})
    cookie = client.get_cookie("gui")
    assert cookie is not None
    assert '<html lang="en"' in client.get("/don").text
    held, _, signature = cookie.value.rpartition(".")
    client.set_cookie("gui", f"{held}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}")
    assert '<html lang="vi"' in client.get("/don").text


def test_the_library_takes_the_token_of_a_kept_page(app: Flask) -> None:
    with app.test_request_context():
        validate_csrf(csrf.of_visitor())
        validate_csrf(generate_csrf())


def test_a_cookie_lasts_longer_from_day_to_day_and_is_not_sent_with_each_page(client: Client) -> None:
    client.post("/ngon-ngu", data={"locale": "en"})
    assert "gui=" in client.get("/don").headers["Set-Cookie"]  # the secret of its form's token
    assert "Set-Cookie" not in client.get("/don").headers
    with pretending(now() + 2 * ONE_DAY):
        assert "gui=" in client.get("/don").headers["Set-Cookie"]


def test_a_cookie_of_ninety_days_ago_is_none(client: Client) -> None:
    client.post("/ngon-ngu", data={"locale": "en"})
    with pretending(now() + 91 * ONE_DAY):
        assert '<html lang="vi"' in client.get("/don").text
