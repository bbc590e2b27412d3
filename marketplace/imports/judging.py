"""Checking the rows of a table against the goods of the shop, all of them or those that something was mended in."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from marketplace.database import db
from marketplace.imports import goods
from marketplace.imports.batches import batch, write_rows
from marketplace.imports.checking import Checked, Checker, read_row
from marketplace.imports.models import Import, ImportRow, ImportState, RowState
from marketplace.imports.queries import cells_of, each_row, rows_for

OPEN: Final = frozenset({RowState.UNCHECKED, RowState.BAD, RowState.GOOD, RowState.SAME})
"""Rows that nothing was done with yet."""
AT_ONCE: Final = 200


def check_table(table: Import) -> None:
    """Check all rows, in short transactions; nothing but the rows is changed. Raises Gone."""
    checker = Checker(goods.names_of(table.seller_id), table.photos)
    for rows in each_row(table, OPEN, size=AT_ONCE):
        changes = [_written(row, checked) for row, checked in _checked(table, rows, checker)]
        with batch(table, ImportState.CHECKING, done=len(rows)):
            write_rows(changes)
    with batch(table, ImportState.CHECKING, done=0):
        table.enter(ImportState.CHECKED)


def recheck(table: Import, *targets: str, row: ImportRow | None = None) -> None:
    """Check those rows again that speak of these goods, and the one that was mended."""
    names = goods.names_of(table.seller_id)
    checker = Checker(names, table.photos)
    wanted = set(targets)
    if row is not None:
        wanted.add(checker.target_of(read_row(cells_of(table, row))))
    db.session.flush()
    rows = rows_for(table, wanted - {""}, OPEN)
    if row is not None and row.state in OPEN and row not in rows:
        rows = sorted([*rows, row], key=lambda each: each.number)
    for each, checked in _checked(table, rows, checker):
        for name, value in _written(each, checked).items():
            setattr(each, name, value)
    db.session.flush()


def _checked(table: Import, rows: Sequence[ImportRow], checker: Checker) -> Iterable[tuple[ImportRow, Checked]]:
    readings = [read_row(cells_of(table, row)) for row in rows]
    targets = [checker.target_of(reading) for reading in readings]
    known = goods.load(table.seller_id, targets)
    for row, reading, target in zip(rows, readings, targets, strict=True):
        yield row, checker.check(row.number, reading, target, known.get(target))


def _written(row: ImportRow, checked: Checked) -> dict[str, Any]:
    problems = [each.stored() for each in checked.problems]
    return {
        "id": row.id,
        "target": checked.target,
        "state": checked.state,
        "plan": checked.plan,
        "problems": problems,
    }
