"""Where the measured pages stand."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from itertools import chain, islice, zip_longest
from typing import Final

from benchmark.desks import PAGES

Read = Callable[[str], str]
"""Gives the HTML of the page at a path."""
Pages = dict[str, list[str]]
"""The addresses of each row of limits.py that is a page: one that is asked for again and again, or many."""

NUMBER: Final = "{n}"
"""In an address: another number each time."""
DEEP: Final = 50
LISTING: Final = "/c/mat-ong"
SEARCH, BROAD = "/tim?q=mat+ong+rung", "/tim?q=mau"  # every sample seller's name has "mau"
FLOOR: Final = {"listing": "/list?c=3", "product": "/p/700", "search": "/search?q=m%E1%BA%ADt+ong"}


def find_pages(read: Read, first: int) -> Pages:
    """The pages of the shop by row; `first` addresses, or as many as there are, for pages that are asked for once."""
    lists = list(islice(_in_turn(read, _categories(read)), first))
    searches = list(islice(_in_turn(read, [_search(path) for path in _categories(read)]), first))
    products = list(dict.fromkeys(product for path in lists[: first // 4 + 1] for product in products_on(read(path))))
    product = products_on(read(LISTING))[0]
    plain = {"listing": LISTING, "product": product, "search": SEARCH, "broad word": BROAD, "home": "/"}
    return {
        **{name: [path] for name, path in plain.items()},
        **{f"{name}, after a change": [path] for name, path in plain.items()},
        **{f"{name}, with a basket": [path] for name, path in plain.items()},
        **{f"{name}, drawn anew": [f"{path}{'&' if '?' in path else '?'}lan={NUMBER}"] for name, path in plain.items()},
        "listing, page 50": [list(islice(follow(read, LISTING), DEEP))[-1]],
        "listing, filtered": [f"{LISTING}?sao=3&gia-den=400000&con-hang=1"],
        "search, filtered": ["/tim?q=mat+ong&sao=3&gia-den=400000&con-hang=1"],
        "listing, first time": lists,
        "product, first time": products[:first],
        "search, first time": searches,
        **{name: [path] for name, path in PAGES.items()},
    }


def follow(read: Read, address: str) -> Iterator[str]:
    """The address of this list and of all its further pages, reached as a shopper does."""
    while address:
        yield address
        found = re.search(r'rel="next"[^>]* href="([^"]+)"', read(address))
        address = unescape(found[1]) if found else ""


def products_on(page: str) -> list[str]:
    """The addresses of the products whose cards stand on the page."""
    return list(dict.fromkeys(re.findall(r'href="(/p/[^"#?/]+)', page)))


def _categories(read: Read) -> list[str]:
    return list(dict.fromkeys(re.findall(r'href="(/c/[^"#?]+)"', read("/danh-muc"))))


def _search(category: str) -> str:
    """A search for the words of the category."""
    return f"/tim?q={category.rpartition('/')[2].replace('-', '+')}"


def _in_turn(read: Read, addresses: list[str]) -> Iterator[str]:
    """The first page of each list, then the second of each, and so on."""
    walks = zip_longest(*(follow(read, address) for address in addresses))
    return (address for address in chain.from_iterable(walks) if address)
