"""What stands in a table that was read: texts and numbers as they are, and what is neither called by its kind."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class OddKind(StrEnum):
    """What a cell holds that is no text and no number; nobody guesses what was meant."""

    DATE = "date"
    ERROR = "error"
    FORMULA = "formula"
    MERGED = "merged"


@dataclass(frozen=True)
class Odd:
    """Such a cell, with what is to be said of it: the day, the formula, the area that was merged.

    `moment` is the day with its time, on the clock of whoever wrote it, where the cell holds one.
    """

    kind: OddKind
    text: str
    moment: datetime | None = None


Cell = str | int | float | bool | Odd
"""An empty cell is the empty text."""


class Row(NamedTuple):
    """A row with the number that the spreadsheet shows beside it."""

    number: int
    cells: list[Cell]


@dataclass(frozen=True)
class Sheet:
    """The rows of a table that are not empty, to be read once, and what the person has to know about the rest of it.

    `hidden_rows` and `hidden_columns` (letters) are read like all others; `other_sheets` are not.
    """

    rows: Iterator[Row]
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    other_sheets: tuple[str, ...] = field(default=())
