"""Tables as people's programs write them: read without guessing, written so that no text becomes a formula."""

from marketplace.spreadsheets.cells import Cell, Odd, OddKind, Row, Sheet
from marketplace.spreadsheets.reading import MOST_BYTES, read
from marketplace.spreadsheets.writing import Digits, Told, add_to_csv, begin_csv, write_csv, write_xlsx

__all__ = [
    "MOST_BYTES",
    "Cell",
    "Digits",
    "Odd",
    "OddKind",
    "Row",
    "Sheet",
    "Told",
    "add_to_csv",
    "begin_csv",
    "read",
    "write_csv",
    "write_xlsx",
]
