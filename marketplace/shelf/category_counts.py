"""How many goods on sale there are of each kind: one grouped statement each, those over all goods kept for a while."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Label, SQLColumnExpression, case, func, select

from marketplace.catalogue import CATEGORIES, Category
from marketplace.catalogue.models import Product
from marketplace.clock import today
from marketplace.database import db
from marketplace.shelf.conditions import stars_now
from marketplace.shelf.facet_cache import facet_cache
from marketplace.shelf.models import ShelfEntry

MONTHS = range(1, 13)
FEWEST_TO_LEAD_TO = 2
"""Goods that a category needs before the navigation leads to it: one alone is found faster by itself."""
MOST_TO_LEAD_TO = 8
MOST_SEASONAL, MOST_OF_A_CATEGORY = 80, 8


def count_by_category() -> dict[str, int]:
    """Goods on sale of each category that has any."""
    return facet_cache.get(_categories_key(), lambda: _grouped(ShelfEntry.category), lambda found: sum(found.values()))


def categories_to_lead_to() -> list[Category]:
    """The categories that the navigation shows: those with some goods when they were last counted, else all.

    Asks nothing, so that every page can show it; home and the page of all categories count.
    """
    counts: dict[str, int] | None = facet_cache.latest(_categories_key())
    there = [each for each in CATEGORIES if counts is None or counts.get(each.slug, 0) >= FEWEST_TO_LEAD_TO]
    return there[:MOST_TO_LEAD_TO]


def _categories_key() -> Hashable:
    return db.engine, "categories"


def count_by_province() -> dict[str, int]:
    """Goods on sale from each province that has any, by its code."""
    return _grouped(ShelfEntry.province_code)


def count_by_stars() -> dict[int, int]:
    """Goods on sale by the OCOP stars that are valid today; 0 for those without."""
    return facet_cache.get(
        (db.engine, "stars", today()), lambda: _grouped(stars_now()), lambda stars: sum(stars.values())
    )


def count_by_commune_and_stars(province_code: str) -> Mapping[str, Mapping[int, int]]:
    """Goods on sale from each commune of a province, by the OCOP stars that are valid today."""
    stars = stars_now().label("stars")
    rows = select(ShelfEntry.commune_code, stars, func.count()).group_by(ShelfEntry.commune_code, stars)
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for commune, grade, count in db.session.execute(rows.where(ShelfEntry.province_code == province_code)):
        found[commune][grade] = count
    return found


def count_by_season() -> dict[str, tuple[int, ...]]:
    """For each category with a season: how many of its goods on sale are harvested in January, February ..."""
    return facet_cache.get(
        (db.engine, "season"), _count_by_season, lambda categories: sum(map(max, categories.values()))
    )


class Seasonal(NamedTuple):
    """Goods with a season; `months` is a bit mask, bit 0 is January."""

    slug: str
    name_vi: str
    name_en: str
    months: int


def seasonal_goods() -> dict[str, tuple[Seasonal, ...]]:
    """For each category with a season, a few of its seasonal goods that sell best."""
    return facet_cache.get((db.engine, "seasonal goods"), _seasonal_goods, len)


def _seasonal_goods() -> dict[str, tuple[Seasonal, ...]]:
    columns = ShelfEntry.category, Product.slug, Product.name_vi, Product.name_en, ShelfEntry.months
    best = select(*columns).join(Product, Product.id == ShelfEntry.product_id).where(ShelfEntry.months > 0)
    found: dict[str, tuple[Seasonal, ...]] = defaultdict(tuple)
    rows = db.session.execute(best.order_by(ShelfEntry.rank.desc()).limit(MOST_SEASONAL))
    for category, slug, name_vi, name_en, months in rows:
        if len(found[category]) < MOST_OF_A_CATEGORY:
            found[category] += (Seasonal(slug, name_vi, name_en, months),)
    return dict(found)


class Assortment(NamedTuple):
    """How many goods a seller has on sale, and the most OCOP stars among them."""

    goods: int
    stars: int


def assortments() -> Mapping[int, Assortment]:
    """What each seller has on sale, by the seller's id; nothing of those who have none."""
    return facet_cache.get(
        (db.engine, "sellers", today()), _assortments, lambda sellers: sum(each.goods for each in sellers.values())
    )


def _assortments() -> dict[int, Assortment]:
    columns = ShelfEntry.seller_id, func.count(), func.max(stars_now())
    rows = db.session.execute(select(*columns).group_by(ShelfEntry.seller_id))
    return {seller: Assortment(goods, stars) for seller, goods, stars in rows}


def _count_by_season() -> dict[str, tuple[int, ...]]:
    monthly = [func.sum(case((ShelfEntry.months.op("&")(1 << (month - 1)) > 0, 1), else_=0)) for month in MONTHS]
    rows = select(ShelfEntry.category, *monthly).where(ShelfEntry.months > 0).group_by(ShelfEntry.category)
    return {category: tuple(int(count) for count in counts) for category, *counts in db.session.execute(rows)}


def _grouped(column: SQLColumnExpression[Any]) -> dict[Any, int]:
    key: Label[Any] = column.label("key")
    return dict(db.session.execute(select(key, func.count()).select_from(ShelfEntry).group_by(key)).all())
