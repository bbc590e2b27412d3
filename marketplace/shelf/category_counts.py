"""How many goods on sale there are of each kind: one grouped statement each, those over all goods kept for a while."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Label, SQLColumnExpression, case, func, select

from marketplace.clock import today
from marketplace.database import db
from marketplace.shelf.conditions import stars_now
from marketplace.shelf.facet_cache import facet_cache
from marketplace.shelf.models import ShelfEntry

MONTHS = range(1, 13)


def count_by_category() -> dict[str, int]:
    """Goods on sale of each category that has any."""
    return _grouped(ShelfEntry.category)


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


def _count_by_season() -> dict[str, tuple[int, ...]]:
    monthly = [func.sum(case((ShelfEntry.months.op("&")(1 << (month - 1)) > 0, 1), else_=0)) for month in MONTHS]
    rows = select(ShelfEntry.category, *monthly).where(ShelfEntry.months > 0).group_by(ShelfEntry.category)
    return {category: tuple(int(count) for count in counts) for category, *counts in db.session.execute(rows)}


def _grouped(column: SQLColumnExpression[Any]) -> dict[Any, int]:
    key: Label[Any] = column.label("key")
    return dict(db.session.execute(select(key, func.count()).select_from(ShelfEntry).group_by(key)).all())
