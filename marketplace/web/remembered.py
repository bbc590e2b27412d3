"""Pages that were drawn before from exactly the same facts.

A page is a function of what the database answered to this very request, of its address, and of who looks at it. The
database is asked every time, so that no price, star or stock can be out of date; only the drawing is spared. What
differs from browser to browser in a drawing, the form token, is a mark in the kept page that is filled in each time.
"""

from collections.abc import Callable, Hashable
from secrets import token_hex
from threading import Lock
from typing import Any, Final

from cachetools import LRUCache
from flask import Flask, current_app, g, render_template, request, session
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from marketplace.clock import today
from marketplace.web.locale import current

MOST_CHARACTERS: Final = 16_000_000
"""Some 600 pages, which take about 60 MB of memory with the facts they were drawn from."""
TOKEN: Final = f"token-{token_hex(16)}"


class DrawnPages:
    """The drawn pages of one application, the least looked at given up first."""

    def __init__(self) -> None:
        self._pages: LRUCache[Hashable, str] = LRUCache(MOST_CHARACTERS, getsizeof=len)
        self._lock = Lock()

    def find(self, key: Hashable) -> str | None:
        """The page drawn from these facts."""
        with self._lock:
            return self._pages.get(key)

    def keep(self, key: Hashable, drawn: str) -> None:
        """Keep a page."""
        with self._lock:
            self._pages[key] = drawn


def init_app(app: Flask) -> None:
    """Begin with no page, and let forms ask for their token here."""
    app.extensions["remembered"] = DrawnPages()
    app.jinja_env.globals["csrf_token"] = _token


def page(template: str, facts: Hashable, context: Callable[[], dict[str, Any]]) -> str:
    """The page `template`, with `context()` made only when it was not drawn before for the same `facts`.

    `facts` must hold everything that `context` draws from beside the address, the day and the visitor.
    """
    if "_flashes" in session:
        return render_template(template, **context())
    key = (template, facts, *_view())
    pages: DrawnPages = current_app.extensions["remembered"]
    drawn = pages.find(key)
    if drawn is None:
        pages.keep(key, drawn := _draw(template, context))
    return drawn.replace(TOKEN, generate_csrf()) if TOKEN in drawn else drawn


def _draw(template: str, context: Callable[[], dict[str, Any]]) -> str:
    g.is_remembering = True
    try:
        return render_template(template, **context())
    finally:
        g.is_remembering = False


def _token() -> str:
    return TOKEN if g.get("is_remembering") else generate_csrf()


def _view() -> tuple[Hashable, ...]:
    """Everything that layouts and links draw from."""
    visitor = current_user._get_current_object()
    return (
        request.path,
        request.query_string,
        current(),
        today(),
        request.headers.get("Save-Data"),
        (visitor.is_authenticated, visitor.name, visitor.theme, visitor.has_shop, visitor.is_operator),
        visitor.basket_units,
        session.get("deliver_to"),
    )
