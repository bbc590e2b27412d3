"""The benchmark finds its pages by the links that a shopper follows."""

from urllib.parse import parse_qs, urlsplit

import pytest

from benchmark.limits import ROWS
from benchmark.pages import Pages, find_pages


def read(path: str) -> str:
    """A page of the lists of a shop with two categories of sixty pages; each page shows a product of its own."""
    if path == "/danh-muc":
        return '<a href="/c/mat-ong">Mật ong</a><a href="/c/tra">Trà</a>'
    url = urlsplit(path)
    number = int(parse_qs(url.query).get("sau", ["1"])[0])
    others = "&amp;".join(part for part in url.query.split("&") if not part.startswith("sau=")) or "a=1"
    card = f'<a href="/p/{url.path[3:] or "found"}-{number}">…</a><a href="/p/{url.path[3:]}-{number}/hoi-dap">…</a>'
    further = f'<a rel="next" class="btn" href="{url.path}?{others}&amp;sau={number + 1}">…</a>'
    return card + further * (number < 60)


@pytest.fixture
def pages() -> Pages:
    return find_pages(read, first=8)


def test_every_row_that_is_a_page_has_an_address(pages: Pages) -> None:
    assert {name for name in ROWS if name not in pages} == {
        "add to basket",
        "whole purchase",
        "whole purchase, elsewhere",
    }


def test_the_fiftieth_page_is_reached(pages: Pages) -> None:
    assert pages["listing, page 50"] == ["/c/mat-ong?a=1&sau=50"]


def test_what_is_asked_for_once_has_many_addresses_from_all_categories(pages: Pages) -> None:
    assert pages["listing, first time"][:3] == ["/c/mat-ong", "/c/tra", "/c/mat-ong?a=1&sau=2"]
    assert pages["search, first time"][:2] == ["/tim?q=mat+ong", "/tim?q=tra"]
    assert pages["product, first time"] == ["/p/mat-ong-1", "/p/tra-1", "/p/mat-ong-2"]
    assert all(len(set(pages[name])) == len(pages[name]) for name in pages if "first" in name)
