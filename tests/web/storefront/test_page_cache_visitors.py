"""No guest sees another one's page, whatever their browsers keep and say: each sees what would be drawn for them."""

import ast
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from marketplace.catalogue.models import Product
from marketplace.clock import today
from marketplace.database import db
from marketplace.web import csrf
from marketplace.web.page_front import MOST_BYTES
from marketplace.web.page_store import PageStore
from tests import factories, people
from tests.client import visitor_of
from tests.house.sources import nodes
from tests.people import Cast
from tests.web.storefront.shopping import put

OWN = re.compile(r'(name="csrf_token" value="|data-wishes=")[^"]+')
"""Of each visitor on the same page: the form's token, and whether to ask what is wished for."""
OF_LIBRARIES = {"_flashes", "_fresh", "_id", "_permanent", "_user_id"}
"""What Flask and Flask-Login keep in the session."""
ENTRIES: dict[str, Callable[[Product], Any]] = {
    "_flashes": lambda _: [("message", "Chỉ mình bạn đọc câu này.")],
    "_fresh": lambda _: True,
    "_id": lambda _: "a" * 64,
    "_permanent": lambda _: True,
    "_user_id": lambda _: "ended",
    "at_once": lambda _: "unknown",
    "cart": lambda _: "unknown",
    "contact_of": lambda _: "GUI-1",
    "csrf_token": lambda _: "b" * 64,
    "deliver_to": lambda _: "00004",
    "locale": lambda _: "en",
    "rights": lambda _: ["c" * 43],
    "unwished": lambda product: [product.slug, 1],
    "wrote_at": lambda _: 1_796_000_000,
    "wishes": lambda product: [[product.id, 165_000]],
}
HEADERS = [
    ("Accept-Language", "en", 7),
    ("Save-Data", "on", 7),
    ("User-Agent", "Phone", 0),
    ("Referer", "/tim?q=ca", 0),
]
"""Each with the number of pages that it makes others."""


@pytest.fixture
def cast(committed_app: Flask) -> Cast:
    return people.gather()


@pytest.fixture
def honey(cast: Cast) -> Product:
    honey = factories.product(cast.seller_a, "Mật ong Green Life", season_months=1 << (today().month - 1))
    honey.photos = [{"ref": "a" * 16, "alt_vi": "Hũ", "alt_en": "", "blur": "data:,", "width": 800, "height": 800}]
    factories.product(cast.seller_b, "Mật ong Sơn Nam")
    db.session.commit()
    return honey


@pytest.fixture
def paths(honey: Product) -> list[str]:
    """Pages that show the honey."""
    places = ["/tinh/phu-tho", f"/mua?thang={today().month}", f"/htx/{honey.seller.slug}"]
    return ["/", "/c/mat-ong", "/tim?q=mat+ong", f"/p/{honey.slug}", *places]


class Guest:
    """A browser that keeps and says the same before each page."""

    def __init__(self, app: Flask, entries: dict[str, Any] | None = None, seen: str = "", **headers: str) -> None:
        self._app, self._entries, self._seen, self._headers = app, entries or {}, seen, headers

    def sees(self, path: str) -> str:
        """The page, but for what is each visitor's own on it."""
        client = visitor_of(self._app)
        if self._seen:
            client.set_cookie("seen", self._seen)
        if self._entries:
            with client.session_transaction() as session:
                session.update(self._entries)
        return OWN.sub(r"\1", client.get(path, headers=self._headers).text)

    def sees_drawn_anew(self, path: str) -> str:
        """The same when nothing was kept."""
        self._app.extensions["page_cache"].kept = PageStore(MOST_BYTES)
        return self.sees(path)


def each_sees_their_own(path: str, *guests: Guest) -> list[str]:
    own = [guest.sees_drawn_anew(path) for guest in guests]
    for order in (guests, guests[::-1]):
        order[0].sees_drawn_anew(path)
        assert [guest.sees(path) for guest in guests * 2] == own * 2, path
    return own


def where_they_differ(paths: list[str], *guests: Guest) -> set[str]:
    """The pages on which these guests do not all see the same, by the beginnings of their paths."""
    return {begin_of(path) for path in paths if len(set(each_sees_their_own(path, *guests))) > 1}


def begin_of(path: str) -> str:
    return path.partition("?")[0].split("/")[1]


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_of_the_session_shows_in_nobody_elses_page(
    committed_app: Flask, honey: Product, paths: list[str], name: str
) -> None:
    marked = Guest(committed_app, {name: ENTRIES[name](honey)})
    everywhere = set(map(begin_of, paths))
    differing = {"_flashes": everywhere, "deliver_to": everywhere, "locale": everywhere, "wishes": {"p"}}
    assert where_they_differ(paths, marked, Guest(committed_app)) == differing.get(name, set())


@pytest.mark.parametrize(("name", "value", "differing"), HEADERS)
def test_a_header_shows_in_nobody_elses_page(
    committed_app: Flask, paths: list[str], name: str, value: str, differing: int
) -> None:
    marked = Guest(committed_app, **{name: value})
    assert len(where_they_differ(paths, marked, Guest(committed_app))) == differing


def test_what_was_seen_shows_in_nobody_elses_page(committed_app: Flask, honey: Product, paths: list[str]) -> None:
    assert where_they_differ(paths, Guest(committed_app, seen=str(honey.id)), Guest(committed_app)) == {""}


def test_baskets_show_their_own_numbers_on_the_same_kept_page(
    committed_app: Flask, honey: Product, paths: list[str]
) -> None:
    guests = [Guest(committed_app)]
    goods = [factories.product(honey.seller, f"Mật ong số {number}", left=60) for number in range(2)]
    for quantity in (1, 60):
        buyer = visitor_of(committed_app)
        assert [put(buyer, one, quantity).status_code for one in goods] == [303, 303]
        with buyer.session_transaction() as session:
            guests.append(Guest(committed_app, {"cart": session["cart"]}))
    for path in paths:
        pages = each_sees_their_own(path, *guests)
        for page, quantity, badge in zip(pages, (0, 2, 120), ("", "2", "99+"), strict=True):
            assert page.count(f'số món: {quantity}"') == 2
            assert page.count(f'<span class="cnt" aria-hidden="true">{badge}</span>') == 2


def test_wishes_are_told_of_on_the_same_kept_page(committed_app: Flask, honey: Product) -> None:
    shopper = visitor_of(committed_app)
    shopper.send("/mon-thich", {"slug": honey.slug})
    shopper.get("/gio")  # which tells once that it was added
    kept = committed_app.extensions["page_cache"].kept
    for _ in range(2):
        assert 'data-wishes="1"' in shopper.get("/c/mat-ong").text
    before = kept.bytes
    assert 'data-wishes=""' in committed_app.test_client().get("/c/mat-ong").text
    assert kept.bytes == before


def test_who_voted_is_no_visitor_of_their_own(committed_app: Flask, paths: list[str]) -> None:
    for path in paths:
        Guest(committed_app).sees_drawn_anew(path)
        kept = committed_app.extensions["page_cache"].kept
        before = kept.bytes
        for number in range(5):
            Guest(committed_app, {"votes": [f"{number:08}"], "csrf_token": f"{number:064}"}).sees(path)
        assert kept.bytes == before


def test_every_entry_of_the_session_and_every_cookie_is_among_those_that_are_tried() -> None:
    assert set(entries_in_code()) - {csrf.KEY} == set(ENTRIES) - OF_LIBRARIES - {csrf.KEY}
    assert {place.split(":")[0] for place, node in nodes("marketplace") if sets_a_cookie(node)} == {
        "marketplace/web/page_front.py",  # seen
        "marketplace/web/security_headers.py",  # the session
        "marketplace/web/storefront/checkout/draft.py",  # for the checkout alone
    }


def entries_in_code() -> Iterator[str]:
    """Every name of an entry that the code reads from a session or writes to it."""
    for _, node in nodes("marketplace/web"):
        named: list[ast.expr] = []
        if isinstance(node, ast.Subscript) and is_session(node.value):
            named = [node.slice]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_session(node.func.value):
            named = node.args[:1] if node.func.attr in {"get", "pop", "setdefault"} else []
        elif isinstance(node, ast.Compare) and any(map(is_session, node.comparators)):
            named = [node.left]
        for name in named:
            if isinstance(name, ast.Constant) and name.value not in OF_LIBRARIES:
                yield str(name.value)


def is_session(node: ast.expr) -> bool:
    return (isinstance(node, ast.Name) and node.id == "session") or (
        isinstance(node, ast.Attribute) and node.attr == "session" and ast.unparse(node) != "db.session"
    )


def sets_a_cookie(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"set_cookie", "dump_cookie"}
