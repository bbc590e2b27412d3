"""The one writer of tables for people and their spreadsheets; programs read feeds."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO
from typing import Final

from flask import Response

from marketplace.clock import to_local

Cell = str | int | datetime | None
ODD_SPACE: Final = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
"""Spaces that keep words together or apart on a page; in a table nobody finds what they stand in."""
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""With what spreadsheets take for one (OWASP, CSV injection)."""


class Digits(str):
    """A phone or parcel number, written as ="0912 345 678": in any other form spreadsheets take it for an amount.

    They would drop its leading zeros and round what is longer than fifteen digits.
    """


def table(filename: str, heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """The rows as a file to save. Begins with a mark by which Excel knows UTF-8; no text can become a formula.

    Instants are written as 2026-11-25 17:05 on Vietnam's clock, which sorts and which spreadsheets know.
    """
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(map(_written, heading))
    writer.writerows(map(_written, row) for row in rows)
    answer = Response(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=filename)
    return answer


def _written(cell: Cell) -> str | int:
    match cell:
        case None:
            return ""
        case datetime():
            return f"{to_local(cell):%Y-%m-%d %H:%M}"
        case int():
            return cell
        case Digits():
            quoted = _plain(cell).replace('"', '""')
            return f'="{quoted}"' if cell else ""
    plain = _plain(cell)
    return f"'{plain}" if plain.startswith(FORMULA) else plain


def _plain(text: str) -> str:
    return ODD_SPACE.sub(" ", text)
