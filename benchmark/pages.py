"""Which pages are measured, and what they are allowed to cost."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Final

from benchmark.load import NUMBER

Pages = dict[str, str]

DEEP: Final = 50
LISTING: Final = "/c/mat-ong"
FLOOR: Final = {"listing": "/list?c=3", "product": "/p/700", "search": "/search?q=m%E1%BA%ADt+ong"}


@dataclass(frozen=True)
class Limit:
    """The most that a page may cost: CPU as a ratio to a page of the floor, and statements; None has no limit.

    With `is_changing` the database changes before each request, else never while the page is measured.
    """

    floor_page: str
    ratio: float | None
    statements: int | None = None
    is_changing: bool = False


LIMITS: Final = {
    "listing": Limit("listing", 1.6, 4),
    "listing, page 50": Limit("listing", 1.6, 4),
    "listing, filtered": Limit("listing", 3),
    "product": Limit("product", 2, 5),
    "search": Limit("search", 2, 4),
    "broad word": Limit("search", 2, 4),
    "search, filtered": Limit("search", 3),
    "listing, after a change": Limit("listing", None, 4, is_changing=True),
    "product, after a change": Limit("product", None, 5, is_changing=True),
    "search, after a change": Limit("search", None, 4, is_changing=True),
    "broad word, after a change": Limit("search", None, 4, is_changing=True),
    "listing, drawn anew": Limit("listing", None, 4),
    "product, drawn anew": Limit("product", None, 5),
}
MOST_GROWTH: Final = 1.2
MOST_INDEXING: Final = 5
MOST_LISTING_BYTES: Final = 30 * 1024


def find_pages(read: Callable[[str], str]) -> Pages:
    """The addresses of the measured pages, by name; `read` gives the HTML of a path."""
    listing = read(LISTING)
    product = _first(r'href="(/p/[^"#?]+)', listing)
    search, broad = "/tim?q=mat+ong+rung", "/tim?q=mau"  # every sample maker's name has it
    return {
        "listing": LISTING,
        "listing, page 50": _deep(listing, read),
        "listing, filtered": f"{LISTING}?sao=3&gia-den=400000&con-hang=1",
        "product": product,
        "search": search,
        "broad word": broad,
        "search, filtered": "/tim?q=mat+ong&sao=3&gia-den=400000&con-hang=1",
        "listing, after a change": LISTING,
        "product, after a change": product,
        "search, after a change": search,
        "broad word, after a change": broad,
        "listing, drawn anew": f"{LISTING}?lan={NUMBER}",
        "product, drawn anew": f"{product}?lan={NUMBER}",
    }


def _deep(page: str, read: Callable[[str], str]) -> str:
    """The address of the fiftieth page, or the last one, reached as a shopper does."""
    address = LISTING
    for _ in range(DEEP - 1):
        if not (following := _first(r'rel="next"[^>]* href="([^"]+)"', page)):
            break
        address, page = following, read(following)
    return address


def _first(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    return unescape(found[1]) if found else ""
