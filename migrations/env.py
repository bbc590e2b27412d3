"""Runs the migrations on the application's own database, each in a transaction of its own.

A migration waits a short time for each lock, gives up, lets everybody pass who queued behind it, and tries again:
on PostgreSQL a table change that waits for one long query stops every page that reads the table.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from time import sleep
from typing import Any

import click
from alembic import context
from alembic.runtime.migration import MigrationContext
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from marketplace import cache_tags, database_version, guards, release
from marketplace.database import Base
from marketplace.deadlines import Impatient, Waits
from marketplace.prices import triggers
from migrations.releases import is_described

LOCK_SECONDS = 3.0
"""How long a migration waits for one lock; `flask db upgrade -x lock_seconds=10` for another time."""
TRIES = 10
LOCKED = {"55P03", "40P01", "SQLITE_BUSY", "SQLITE_LOCKED"}
"""By which PostgreSQL and SQLite say that a lock was not to be had, in time or because of a deadlock."""


class BrokenReferences(RuntimeError):
    """Rows that point to rows which do not exist."""


class DatabaseBusy(RuntimeError):
    """Somebody held a lock for longer than a migration waits."""

    def __init__(self) -> None:
        super().__init__(
            "The database could not be brought up to date: another program holds a lock on it. The migration that "
            "waited has changed nothing. Wait for a backup or a long report, or end what else uses the database, "
            "then start again."
        )


def migrate(connection: Connection, lock_seconds: float) -> None:
    """Upgrade or downgrade, trying again where a lock was not to be had. Raises DatabaseBusy when it never was."""
    for _try in range(TRIES):
        try:
            return run(connection)
        except OperationalError as error:
            connection.rollback()
            if not waited_in_vain(error):
                raise
        sleep(lock_seconds)
    raise DatabaseBusy


def run(connection: Connection) -> None:
    """Upgrade or downgrade over this connection, from where the database stands; then see to the triggers."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        include_name=is_described,
        transaction_per_migration=True,
        on_version_apply=telling(connection),
    )
    with context.begin_transaction():
        context.run_migrations()
    database_version.watch(connection)
    cache_tags.watch(connection)
    guards.watch(connection)
    triggers.watch(connection)
    connection.commit()


def telling(connection: Connection) -> Callable[..., None]:
    """Says each migration that has run; those of a new database are of no interest to anybody."""
    is_new = not MigrationContext.configure(connection).get_current_heads()
    connection.rollback()

    def tell(*, step: Any, **_of_alembic: Any) -> None:
        if step.is_upgrade and not is_new:
            click.echo(f"  migration {step.up_revision_id}: {step.up_revision.doc}")

    return tell


def waited_in_vain(error: OperationalError) -> bool:
    """Whether the database gave up waiting for a lock."""
    said = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
    return said in LOCKED


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
    yield
    if broken := sqlite.execute("PRAGMA foreign_key_check").fetchall():
        raise BrokenReferences(broken)


def limit_waiting(connection: Connection, lock_seconds: float) -> None:
    """Let the database give up a lock that is not to be had in time."""
    milliseconds, driver = int(lock_seconds * 1_000), connection.connection.driver_connection
    if isinstance(driver, Impatient):
        driver.limits = replace(Waits.of_work(), lock=milliseconds)
    elif connection.dialect.name == "sqlite":
        driver.execute(f"PRAGMA busy_timeout = {milliseconds}")


def wanted_lock_seconds() -> float:
    """How long to wait, as the command says."""
    return float(context.get_x_argument(as_dictionary=True).get("lock_seconds", LOCK_SECONDS))


engine = current_app.extensions["migrate"].db.engine
with release.hold(engine), engine.connect() as own:
    try:
        with without_foreign_keys(own):
            limit_waiting(own, wanted_lock_seconds())
            migrate(own.execution_options(sqlite_begin="BEGIN IMMEDIATE"), wanted_lock_seconds())
    finally:
        own.invalidate()  # what is set on this connection ends with it
