"""Cells as they are kept in the database: what JSON knows as it is, all else by its kind."""

from typing import Any

from marketplace.spreadsheets import Cell, Odd, OddKind

LONGEST_CELL = 5_000
"""More than any field of a listing may have; what is longer is refused all the same."""


def frozen(cell: Cell) -> Any:
    """The cell as JSON."""
    if isinstance(cell, Odd):
        return {cell.kind: cell.text}
    return cell[:LONGEST_CELL].replace("\0", "") if isinstance(cell, str) else cell


def thawed(kept: Any) -> Cell:
    """The cell again."""
    if isinstance(kept, dict):
        ((kind, text),) = kept.items()
        return Odd(OddKind(kind), text)
    cell: Cell = kept
    return cell
