"""One address for each page and language, for search engines: canonical links, hreflang, and what they leave out.

`?hl=en` and `?hl=vi` set the language of one page view; the plain address speaks the visitor's own language, and
Vietnamese to a crawler. How a list is sorted and which part of it is shown, where a visitor came from and the like
do not make another page. One narrowing by stars, province or month does; anything narrower is not for an index.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple
from urllib.parse import quote, urlencode

from flask import Flask, Response, current_app, redirect, request

from marketplace import places
from marketplace.web.storefront.catalogue.filter_args import CHOICES, FLAGS, PLACES, PRICES

FACETS = frozenset({"sao", "thang", "tinh"})
"""Parameters by which a list becomes a page of its own."""
FILTERS = frozenset({"giao-den", "loai", "nhom", "noi-lam", "q", *CHOICES, *FLAGS, *PLACES, *PRICES}) - FACETS
"""Parameters that narrow a list beyond what an index should hold."""
NARROWING = FILTERS | FACETS
INDEXED = frozenset(
    {
        "catalogue.home",
        "catalogue.categories",
        "catalogue.category",
        "catalogue.search",
        "season.show",
        "product.show",
        "sellers.list",
        "sellers.show",
        "certificates.show",
        "collections.list",
        "collections.show",
        "help.buying",
        "help.stars",
        "provinces.list",
        "provinces.show",
        "provinces.commune",
        "stamps.ask",
    }
)
"""The pages for search engines; every other page asks not to be indexed."""


class Address(NamedTuple):
    """Where a page stands: `canonical` in the language of this view, and its twins."""

    canonical: str
    vietnamese: str
    english: str


def init_app(app: Flask) -> None:
    """Give every template the address of its page, and lead away from addresses that say nothing at length."""
    app.add_template_global(page_address)
    app.before_request(leave_empty_parameters)


def leave_empty_parameters() -> Response | None:
    """The same page without the fields of a form that were left empty: "?sao=4" and not "?sao=4&gia-tu=&gia-den="."""
    given = list(request.args.items(multi=True)) if request.endpoint in INDEXED else []
    said = [(name, value) for name, value in given if value]
    if len(said) == len(given):
        return None
    return redirect(f"{quote(request.path)}?{urlencode(said)}" if said else quote(request.path))  # type: ignore[return-value]


def page_address() -> Address | None:
    """The address of the page shown, or None when search engines should leave it out."""
    if request.endpoint not in INDEXED:
        return None
    facet = _facet() if request.query_string else ""
    if facet is None:
        return None
    plain = current_app.config["PUBLIC_BASE_URL"] + quote(request.path)
    return address_of(plain, facet, english=request.args.get("hl") == "en")


def address_of(plain: str, facet: str = "", *, english: bool = False) -> Address:
    """The addresses of the page at `plain`, narrowed by `facet` such as "sao=5"."""
    vietnamese = f"{plain}?{facet}" if facet else plain
    translated = f"{vietnamese}{'&' if facet else '?'}hl=en"
    return Address(translated if english else vietnamese, vietnamese, translated)


def _facet() -> str | None:
    """The one facet in the address as "name=value", "" without one, None when the page is narrower than that."""
    given = [(name, value) for name, value in request.args.items(multi=True) if name in NARROWING and value]
    if not given:
        return ""
    name, value = given[0]
    return f"{name}={value}" if len(given) == 1 and value in _facet_values().get(name, ()) else None


@cache
def _facet_values() -> Mapping[str, frozenset[str]]:
    return {
        "sao": frozenset("345"),
        "thang": frozenset(str(month) for month in range(1, 13)),
        "tinh": frozenset(province.code for province in places.provinces()),
    }
