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
    send_all,
    start,
    take_up,
    undo,
)
from marketplace.imports.models import Import, ImportRow, ImportState, RowState
from marketplace.imports.proceeding import proceed
from marketplace.imports.queries import (
    cells_of,
    count_lacking,
    count_rows,
    count_unsent,
    each_row,
    get_import_of,
    get_row,
    imports_of,
    rows_of,
)
from marketplace.imports.sending import Standing, standing_of

__all__ = [
    "IMPORT",
    "Import",
    "ImportRow",
    "ImportState",
    "RowState",
    "Standing",
    "accept",
    "can_undo",
    "cells_of",
    "count_lacking",
    "count_rows",
    "count_unsent",
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
    "send_all",
    "standing_of",
    "start",
    "take_up",
    "undo",
]
