"""The form token in pages that are kept: a mark that is replaced by each visitor's own when the page goes out."""

from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex
from typing import Final

from flask import Flask, g
from flask_wtf.csrf import generate_csrf

MARK: Final = f"token-{token_hex(16)}"
MARK_BYTES: Final = MARK.encode()


def init_app(app: Flask) -> None:
    """Let the forms of all templates ask for their token here."""
    app.jinja_env.globals["csrf_token"] = _token


@contextmanager
def marked() -> Iterator[None]:
    """While a page to be kept is drawn, its forms get the mark."""
    g.is_remembering = True
    try:
        yield
    finally:
        g.is_remembering = False


def filled(page: bytes) -> bytes:
    """The page for this visitor. Only a page with a form makes a token, and with it a cookie."""
    return page.replace(MARK_BYTES, generate_csrf().encode()) if MARK_BYTES in page else page


def _token() -> str:
    return MARK if g.get("is_remembering") else generate_csrf()
