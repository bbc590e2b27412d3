"""The sample orders, read once (data/orders.toml)."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from marketplace.catalogue.models import StorageClass


@dataclass(frozen=True)
class SampleLot:
    """A lot with so many units, best before so many days from the beginning of the practice."""

    code: str
    days: int
    units: int


@dataclass(frozen=True)
class SampleLine:
    """What is ordered, and the lots that it can come from, the first to expire first."""

    name_vi: str
    name_en: str
    pack_vi: str
    pack_en: str
    picture: str
    price_vnd: int
    quantity: int
    grams: int
    storage: StorageClass
    is_fragile: bool
    lots: tuple[SampleLot, ...]


@dataclass(frozen=True)
class SampleOrder:
    """An order that was placed so many hours before the practice began."""

    number: str
    name: str
    phone: str
    province_code: str
    commune_code: str
    street: str
    note: str
    is_paid: bool
    shipping_vnd: int
    hours_ago: int
    lines: tuple[SampleLine, ...]

    @property
    def goods_vnd(self) -> int:
        """The price of all goods, in dong."""
        return sum(line.price_vnd * line.quantity for line in self.lines)


def _load() -> Iterator[SampleOrder]:
    file = Path(__file__).with_name("data") / "orders.toml"
    for row in tomllib.loads(file.read_text(encoding="utf-8"))["order"]:
        lines = tuple(map(_line, row.pop("line")))
        yield SampleOrder(**row, lines=lines)


def _line(row: dict[str, Any]) -> SampleLine:
    lots, storage = tuple(SampleLot(*lot) for lot in row.pop("lots")), StorageClass(row.pop("storage"))
    return SampleLine(**row, storage=storage, lots=lots)


ORDERS: Final = tuple(_load())
