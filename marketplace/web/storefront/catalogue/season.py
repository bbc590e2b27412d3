"""The season calendar: when each category of goods is harvested, and what one month brings."""

from flask import Blueprint, request, url_for

from marketplace.catalogue import CATEGORIES, Category
from marketplace.catalogue.seasons import months_in
from marketplace.clock import today
from marketplace.shelf import Filters
from marketplace.shelf.category_counts import MONTHS, count_by_season, seasonal_goods
from marketplace.web import page_cache
from marketplace.web.filters import say
from marketplace.web.locale import gettext
from marketplace.web.permissions import public
from marketplace.web.storefront.catalogue.listing import Choice, listing

blueprint = Blueprint("season", __name__)

Goods = tuple[str, str, tuple[int, ...]]
Row = tuple[str, list[tuple[int, int, str]], list[Goods]]


@blueprint.get("/mua")
@public
@page_cache.kept()
def show() -> bytes:
    """The page of one month, of one category or of all; what the address says wrongly counts as not said."""
    this_month = today().month
    month = request.args.get("thang", this_month, int)
    month = month if month in MONTHS else this_month
    category = next((each for each in CATEGORIES if each.slug == request.args.get("nhom")), None)
    counts = count_by_season()
    return listing(
        "catalogue/season",
        Filters(category=category.slug if category else "", months=(month,)),
        month=month,
        this_month=this_month,
        category=category,
        months=_months(month, category),
        categories=_categories(month, category, counts),
        rows=_rows(counts),
    )


def _months(chosen: int, category: Category | None) -> list[Choice]:
    return [Choice(gettext("T%(month)s", month=each), _url(each, category), each == chosen) for each in MONTHS]


def _categories(month: int, chosen: Category | None, counts: dict[str, tuple[int, ...]]) -> list[Choice]:
    """The categories that are harvested in the month, and all of them together."""
    there = [each for each in CATEGORIES if each == chosen or (each.slug in counts and counts[each.slug][month - 1])]
    everything = Choice(gettext("Mọi nhóm hàng"), _url(month, None), chosen is None)
    return [everything, *(Choice(say(each, "name"), _url(month, each), each == chosen) for each in there)]


def _rows(counts: dict[str, tuple[int, ...]]) -> list[Row]:
    """The table: each category with a season, for each month how many of its goods there are and their list, and what
    some of these goods are called.
    """
    goods = seasonal_goods()
    return [
        (
            say(category, "name"),
            [(month, counts[category.slug][month - 1], _url(month, category)) for month in MONTHS],
            [
                (say(each, "name"), url_for("product.show", slug=each.slug), months_in(each.months))
                for each in goods.get(category.slug, ())
            ],
        )
        for category in CATEGORIES
        if category.slug in counts
    ]


def _url(month: int, category: Category | None) -> str:
    return url_for("season.show", thang=month, nhom=category.slug if category else None)
