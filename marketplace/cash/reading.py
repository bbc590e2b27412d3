"""Reading a carrier's table: which parcel, what was taken at the door, kept as a fee and sent."""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Final

from marketplace import spreadsheets
from marketplace.cash.amounts import amount_in
from marketplace.cash.errors import ColumnsMissing, NoRemittance, RowUnreadable, TooManyLines
from marketplace.errors import DomainError
from marketplace.spreadsheets import Cell, Odd, Row
from marketplace.text import clean_line, fold

DATA: Final = Path(__file__).with_name("data") / "remittances.toml"
MOST_LINES: Final = 20_000
LOOKED_AT: Final = 15
"""Rows among which the headings are looked for: a table begins with the carrier's name and the period."""
LONGEST_CODE: Final = 60
CODES: Final = ("tracking", "number")
AMOUNTS: Final = ("cod_vnd", "fee_vnd", "paid_vnd")


@dataclass(frozen=True)
class Layout:
    """How a carrier calls its columns: folded headings lead to fields. An empty name is anybody's."""

    name: str
    marks: frozenset[str]
    headings: Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """A row: the parcel by its codes, and three sums in dong: what was taken, kept of it as a fee, and sent."""

    row: int
    tracking: str
    number: str
    cod_vnd: int
    fee_vnd: int
    paid_vnd: int


@dataclass(frozen=True)
class Table:
    """A remittance as its file says it."""

    layout: str
    lines: tuple[Line, ...]

    @property
    def digest(self) -> str:
        """The same for every file that says the same of the same parcels, in whatever order and format."""
        said = sorted((line.tracking, line.number, line.cod_vnd, line.fee_vnd, line.paid_vnd) for line in self.lines)
        return hashlib.sha256(repr(said).encode()).hexdigest()


def read(data: bytes) -> Table:
    """Read the whole table or nothing of it.

    Raises what spreadsheets.read raises, ColumnsMissing, RowUnreadable (with row, column and text), NoRemittance or
    TooManyLines.
    """
    rows = iter(spreadsheets.read(data).rows)
    first = list(islice(rows, LOOKED_AT))
    layout, at, fields = _understood(first)
    found = (_line(row, fields) for row in chain(first[at + 1 :], rows))
    lines = tuple(islice((line for line in found if line), MOST_LINES + 1))
    if not lines:
        raise NoRemittance()
    if len(lines) > MOST_LINES:
        raise TooManyLines(most=MOST_LINES)
    return Table(layout.name, lines)


def code(text: str) -> str:
    """A code as we compare it: carriers and spreadsheets put in blanks and change the case."""
    return "".join(text.split()).upper()[:LONGEST_CODE]


def _understood(first: list[Row]) -> tuple[Layout, int, dict[str, tuple[int, str]]]:
    """The layout, the place of the headings, and the column and heading of each field."""
    best: dict[str, tuple[int, str]] = {}
    for at, row in enumerate(first):
        titles = [clean_line(_text(cell), 80) for cell in row.cells]
        layout, fields = _fields(titles)
        if _has_all(fields):
            return layout, at, fields
        best = max(best, fields, key=len)
    raise ColumnsMissing(missing="“Mã vận đơn”" if not set(CODES) & set(best) else "“Tiền thu hộ”")


def _fields(titles: list[str]) -> tuple[Layout, dict[str, tuple[int, str]]]:
    folded = [fold(title) for title in titles]
    layout = next(each for each in _layouts() if each.marks <= set(folded))
    fields: dict[str, tuple[int, str]] = {}
    for column, (name, title) in enumerate(zip(folded, titles, strict=True)):
        if field := layout.headings.get(name):
            fields.setdefault(field, (column, title))
    return layout, fields


def _has_all(fields: Iterable[str]) -> bool:
    """Whether it can be told which parcel, and how much was taken or sent."""
    named = set(fields)
    return bool(named & set(CODES)) and bool(named & {"cod_vnd", "paid_vnd"})


def _line(row: Row, fields: Mapping[str, tuple[int, str]]) -> Line | None:
    """The row, or None when it names no parcel: a sum, a remark."""
    tracking, number = (code(_text(_cell(row, fields.get(name)))) for name in CODES)
    if (not tracking and not number) or fold(tracking or number).startswith(("tong", "cong")):
        return None
    cod, fee, paid = (_amount(row, fields.get(name)) for name in AMOUNTS)
    fee_vnd = abs(fee or 0)
    if paid is None:
        paid = (cod or 0) - fee_vnd
    taken_vnd = paid + fee_vnd if cod is None else cod
    return Line(row.number, tracking, number, taken_vnd, taken_vnd - paid, paid)


def _amount(row: Row, place: tuple[int, str] | None) -> int | None:
    cell = _cell(row, place)
    try:
        return amount_in(cell)
    except DomainError as error:
        heading = place[1] if place else ""
        raise RowUnreadable(row=row.number, column=heading, text=clean_line(_text(cell), 30)) from error


def _cell(row: Row, place: tuple[int, str] | None) -> Cell:
    return row.cells[place[0]] if place and place[0] < len(row.cells) else ""


def _text(cell: Cell) -> str:
    if isinstance(cell, Odd):
        return cell.text
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


@cache
def _layouts() -> tuple[Layout, ...]:
    return tuple(_loaded())


def _loaded() -> Iterator[Layout]:
    for row in tomllib.loads(DATA.read_text(encoding="utf-8"))["layout"]:
        headings = {fold(heading): name for name, several in row["columns"].items() for heading in several}
        yield Layout(row["name"], frozenset(map(fold, row["marks"])), headings)
