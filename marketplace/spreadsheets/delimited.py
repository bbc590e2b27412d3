"""Texts with separators: whatever encoding and separator the program of the person has chosen."""

import codecs
import csv
import re
from collections.abc import Iterator
from io import StringIO
from typing import Final

from marketplace.spreadsheets.cells import Row, Sheet
from marketplace.spreadsheets.errors import EncodingUnknown, NotATable
from marketplace.spreadsheets.guarding import unguarded
from marketplace.text import nfc

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SEPARATORS: Final = ("\t", ";", ",", "|")
TOLD: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""The first line by which Excel lets a file name its separator."""
QUOTED: Final = re.compile(r'"[^"]*"')
LOOKED_AT: Final = 20
"""Lines in which the separator is counted."""


def read(data: bytes) -> Sheet:
    """The rows of the text. Raises EncodingUnknown or NotATable."""
    text = decoded(data)
    if "\0" in text:
        raise NotATable()
    if named := TOLD.match(text):
        return Sheet(_rows(text, named[1], skipped=1))
    return Sheet(_rows(text, _separator(text)))


def decoded(data: bytes) -> str:
    """By its mark, as UTF-8, as UTF-16 that lacks its mark, or else in the Vietnamese code page of Windows.

    Raises EncodingUnknown.
    """
    marked = next((name for mark, name in BOMS if data.startswith(mark)), None)
    if marked is None and b"\0" in data[:200]:
        marked = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    for encoding in (marked,) if marked else ("utf-8", "cp1258"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise EncodingUnknown()


def _separator(text: str) -> str:
    """The one that stands most often in the heading, or else in the lines after it."""
    lines = [QUOTED.sub("", line) for line in text[:50_000].splitlines()[:LOOKED_AT] if line.strip()]
    return max(SEPARATORS, key=lambda mark: [line.count(mark) for line in lines])


def _rows(text: str, separator: str, skipped: int = 0) -> Iterator[Row]:
    """A record that holds line breaks is one row, as the spreadsheet counts."""
    try:
        for number, record in enumerate(csv.reader(StringIO(text, newline=""), delimiter=separator), 1):
            cells = [unguarded(nfc(cell)) for cell in record]
            if number > skipped and any(cell.strip() for cell in cells):
                yield Row(number, list(cells))
    except csv.Error as error:
        raise NotATable() from error
