"""Pages that were drawn before from exactly the same facts.

A page is a function of what the database answered to this very request, of its address, and of who looks at it. The
database is asked every time, so that no price, star or stock can be out of date; only the drawing is spared.
"""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final

from cachetools import LRUCache
from flask import Flask, current_app, render_template, request, session
from flask_login import current_user

from marketplace.clock import today
from marketplace.web import csrf, unchanged
from marketplace.web.locale import current

MOST_BYTES: Final = 16_000_000
"""Some 500 pages, which take about 40 MB of memory with the facts they were drawn from."""


class DrawnPages:
    """The drawn pages of one application, the least looked at given up first."""

    def __init__(self) -> None:
        self._pages: LRUCache[Hashable, bytes] = LRUCache(MOST_BYTES, getsizeof=len)
        self._lock = Lock()

    def find(self, key: Hashable) -> bytes | None:
        """The page drawn from these facts."""
        with self._lock:
            return self._pages.get(key)

    def keep(self, key: Hashable, drawn: bytes) -> None:
        """Keep a page."""
        with self._lock:
            self._pages[key] = drawn


def init_app(app: Flask) -> None:
    """Begin with no page."""
    app.extensions["remembered"] = DrawnPages()


def page(
    template: str,
    facts: Hashable,
    context: Callable[[], dict[str, Any]],
    *,
    beside: Callable[[], None] = lambda: None,
) -> bytes:
    """The page `template`, with `context()` made only when it was not drawn before for the same `facts`.

    `facts` must hold everything that `context` draws from beside the address, the day and the visitor.
    `beside` is done each time the page goes out, also when that happens without the facts.
    """
    beside()
    if "_flashes" in session:
        return render_template(template, **context()).encode()
    key = (template, facts, *_view())
    pages: DrawnPages = current_app.extensions["remembered"]
    drawn = pages.find(key)
    if drawn is None:
        pages.keep(key, drawn := _draw(template, context))
    unchanged.note(drawn, beside)
    return csrf.filled(drawn)


def _draw(template: str, context: Callable[[], dict[str, Any]]) -> bytes:
    with csrf.marked():
        return render_template(template, **context()).encode()


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
