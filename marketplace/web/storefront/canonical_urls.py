"""One address for each page and language, for search engines: canonical links, hreflang, and what they leave out.

`?hl=en` and `?hl=vi` set the language; the plain address speaks the visitor's own, and Vietnamese to a crawler. How a
list is sorted, where a visitor came from and the like do not make another page. One narrowing by stars, province or
month does, and so does each part of a list; anything narrower is not for an index.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple
from urllib.parse import quote, urlencode

from flask import Flask, Response, current_app, redirect, request

from marketplace import places
from marketplace.web.locale import current
from marketplace.web.storefront.catalogue.filter_args import CHOICES, FLAGS, PLACES, PRICES

FACETS = frozenset({"sao", "thang", "tinh"})
"""Parameters by which a list becomes a page of its own."""
FILTERS = frozenset({"giao-den", "loai", "nhom", "noi-lam", "q", *CHOICES, *FLAGS, *PLACES, *PRICES}) - FACETS
"""Parameters that narrow a list beyond what an index should hold."""
NARROWING = FILTERS | FACETS
REPEATING = frozenset({"anh", "chu", "diem", "truoc", "xep"})
"""Parameters that show what stands in a list once more, in another order or narrowed."""
PARTS = {"sellers.list": ("trang", re.compile("[2-9]|[1-9][0-9]{1,2}"))}
PART = ("sau", re.compile(r"[0-9]{1,20}(\.[0-9]{1,20})*"))
"""The parameter that says which part of a list is shown, and what it looks like; lists of goods have the second."""
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
        "policies.list",
        "policies.show",
        "shop_application.about",
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
    for given in (absolute, page_address, page_url):
        app.add_template_global(given)
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
    facet = _narrowing() if request.query_string else ""
    if facet is None:
        return None
    plain = current_app.config["PUBLIC_BASE_URL"] + quote(request.path)
    return address_of(plain, facet, english=request.args.get("hl") == "en")


def address_of(plain: str, facet: str = "", *, english: bool = False) -> Address:
    """The addresses of the page at `plain`, narrowed by `facet` such as "sao=5"."""
    vietnamese = f"{plain}?{facet}" if facet else plain
    translated = f"{vietnamese}{'&' if facet else '?'}hl=en"
    return Address(translated if english else vietnamese, vietnamese, translated)


def absolute(path: str) -> str:
    """The whole address of a path of the shop."""
    return f"{current_app.config['PUBLIC_BASE_URL']}{path}"


def page_url(path: str) -> str:
    """The whole address of a page that speaks the language of this one."""
    return absolute(path) if current() == "vi" else f"{absolute(path)}{'&' if '?' in path else '?'}hl={current()}"


def _narrowing() -> str | None:
    """What of the address makes this another page than its list; None for what is not for an index."""
    facet = _facet()
    if facet is None or request.args.get("truoc"):
        return None
    return "&".join(filter(None, (facet, _part())))


def _part() -> str:
    """Which part of the list is shown; in another order it is no part that search engines know."""
    name, form = PARTS.get(str(request.endpoint), PART)
    value = request.args.get(name, "")
    return f"{name}={value}" if form.fullmatch(value) and not request.args.get("xep") else ""


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
