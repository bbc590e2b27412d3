"""Going through thousands of rows so that nobody waits: short transactions, and a pause after each.

On SQLite one transaction writes at a time; whoever waits for the lock looks again every few milliseconds.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from time import sleep
from typing import Any, Final, TypeVar

from sqlalchemy import bindparam, update

from marketplace.database import db, transaction
from marketplace.imports.models import Import, ImportRow, ImportState

PAUSE: Final = 0.02
Thing = TypeVar("Thing")


class Gone(Exception):
    """The table was thrown away, or somebody else has taken it a step further."""


def in_batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """The things, so many at a time."""
    left = iter(things)
    while batch := list(islice(left, size)):
        yield batch


@contextmanager
def batch(table: Import, state: ImportState, *, done: int) -> Iterator[None]:
    """A transaction in which `done` more rows are worked on, followed by a pause. Raises Gone."""
    with transaction():
        going_on = update(Import).where(Import.id == table.id, Import.state == state)
        if db.session.execute(going_on.values(done=Import.done + done).returning(Import.id)).first() is None:
            raise Gone()
        yield
    sleep(PAUSE)


def write_rows(changes: Sequence[dict[str, Any]]) -> None:
    """Write columns of rows, each with its `id`: one statement."""
    if changes:
        rows = ImportRow.__table__
        columns: dict[str, Any] = {name: bindparam(f"new_{name}") for name in changes[0] if name != "id"}
        values = [{f"new_{name}": value for name, value in change.items()} for change in changes]
        db.session.connection().execute(
            update(rows).where(rows.c.id == bindparam("new_id")).values(columns),  # type: ignore[arg-type]
            values,
        )
        db.session().info["changed"] = True
