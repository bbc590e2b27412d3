"""A new signing key in front of the old one signs nobody out, and closes no form that is open somewhere."""

import pytest
from flask import Flask
from flask_wtf.csrf import ValidationError, generate_csrf, validate_csrf
from itsdangerous import BadSignature

import config
from marketplace.web import csrf, signing
from marketplace.web.security_headers import Sessions
from tests.client import Client
from tests.people import Cast, signed_in

OLD, NEW = "o" * 40, "n" * 40
SET_BY_THE_KEY = ("SECRET_KEY", "SECRET_KEY_FALLBACKS", "WTF_CSRF_SECRET_KEY")


def start_with(app: Flask, monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    """Let the shop have these keys, as after a start with them."""
    settings = config.load({"SECRET_KEY": keys})
    for name in SET_BY_THE_KEY:
        monkeypatch.setitem(app.config, name, settings[name])
    monkeypatch.setattr(app, "session_interface", Sessions())


def is_signed_in(client: Client) -> bool:
    return client.get("/tai-khoan").status_code == 200


def test_who_is_signed_in_stays_so_until_the_old_key_is_taken_out(
    app: Flask, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_with(app, monkeypatch, OLD)
    signed_in(client, cast.buyer)
    before = client.get_cookie("gui")
    assert before is not None
    start_with(app, monkeypatch, f"{NEW},{OLD}")
    assert is_signed_in(client)
    start_with(app, monkeypatch, NEW)
    client.set_cookie("gui", before.value)
    assert not is_signed_in(client)


def test_a_cookie_is_signed_anew_with_the_new_key(
    app: Flask, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_with(app, monkeypatch, OLD)
    signed_in(client, cast.buyer)
    start_with(app, monkeypatch, f"{NEW}, {OLD}")
    client.post("/ngon-ngu", data={"locale": "en"})
    start_with(app, monkeypatch, NEW)
    assert is_signed_in(client)


def test_a_form_that_was_open_meanwhile_is_taken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    start_with(app, monkeypatch, OLD)
    with app.test_request_context():
        token = csrf.of_visitor()
        start_with(app, monkeypatch, f"{NEW},{OLD}")
        validate_csrf(token)
        validate_csrf(generate_csrf())
        validate_csrf(newer := csrf.of_visitor())
        start_with(app, monkeypatch, NEW)
        validate_csrf(newer)
        with pytest.raises(ValidationError):
            validate_csrf(token)


@pytest.mark.parametrize("salt", ["invitation", "checkout-draft"])
def test_links_and_drafts_of_before_are_read(app: Flask, monkeypatch: pytest.MonkeyPatch, salt: str) -> None:
    start_with(app, monkeypatch, OLD)
    before = signing.signer(app.config, salt).dumps("ref")
    start_with(app, monkeypatch, f"{NEW},{OLD}")
    assert signing.signer(app.config, salt).loads(before) == "ref"
    after = signing.signer(app.config, salt).dumps("ref")
    start_with(app, monkeypatch, NEW)
    assert signing.signer(app.config, salt).loads(after) == "ref"
    with pytest.raises(BadSignature):
        signing.signer(app.config, salt).loads(before)


def test_what_was_sealed_without_a_key_of_its_own_opens_with_the_former_key() -> None:
    assert config.load({"SECRET_KEY": f"{NEW}, {OLD}"})["SEALING_KEYS"] == (NEW, OLD)


@pytest.mark.parametrize("keys", [f"{NEW},short", f"short,{OLD}", ",", "changeme," + OLD])
def test_in_production_every_key_is_strong(keys: str) -> None:
    with pytest.raises(config.SettingError, match="SECRET_KEY is missing or weak"):
        config.load({"SHOP_ENV": "production", "SECRET_KEY": keys, "PUBLIC_BASE_URL": "https://shop.test"})
