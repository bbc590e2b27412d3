"""Workbooks (XLSX): a ZIP of XML from strangers, so that what it unpacks to is asked before any of it is unpacked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from io import BytesIO
from math import isfinite
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from marketplace.spreadsheets.cells import Cell, Odd, OddKind, Row, Sheet
from marketplace.spreadsheets.errors import NotATable, OpenDocument, TableUnpacksTooFar, TooManyMerged
from marketplace.spreadsheets.guarding import unmarked, unquoted
from marketplace.text import nfc

UNREADABLE: Final = (BadZipFile, OSError, RuntimeError, ValueError)
"""What opening or unpacking a broken, locked or strangely packed ZIP raises."""
MOST_UNPACKED: Final = 80 * 1024 * 1024
MOST_TIMES: Final = 100
SMALL: Final = 8 * 1024 * 1024
"""What a workbook may unpack to however small it is: a short table of equal rows packs very well."""
MOST_PARTS: Final = 1_000
MOST_MERGED: Final = 500
CHUNK, LONGEST_TAG = 1 << 20, 4_096
LAYOUT: Final = re.compile(
    rb'<(?:\w+:)?(?:mergeCell [^>]*?ref="(?P<merged>[A-Z]+\d+:[A-Z]+\d+)"'
    rb'|row (?=[^>]*?\bhidden="(?:1|true)")[^>]*?\br="(?P<row>\d+)"'
    rb'|col (?=[^>]*?\bhidden="(?:1|true)")[^>]*?\bmin="(?P<col>\d+)")'
)
"""What the fast way of reading a workbook says nothing of."""
Area = tuple[int, int, int, int]


@dataclass(frozen=True)
class Layout:
    """What was found beside the cells of a sheet."""

    merged: dict[str, Area]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[str, ...]

    def area_of(self, row: int, column: int) -> str:
        """The merged area of this cell, unless it is the one that shows the text of all."""
        for name, (left, top, right, bottom) in self.merged.items():
            if top <= row <= bottom and left <= column <= right and (row, column) != (top, left):
                return name
        return ""


def read(file: BytesIO) -> Sheet:
    """The first sheet with rows. Raises TableUnpacksTooFar, NotATable, OpenDocument or TooManyMerged."""
    _check_size(file)
    book = _opened(file)
    filled: Sheet | None = None
    others = []
    for sheet in (each for each in book.worksheets if each.sheet_state == "visible"):
        if filled is not None:
            others.append(sheet.title)
        elif (rows := _first_of(_rows(sheet, layout := _layout(file, sheet)))) is not None:
            filled = Sheet(rows, layout.hidden_rows, layout.hidden_columns, tuple(layout.merged))
    return replace(filled or Sheet(iter(())), other_sheets=tuple(others))


def _check_size(file: BytesIO) -> None:
    """What the directory of the ZIP promises: more than that is never given out."""
    size = len(file.getbuffer())
    try:
        with ZipFile(file) as parts:
            names = {part.filename for part in parts.infolist()}
            unpacked = sum(part.file_size for part in parts.infolist())
            kind = parts.read("mimetype")[:100] if "mimetype" in names else b""
    except UNREADABLE as error:
        raise NotATable() from error
    if unpacked > MOST_UNPACKED or len(names) > MOST_PARTS or unpacked > max(SMALL, MOST_TIMES * size):
        raise TableUnpacksTooFar()
    if b"opendocument" in kind:
        raise OpenDocument()
    if not any(name.endswith("workbook.xml") for name in names):
        raise NotATable()


def _opened(file: BytesIO) -> Any:
    from openpyxl import load_workbook  # twelve megabytes that a process which reads no table does without

    try:
        return load_workbook(file, read_only=True, keep_links=False)
    except Exception as error:  # a damaged file fails anywhere in the library, in any way
        raise NotATable() from error


def _layout(file: BytesIO, sheet: Any) -> Layout:
    """Hidden rows and columns and merged areas. Raises TooManyMerged."""
    from openpyxl.utils.cell import get_column_letter, range_boundaries

    found: dict[str, set[str]] = {"merged": set(), "row": set(), "col": set()}
    with ZipFile(file) as parts, parts.open(sheet._worksheet_path) as part:
        tail = b""
        while chunk := part.read(CHUNK):
            for match in LAYOUT.finditer(tail + chunk):
                found[str(match.lastgroup)].add(match[str(match.lastgroup)].decode("ascii"))
            if len(found["merged"]) > MOST_MERGED:
                raise TooManyMerged(most=MOST_MERGED)
            tail = chunk[-LONGEST_TAG:]
    merged = {name: range_boundaries(name) for name in sorted(found["merged"])}
    columns = sorted(map(int, found["col"]))
    return Layout(merged, tuple(sorted(map(int, found["row"]))), tuple(map(get_column_letter, columns)))


def _first_of(rows: Iterator[Row]) -> Iterator[Row] | None:
    """The same rows, or nothing when there is none."""
    first = next(rows, None)
    return None if first is None else _again(first, rows)


def _again(first: Row, rows: Iterator[Row]) -> Iterator[Row]:
    yield first
    yield from rows


def _rows(sheet: Any, layout: Layout) -> Iterator[Row]:
    """The size that the file claims is not believed: where a program wrote A1, all other cells would be lost."""
    sheet.reset_dimensions()
    try:
        for number, cells in enumerate(sheet.iter_rows(), 1):
            held = [_held(cell) for cell in cells]
            if layout.merged:
                held = [cell or _merged(layout, number, at) for at, cell in enumerate(held, 1)]
            while held and held[-1] == "":
                held.pop()
            if any(cell != "" and not (isinstance(cell, str) and not cell.strip()) for cell in held):
                yield Row(number, held)
    except Exception as error:  # see _opened
        raise NotATable() from error


def _merged(layout: Layout, row: int, column: int) -> Cell:
    area = layout.area_of(row, column)
    return Odd(OddKind.MERGED, area) if area else ""


def _held(cell: Any) -> Cell:
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if value is None:
        return ""
    if kind == "f":
        return _formula(f"{getattr(value, 'text', value)}")
    if kind == "e":
        return Odd(OddKind.ERROR, str(value))
    if isinstance(value, datetime | date | time):
        return Odd(OddKind.DATE, _day(value), _moment(value))
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    is_number = isinstance(value, bool | int) or (isinstance(value, float) and isfinite(value))
    return value if is_number else unmarked(nfc(str(value)))


def _formula(text: str) -> Cell:
    """A code that a table of ours had protected is one again; anything else is a formula."""
    code = unquoted(text)
    return Odd(OddKind.FORMULA, text[:200]) if code == text else code


def _moment(value: datetime | date | time) -> datetime | None:
    if isinstance(value, time):
        return None
    return value if isinstance(value, datetime) else datetime.combine(value, time())


def _day(value: datetime | date | time) -> str:
    return f"{value:%H:%M}" if isinstance(value, time) else f"{value:%d/%m/%Y}"
