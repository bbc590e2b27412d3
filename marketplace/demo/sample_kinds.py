"""What the sample goods of a large catalogue are made of, read from its TOML file."""

from dataclasses import dataclass
from functools import cache

from marketplace.demo import content


@dataclass(frozen=True)
class Pack:
    """A pack size: its two names and what it holds."""

    name_vi: str
    name_en: str
    amount: int
    unit: str

    @property
    def grams(self) -> int:
        """What the content weighs, about."""
        return self.amount * 50 if self.unit == "piece" else self.amount


@dataclass(frozen=True)
class SampleGroup:
    """Goods that are packed, kept and priced alike; the price in dong is for 1,000 g or ml, or for one piece.

    `seasons` are the choices of a good's season, each a bit mask of months, 0 for all year.
    """

    category: str
    kinds: tuple[tuple[str, str], ...]
    pictures: tuple[str, ...]
    packs: tuple[Pack, ...]
    price_vnd: int
    seasons: tuple[int, ...]
    shelf_life_days: int | None = None
    storage_class: str = "ambient"
    ship_scope: str = "nation"


@cache
def groups() -> tuple[SampleGroup, ...]:
    """Every group of sample goods."""
    packs = {name: tuple(Pack(*pack) for pack in sizes) for name, sizes in content.table("packs", "families").items()}
    return tuple(_group(row, packs) for row in content.rows("family", "families"))


def _group(row: content.Row, packs: dict[str, tuple[Pack, ...]]) -> SampleGroup:
    return SampleGroup(
        **row
        | {
            "kinds": tuple((kind_vi, kind_en) for kind_vi, kind_en in row["kinds"]),
            "pictures": tuple(row["pictures"]),
            "packs": packs[row["packs"]],
            "seasons": tuple(sum(1 << (month - 1) for month in season) for season in row["seasons"]),
        }
    )
