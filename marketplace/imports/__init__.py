"""Goods from spreadsheets: read, checked row by row, mended, done by a worker, taken back within a day."""

from marketplace.imports.actions import (
    IMPORT,
    accept,
    can_undo,
    discard,
    drop,
    forget_old,
    mend,
    name_columns,
    receive,
    start,
    take_up,
    undo,
)
from marketplace.imports.models import Import, ImportRow, ImportState, RowState
from marketplace.imports.proceeding import proceed
from marketplace.imports.queries import cells_of, count_rows, each_row, get_import_of, get_row, imports_of, rows_of

__all__ = [
    "IMPORT",
    "Import",
    "ImportRow",
    "ImportState",
    "RowState",
    "accept",
    "can_undo",
    "cells_of",
    "count_rows",
    "discard",
    "drop",
    "each_row",
    "forget_old",
    "get_import_of",
    "get_row",
    "imports_of",
    "mend",
    "name_columns",
    "proceed",
    "receive",
    "rows_of",
    "start",
    "take_up",
    "undo",
]
