"""Pages that go out again as they are, because nothing in the database has changed since they were shown.

Most guests look at the same few pages, and between two sales nothing changes in a shop. Then one short question stands
for all that a page would ask. It is put before the page's own statements, so that the page is at least as new as the
state for which it is kept.
"""

from collections.abc import Callable, Hashable
from threading import Lock
from time import monotonic
from typing import Final, NamedTuple

from cachetools import LRUCache
from flask import Flask, current_app, g, render_template, request, session

from marketplace.clock import today
from marketplace.database import db
from marketplace.database_version import DatabaseVersion, State
from marketplace.web import csrf, current_visitor
from marketplace.web.locale import current
from marketplace.web.storefront.wishlist import recently_seen

ENDPOINTS: Final = frozenset(
    {
        "catalogue.category",
        "catalogue.categories",
        "catalogue.home",
        "product.show",
        "catalogue.search",
        "season.show",
        "sellers.show",
        "collections.list",
        "collections.show",
        "provinces.commune",
        "provinces.list",
        "provinces.show",
    }
)
"""Pages that follow from their address, the database, the day, and what `_visit` tells of the visitor."""
MOST_BYTES: Final = 16_000_000
SECONDS: Final = 60.0
"""Numbers beside the filters may be somewhat older than their page; going out again adds no more than that."""


class Shown(NamedTuple):
    """A page as it was shown, and what else was done with it."""

    page: bytes
    beside: Callable[[], None]
    state: State
    until: float


class ShownPages:
    """The shown pages of one application, the least looked at given up first."""

    def __init__(self, database: DatabaseVersion) -> None:
        self.database = database
        self._pages: LRUCache[Hashable, Shown] = LRUCache(MOST_BYTES, getsizeof=lambda shown: len(shown.page))
        self._lock = Lock()

    def find(self, visit: Hashable, state: State) -> Shown | None:
        """What was shown to such a visit while the database was in this state."""
        with self._lock:
            shown = self._pages.get(visit)
        return shown if shown and shown.state == state and monotonic() < shown.until else None

    def keep(self, visit: Hashable, shown: Shown) -> None:
        """Keep a page for the next visit of its kind."""
        with self._lock:
            self._pages[visit] = shown


def init_app(app: Flask) -> None:
    """Look for a shown page before anything else is done for a request; call it before other parts add their steps.

    What those steps refuse is never kept, so that a page that goes out again has passed them.
    """
    with app.app_context():
        app.extensions["unchanged"] = ShownPages(DatabaseVersion(db.engine))
    app.before_request(_again)


def page(template: str, **context: object) -> bytes:
    """The page `template`, to be shown again to the next guests."""
    with csrf.marked():
        drawn = render_template(template, **context).encode()
    note(drawn, lambda: None)
    return csrf.filled(drawn)


def note(page: bytes, beside: Callable[[], None]) -> None:
    """This request shows `page`, with form tokens still to be filled in, and has done `beside`."""
    if "visit" in g:
        _pages().keep(g.visit, Shown(page, beside, g.state, monotonic() + SECONDS))


def _again() -> bytes | None:
    if not _may_be_shown_again():
        return None
    visit, state = _visit(), _pages().database.now()
    shown = _pages().find(visit, state)
    if shown is None:
        g.visit, g.state = visit, state
        return None
    shown.beside()
    return csrf.filled(shown.page)


def _may_be_shown_again() -> bool:
    """Whether others may come to see the same: not what a person sees, a guest with a basket, who is told something
    once, or whom home reminds of what they looked at.
    """
    looks = request.method == "GET" and request.endpoint in ENDPOINTS
    reminds = request.endpoint == "catalogue.home" and recently_seen.COOKIE in request.cookies
    return looks and current_visitor.is_guest() and not {"cart", "_flashes"} & session.keys() and not reminds


def _visit() -> Hashable:
    """All that decides what a guest is shown, except the database: the address, the day and what the browser says."""
    noted = {name: value for name, value in session.items() if name != "csrf_token"}
    return request.path, request.query_string, current(), today(), request.headers.get("Save-Data"), repr(noted)


def _pages() -> ShownPages:
    pages: ShownPages = current_app.extensions["unchanged"]
    return pages
