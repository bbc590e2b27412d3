"""The categories of goods. They follow the official OCOP product groups and change with a release."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from marketplace.catalogue.errors import CategoryNotFound

ON_A_SHEET: Final = 8


@dataclass(frozen=True)
class Category:
    """A category: `slug` is its address and its key, `group` the official OCOP group (Decision 148/QĐ-TTg of 2023).

    `sheet` is the number of the file that holds its round picture beside those of seven others.
    """

    slug: str
    group: str
    name_vi: str
    name_en: str
    blurb_vi: str
    blurb_en: str
    picture: str
    sheet: int


def _load() -> tuple[Category, ...]:
    file = Path(__file__).with_name("data") / "categories.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["category"]
    return tuple(Category(**row, sheet=rank // ON_A_SHEET + 1) for rank, row in enumerate(rows))


CATEGORIES = _load()
_BY_SLUG = {category.slug: category for category in CATEGORIES}


def get_category(slug: str) -> Category:
    """The category at this address. Raises CategoryNotFound."""
    if slug not in _BY_SLUG:
        raise CategoryNotFound()
    return _BY_SLUG[slug]
