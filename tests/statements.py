"""Counts what a page asks the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, event

from marketplace.database import db


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement sent inside the block, apart from savepoints, which only the tests need."""
    sent: list[str] = []

    def note(connection: Connection, cursor: object, statement: str, *rest: object) -> None:
        if "SAVEPOINT" not in statement:
            sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    event.remove(db.engine, "before_cursor_execute", note)
