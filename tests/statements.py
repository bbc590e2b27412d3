"""Counts what a page asks the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, event

from marketplace.database import db


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every question and change sent inside the block; where transactions and savepoints begin does not count.

    What the test has prepared is saved before, so that it does not count either.
    """
    db.session.commit()
    sent: list[str] = []

    def note(connection: Connection, cursor: object, statement: str, *rest: object) -> None:
        if "SAVEPOINT" not in statement and not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    event.remove(db.engine, "before_cursor_execute", note)
