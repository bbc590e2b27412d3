"""Writing tables for people and their spreadsheets; programs read feeds."""

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from typing import IO, Any, Final

from marketplace.clock import to_local
from marketplace.spreadsheets.guarding import as_digits, guarded, marked_again

Told = str | int | datetime | None
"""What a cell may be told to hold."""
ODD_SPACE: Final = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
"""Spaces that keep words together or apart on a page; in a table nobody finds what they stand in."""
WIDEST: Final = 48
TEXT: Final = "@"


class Digits(str):
    """A phone or parcel number or a code, which no spreadsheet may take for an amount.

    It would drop its leading zeros and round what is longer than fifteen digits.
    """


def write_csv(heading: Sequence[str], rows: Iterable[Sequence[Told]]) -> bytes:
    """The rows as text. Begins with a mark by which Excel knows UTF-8; no text can become a formula.

    Instants are written as 2026-11-25 17:05 on Vietnam's clock, which sorts and which spreadsheets know.
    """
    kept = BytesIO()
    begin_csv(kept, heading)
    add_to_csv(kept, rows)
    return kept.getvalue()


def begin_csv(file: IO[bytes], heading: Sequence[str]) -> None:
    """The beginning of such a text, for a table that is not in memory all at once."""
    file.write(BOM_UTF8)
    add_to_csv(file, [heading])


def add_to_csv(file: IO[bytes], rows: Iterable[Sequence[Told]]) -> None:
    """More rows of it."""
    text = StringIO(newline="")
    csv.writer(text).writerows(map(_written, row) for row in rows)
    file.write(text.getvalue().encode())


def _written(cell: Told) -> str | int:
    match cell:
        case None:
            return ""
        case datetime():
            return _moment(cell)
        case int():
            return cell
        case Digits():
            return as_digits(_plain(cell))
    return guarded(_plain(cell))


def write_xlsx(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Told]]]]) -> bytes:
    """A workbook of (name, heading, rows); texts are marked as texts, so that nothing in them is calculated."""
    from openpyxl import Workbook  # as where they are read: most processes do without

    book = Workbook(write_only=True)
    for name, heading, rows in sheets:
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, title in enumerate(heading):
            sheet.column_dimensions[_letter(number)].width = min(max(len(title) + 4, 14), WIDEST)
        sheet.append([_heading(sheet, title) for title in heading])
        for row in rows:
            sheet.append([_cell(sheet, cell) for cell in row])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _heading(sheet: Any, title: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = WriteOnlyCell(sheet, title)
    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="F3EBDB")
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(sheet: Any, told: Told) -> Any:
    match told:
        case None | "":
            return None
        case int():
            return told
        case datetime():
            return _moment(told)
    text = told if isinstance(told, Digits) else marked_again(_plain(told))
    if not isinstance(told, Digits) and not text.startswith(("=", "#")):  # the library takes these for more than texts
        return text
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, text)
    cell.data_type, cell.number_format = "s", TEXT
    return cell


def _letter(number: int) -> str:
    letters = ""
    while number >= 0:
        letters = chr(65 + number % 26) + letters
        number = number // 26 - 1
    return letters


def _moment(instant: datetime) -> str:
    return f"{to_local(instant):%Y-%m-%d %H:%M}"


def _plain(text: str) -> str:
    return ODD_SPACE.sub(" ", text)
