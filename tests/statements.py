"""Counts what a page asks the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from sqlalchemy import Connection, event

from marketplace.database import db
from marketplace.database_version import DatabaseVersion


@contextmanager
def counted(*, tags: bool = False) -> Iterator[list[str]]:
    """Every question and change sent inside the block; where transactions and savepoints begin does not count.

    What the test has prepared is saved before, so that it does not count either. The version of the pages is asked
    past the engine, so that this question is heard where it is put. Whether what a page shows has changed, asked in the
    same way beside the page's own statements, counts with `tags` alone.
    """
    db.session.commit()
    sent: list[str] = []
    ask = DatabaseVersion.ask

    def note(connection: Connection, cursor: object, statement: str, *rest: object) -> None:
        if not any(word in statement for word in ("SAVEPOINT", "BEGIN", "page_versions")):
            sent.append(statement)

    def note_version(version: DatabaseVersion, question: str, **values: object) -> object:
        if tags or "tag_versions" not in question:
            sent.append(question)
        return ask(version, question, **values)

    event.listen(db.engine, "before_cursor_execute", note)
    with patch.object(DatabaseVersion, "ask", note_version):
        yield sent
    event.remove(db.engine, "before_cursor_execute", note)
