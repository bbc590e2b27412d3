"""How many goods on sale there are of each kind: one grouped statement each, those over all goods kept for a while."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

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
    return _grouped(ShelfEntry.category)


def categories_to_lead_to() -> list[Category]:
    """The categories that the navigation shows; as old as the numbers beside the filters."""
    counts = facet_cache.get((db.engine, "categories"), count_by_category, lambda found: sum(found.values()))
    return [each for each in CATEGORIES if counts.get(each.slug, 0) >= FEWEST_TO_LEAD_TO][:MOST_TO_LEAD_TO]


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


NOTHING: Final = Assortment(0, 0)


def assortments() -> Mapping[int, Assortment]:
    """What each seller with goods on sale has, by the seller's id."""
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
