"""Runs the migrations on the application's own database, inside one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from marketplace.database import Base
from marketplace.search.engines import is_index_table


class BrokenReferences(RuntimeError):
    """Rows that point to rows which do not exist."""


def run(connection: Connection) -> None:
    """Upgrade or downgrade over this connection."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        include_name=is_described,
    )
    with context.begin_transaction():
        context.run_migrations()


def is_described(name: str | None, kind: str, _parents: object) -> bool:
    """Leave the search index alone, which no model describes."""
    return kind != "table" or not is_index_table(name or "")


@contextmanager
def without_foreign_keys(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by copying it and dropping the old one, which its rows' dependants would forbid.

    Raises BrokenReferences when a migration left a row that points to nothing.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    sqlite = connection.connection.driver_connection  # outside of any transaction, inside of which this does nothing
    sqlite.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        if broken := sqlite.execute("PRAGMA foreign_key_check").fetchall():
            raise BrokenReferences(broken)
    finally:
        connection.rollback()  # with nothing to migrate, what was read has begun a transaction that nobody ends
        sqlite.execute("PRAGMA foreign_keys=ON")


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with current_app.extensions["migrate"].db.engine.connect() as own, without_foreign_keys(own):
        run(own.execution_options(sqlite_begin="BEGIN IMMEDIATE"))
