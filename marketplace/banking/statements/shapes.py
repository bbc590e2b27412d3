"""The layouts of tables, and which of them a row of headings has."""

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, tzinfo
from functools import cache
from pathlib import Path
from typing import Final

from marketplace.clock import VIETNAM
from marketplace.spreadsheets import Cell
from marketplace.text import fold

_FILE: Final = Path(__file__).with_name("shapes.toml")
_ZONES: Final[dict[str, tzinfo]] = {"vietnam": VIETNAM, "utc": UTC}
_PARTS: Final = re.compile(r"[/\n()\[\]]|\s-\s")


@dataclass(frozen=True)
class Shape:
    """A layout: the words that head each column, those that have to be there, and how its cells are to be read."""

    key: str
    name: str
    needed: dict[str, frozenset[str]]
    more: dict[str, frozenset[str]]
    zone: tzinfo
    ref_below_date: bool
    out: frozenset[str]

    def columns(self, headings: list[set[str]]) -> dict[str, int] | None:
        """At which place each of the columns stands; None when one of the needed ones is missing."""
        found: dict[str, int] = {}
        for name, words in (*self.needed.items(), *self.more.items()):
            place = next((at for at, said in enumerate(headings) if at not in found.values() and said & words), None)
            if place is not None:
                found[name] = place
            elif name in self.needed:
                return None
        return found


@cache
def shapes() -> tuple[Shape, ...]:
    """All layouts, the narrow ones first."""
    return tuple(_shape(row) for row in tomllib.loads(_FILE.read_text(encoding="utf-8"))["shape"])


def find_shape(cells: list[Cell]) -> tuple[Shape, dict[str, int]] | None:
    """The layout whose headings these cells are, and where its columns stand."""
    headings = [_readings(cell) if isinstance(cell, str) else set() for cell in cells]
    for shape in shapes():
        if columns := shape.columns(headings):
            return shape, columns
    return None


def _readings(heading: str) -> set[str]:
    """The words of a heading as a whole and by its parts: banks write "Ghi có / Credit", one below the other."""
    return {fold(heading), *(fold(part) for part in _PARTS.split(heading))} - {""}


def _shape(row: dict[str, object]) -> Shape:
    def words(name: str) -> dict[str, frozenset[str]]:
        held = row.get(name, {})
        assert isinstance(held, dict)
        return {column: frozenset(said) for column, said in held.items()}

    out = row.get("out", [])
    assert isinstance(out, list)
    return Shape(
        key=str(row["key"]),
        name=str(row["name"]),
        needed=words("columns"),
        more=words("more"),
        zone=_ZONES[str(row.get("zone", "vietnam"))],
        ref_below_date=bool(row.get("ref_below_date")),
        out=frozenset(out),
    )
