"""The filters in use as pills that take them away, a few that are often wanted, and the ways out of an empty list."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from marketplace.certification.models import CertificateKind
from marketplace.search.query import Query
from marketplace.shelf import Facets, Filters
from marketplace.web.filters import vnd
from marketplace.web.locale import gettext
from marketplace.web.storefront.catalogue import filter_names as names
from marketplace.web.storefront.catalogue.filter_args import address

LOW_PRICE_VND: Final = 100_000
PAIRS: Final = {
    "price": ("price_from_vnd", "price_to_vnd"),
    "unit_price": ("unit_price_from_vnd", "unit_price_to_vnd"),
}


@dataclass(frozen=True)
class Pill:
    """A link that narrows the list differently; `count` is how many goods it would then show, where that is known."""

    text: str
    url: str
    count: int | None = None


def in_use(chosen: Filters, facets: Facets) -> list[Pill]:
    """One pill for every value that was chosen; its link takes it away."""
    return [
        Pill(names.alone(name, value, facets), address(_without(chosen, name, value)))
        for name, values in _values(chosen)
        for value in values
    ]


def offered(chosen: Filters, facets: Facets) -> list[Pill]:
    """A few filters that are often wanted and not in use, as long as they leave something."""
    found: list[Pill] = []
    if not facets.total:
        return found
    if facets.is_traceable and not chosen.is_traceable:
        found.append(Pill(names.of("is_traceable", True), address(replace(chosen, is_traceable=True))))
    if facets.certificates.get(CertificateKind.ORGANIC) and not chosen.certificates:
        organic = replace(chosen, certificates=(CertificateKind.ORGANIC,))
        found.append(Pill(names.of("certificates", CertificateKind.ORGANIC), address(organic)))
    if chosen.price_to_vnd is None and not chosen.price_from_vnd:
        low = gettext("Đến %(value)s", value=vnd(LOW_PRICE_VND))
        found.append(Pill(low, address(replace(chosen, price_to_vnd=LOW_PRICE_VND))))
    return found


def understood(found: Filters, asked: Filters, facets: Facets) -> str:
    """What the words of a search narrowed beside the filters asked for: "OCOP 5 sao, Đến 200.000 ₫"."""
    added = ((name, value) for name, values in _values(found) if not getattr(asked, name) for value in values)
    return ", ".join(names.alone(name, value, facets) for name, value in added)


def ways_out(chosen: Filters, query: Query, facets: Facets) -> list[Pill]:
    """For each filter in use, chosen or said in the search, the list without it, where that has goods; the longest
    list comes first.
    """
    found = [
        Pill(gettext("Bỏ lọc %(filter)s", filter=names.GROUPS[group]), url, count)
        for group, count in facets.without.items()
        if count and (url := _freed(chosen, query, group)) != address(chosen)
    ]
    return sorted(found, key=lambda pill: -(pill.count or 0))


def free(query: Query) -> str:
    """The address of the list that nothing narrows, the words of the search included."""
    return address(Filters(), **_words_without(query, "stars", "price"))


def _values(chosen: Filters) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The fields in use with their single values."""
    for each in fields(chosen):
        value = getattr(chosen, each.name)
        if value != each.default:
            yield each.name, value if isinstance(value, tuple) else (value,)


def _without(chosen: Filters, field: str, value: Any) -> Filters:
    known = getattr(chosen, field)
    rest = tuple(each for each in known if each != value) if isinstance(known, tuple) else ()
    changes: dict[str, Any] = {field: rest}
    return replace(chosen, **changes) if rest else chosen.without(field)


def _freed(chosen: Filters, query: Query, group: str) -> str:
    """The address without this filter, be it among the chosen ones or among the words."""
    said = "price" if group in PAIRS else group
    return address(_cleared(chosen, group), **_words_without(query, said))


def _words_without(query: Query, *narrowings: str) -> dict[str, str | None]:
    """The words as a changed parameter; nothing when they do not narrow so."""
    said = any(narrowing in narrowings for narrowing, _ in query.said)
    return {"q": query.text_without(*narrowings) or None} if said else {}


def _cleared(chosen: Filters, group: str) -> Filters:
    for field in PAIRS.get(group, (group,)):
        chosen = chosen.without(field)
    return chosen
