"""The rows to be mended, or whose draft lacks something, as a table in their own layout, to be sent again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from marketplace.imports.cells import thawed
from marketplace.imports.fields import shown
from marketplace.imports.models import Import, ImportRow, RowState
from marketplace.imports.queries import each_row
from marketplace.spreadsheets import Told, write_csv

AT_ONCE = 500


def failed_as_csv(table: Import, say: Callable[[Mapping[str, Any]], str], title: str) -> bytes:
    """The rows with their own headings, and last what is wrong with each, as `say` says it under this `title`."""
    return write_csv([*table.heading, title], _lines(table, say))


def _lines(table: Import, say: Callable[[Mapping[str, Any]], str]) -> Iterator[Sequence[Told]]:
    for rows in each_row(table, {RowState.BAD, RowState.WRITTEN}, size=AT_ONCE):
        for row in filter(lambda row: row.problems, rows):
            cells = [_cell(row, at) for at in range(len(table.heading))]
            yield [*cells, " ".join(say(each) for each in row.problems)]


def _cell(row: ImportRow, at: int) -> Told:
    cell = thawed(row.cells[at]) if at < len(row.cells) else ""
    return cell if isinstance(cell, int) and not isinstance(cell, bool) else shown(cell)
