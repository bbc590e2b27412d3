"""The product sets of the OCOP programme, under the shop's own categories. Dated data with its legal basis."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final


class Demands(StrEnum):
    """What a listing of a set has to say beyond name, price and origin."""

    FOOD = "food"
    FRESH = "fresh"
    CRAFT = "craft"
    NOTHING = ""


@dataclass(frozen=True)
class OcopSet:
    """One set. `categories` are the shop's categories that hold its goods; none where it does not sell them yet."""

    code: str
    sector: str
    demands: Demands
    name_vi: str
    name_en: str
    categories: tuple[str, ...]
    legal_basis: str
    first_day: date


def _load() -> Iterator[OcopSet]:
    file = Path(__file__).with_name("data") / "ocop_sets.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    for row in table["set"]:
        told = row | {"demands": Demands(row["demands"]), "categories": tuple(row["categories"])}
        yield OcopSet(**told, legal_basis=table["legal_basis"], first_day=table["from"])


OCOP_SETS: Final = tuple(_load())
_BY_CODE: Final = {each.code: each for each in OCOP_SETS}


def find_ocop_set(code: str) -> OcopSet | None:
    """The set with this code, if there is one."""
    return _BY_CODE.get(code)


def sets_in(category: str) -> tuple[OcopSet, ...]:
    """The sets whose goods stand in this category of the shop."""
    return tuple(each for each in OCOP_SETS if category in each.categories)
