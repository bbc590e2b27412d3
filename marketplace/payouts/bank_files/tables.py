"""Tables of transfers in the shapes of data/bank_files.toml."""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from marketplace.payouts.bank_files.transfers import Transfer
from marketplace.spreadsheets import Digits, Told, write_csv

VALUES: Final[dict[str, Callable[[int, Transfer], Told]]] = {
    "number": lambda number, _transfer: number,
    "bank": lambda _number, transfer: Digits(transfer.bank),
    "bank_name": lambda _number, transfer: transfer.bank_name,
    "account": lambda _number, transfer: Digits(transfer.account),
    "holder": lambda _number, transfer: transfer.holder,
    "amount": lambda _number, transfer: transfer.amount_vnd,
    "memo": lambda _number, transfer: transfer.plain_memo,
    "ref": lambda _number, transfer: transfer.ref,
}


@dataclass(frozen=True)
class Shape:
    """A table that a bank takes: its headings and what stands under each."""

    key: str
    name: str
    columns: tuple[tuple[str, str], ...]


@cache
def shapes() -> dict[str, Shape]:
    """All shapes by their key."""
    file = Path(__file__).parent.parent / "data" / "bank_files.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["shape"]
    return {row["key"]: Shape(row["key"], row["name"], tuple(map(tuple, row["columns"]))) for row in rows}


def write_table(shape: Shape, transfers: Iterable[Transfer]) -> bytes:
    """The transfers as CSV; accounts keep their leading zeros, and no name becomes a formula."""
    heading = [title for title, _ in shape.columns]
    lines = ([VALUES[what](number, transfer) for _, what in shape.columns] for number, transfer in _numbered(transfers))
    return write_csv(heading, lines)


def _numbered(transfers: Iterable[Transfer]) -> Iterable[tuple[int, Transfer]]:
    return enumerate(transfers, 1)
