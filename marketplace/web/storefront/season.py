"""The season calendar: when each family of goods is harvested, and what one month brings."""

from flask import request, url_for
from flask_babel import gettext

from marketplace.catalogue import CATEGORIES, Category
from marketplace.clock import today
from marketplace.shelf import Filters
from marketplace.shelf.tallies import MONTHS, count_by_season
from marketplace.web.filters import say
from marketplace.web.storefront.listing import Choice, listing

Row = tuple[str, list[tuple[int, int, str]]]


def calendar() -> bytes:
    """The page of one month, of one family or of all; what the address says wrongly counts as not said."""
    this_month = today().month
    month = request.args.get("thang", this_month, int)
    month = month if month in MONTHS else this_month
    family = next((each for each in CATEGORIES if each.slug == request.args.get("nhom")), None)
    counts = count_by_season()
    return listing(
        "season",
        Filters(category=family.slug if family else "", months=(month,)),
        month=month,
        this_month=this_month,
        family=family,
        months=_months(month, family),
        families=_families(month, family, counts),
        rows=_rows(counts),
    )


def _months(chosen: int, family: Category | None) -> list[Choice]:
    return [Choice(gettext("T%(month)s", month=each), _url(each, family), each == chosen) for each in MONTHS]


def _families(month: int, chosen: Category | None, counts: dict[str, tuple[int, ...]]) -> list[Choice]:
    """The families that are harvested in the month, and all of them together."""
    there = [each for each in CATEGORIES if each == chosen or (each.slug in counts and counts[each.slug][month - 1])]
    everything = Choice(gettext("Mọi nhóm hàng"), _url(month, None), chosen is None)
    return [everything, *(Choice(say(each, "name"), _url(month, each), each == chosen) for each in there)]


def _rows(counts: dict[str, tuple[int, ...]]) -> list[Row]:
    """The table: each family with a season, and for each month how many of its goods there are and their list."""
    return [
        (say(family, "name"), [(month, counts[family.slug][month - 1], _url(month, family)) for month in MONTHS])
        for family in CATEGORIES
        if family.slug in counts
    ]


def _url(month: int, family: Category | None) -> str:
    return url_for("catalogue.season", thang=month, nhom=family.slug if family else None)
