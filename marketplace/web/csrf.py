"""The token in every form that says that it came from the shop's own page (CSRF), and what does without a token."""

from collections.abc import Mapping, MutableMapping
from hashlib import sha256
from os import urandom
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Flask, current_app, g, request, session

from marketplace.web import own_parts
from marketplace.web.signing import signer

FROM_HERE = {"same-origin", "none"}
"""What a browser says of requests that this site's own pages, or the person, began (Sec-Fetch-Site)."""


def is_from_here() -> bool:
    """Whether no other site's page sent this request."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in FROM_HERE
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


KEY: Final = "csrf_token"
SALT: Final = "wtf-csrf-token"
"""What Flask-WTF signs with, which checks the tokens."""


def init_app(app: Flask) -> None:
    """Let the forms of all templates ask for their token here."""
    app.jinja_env.globals["csrf_token"] = _token


def token(settings: Mapping[str, Any], session: MutableMapping[str, Any]) -> str:
    """A token of this session, which gets its secret with the first one.

    The same as Flask-WTF's `generate_csrf`, without making the signature's machinery anew for each page.
    """
    if KEY not in session:
        session[KEY] = sha256(urandom(32)).hexdigest()
    signed: str = signer(settings, SALT).dumps(session[KEY])
    return signed


def of_visitor() -> str:
    """The token of the visitor whose page this is."""
    return token(current_app.config, session)


def _token() -> str:
    """The mark in a page to be kept, else the one token of this page."""
    if own_parts.is_marking():
        return own_parts.MARKS[KEY]
    if "form_token" not in g:
        g.form_token = of_visitor()
    return str(g.form_token)
