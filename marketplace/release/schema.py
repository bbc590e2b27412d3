"""Which migrations a database lacks."""

from alembic.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from flask import current_app

from marketplace import health
from marketplace.database import db
from marketplace.release.errors import CannotRelease


def missing() -> list[Script]:
    """The migrations that this code brings and the database has not seen, the next first.

    Raises CannotRelease when the database has seen one that this code does not know.
    """
    try:
        health.refuse_newer_version()
    except health.OtherVersion as error:
        raise CannotRelease(str(error)) from error
    scripts = ScriptDirectory(current_app.extensions["migrate"].directory)
    with db.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_heads()
    return list(scripts.iterate_revisions("heads", current or "base"))[::-1]
