"""Opening a file that somebody sent: what it is says its content, never its name."""

from io import BytesIO
from typing import Final

from marketplace.spreadsheets import delimited, workbooks
from marketplace.spreadsheets.cells import Sheet
from marketplace.spreadsheets.errors import NotATable, OldWorkbook, TableTooBig

MOST_BYTES: Final = 10 * 1024 * 1024
ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of the old format, and of any encrypted workbook."""
PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF")
"""Photos taken for tables: a JPEG would else be a text in unknown letters."""


def read(data: bytes) -> Sheet:
    """The first sheet with rows of a workbook, or the rows of a text with separators.

    Raises TableTooBig, TableUnpacksTooFar, NotATable, OldWorkbook, OpenDocument, EncodingUnknown or TooManyMerged; the
    rows may raise NotATable while they are read.
    """
    if len(data) > MOST_BYTES:
        raise TableTooBig(most=MOST_BYTES // 1024**2)
    if data.startswith(ZIP):
        return workbooks.read(BytesIO(data))
    if data.startswith(OLE):
        raise OldWorkbook()
    if data.startswith(PICTURES):
        raise NotATable()
    if data.lstrip()[:64].lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table", b"%pdf", b"{")):
        raise NotATable()
    return delimited.read(data)
