"""The layout of the table of goods, and how the headings of other tables are understood. All of it is data."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from marketplace.text import fold

DATA: Final = Path(__file__).with_name("data")
MOST_COLUMNS: Final = 100


@dataclass(frozen=True)
class Column:
    """A column. `of_product` says that all pack sizes of the goods share it."""

    field: str
    title: str
    help: str
    examples: tuple[str | int, ...]
    aliases: tuple[str, ...] = ()
    of_product: bool = False
    required: bool = False


@dataclass(frozen=True)
class Platform:
    """How another program calls its columns: `headings` leads from a folded heading to the field that it fills."""

    name: str
    marks: frozenset[str]
    headings: Mapping[str, str] = field(default_factory=dict)


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def columns_in(name: str) -> Iterator[Column]:
    """The columns that a file of `data/` names, in their order."""
    for row in _load(name)["column"]:
        told = row | {"examples": tuple(row["examples"]), "aliases": tuple(row.get("aliases", ()))}
        yield Column(**told)


def _platforms() -> Iterator[Platform]:
    for row in tomllib.loads((DATA / "platforms.toml").read_text(encoding="utf-8"))["platform"]:
        headings = {fold(heading): name for name, several in row["columns"].items() for heading in several}
        yield Platform(row["name"], frozenset(map(fold, row["marks"])), headings)


def headings_of(columns: Sequence[Column]) -> Mapping[str, str]:
    """Which field each known heading means, folded."""
    return {fold(name): column.field for column in columns for name in (column.title, *column.aliases)}


COLUMNS: Final = tuple(columns_in("columns.toml"))
BY_FIELD: Final[Mapping[str, Column]] = {column.field: column for column in COLUMNS}
REQUIRED: Final = tuple(column.field for column in COLUMNS if column.required)
CHOICES: Final[Mapping[str, Mapping[str, Sequence[str]]]] = _load("columns.toml")["choices"]
PLATFORMS: Final = tuple(_platforms())
_KNOWN: Final = headings_of(COLUMNS)


@dataclass(frozen=True)
class Mapped:
    """Which field each column fills, empty for none, and whose headings they are (empty: our own)."""

    fields: tuple[str, ...]
    platform: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """What a table of goods cannot do without; one that names pack sizes by their codes may say what it likes."""
        return () if "pack" in self.fields else tuple(name for name in REQUIRED if name not in self.fields)


def understand(headings: Sequence[str]) -> Mapped:
    """What each heading means; where two mean the same, the first counts."""
    folded = [fold(heading) for heading in headings]
    platform = next((each for each in PLATFORMS if each.marks <= set(folded)), None)
    known = platform.headings if platform else _KNOWN
    return Mapped(meaning(headings, known=known).fields, platform.name if platform else "")


def meaning(headings: Sequence[str], *, known: Mapping[str, str]) -> Mapped:
    """The same for headings of one kind of table, by what is known of them."""
    return Mapped(_each_once([known.get(fold(heading), "") for heading in headings]))


def _each_once(fields: Sequence[str]) -> tuple[str, ...]:
    return tuple(name if name not in fields[:at] else "" for at, name in enumerate(fields))


def choice(kind: str, text: str) -> str | None:
    """The value of this kind that somebody calls so."""
    wanted = fold(text)
    return next((value for value, names in CHOICES[kind].items() if wanted in map(fold, names)), None)


def name_of(kind: str, value: str) -> str:
    """How exports call a value."""
    return CHOICES[kind][value][0]
