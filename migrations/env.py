"""Runs the migrations on the application's own database, inside one transaction."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from marketplace.database import Base


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
    """Leave the search index alone: each database keeps it in tables of its own kind, which no model describes."""
    return kind != "table" or not (name or "").startswith(("shelf_words", "shelf_vocabulary"))


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with current_app.extensions["migrate"].db.engine.connect() as own:
        run(own.execution_options(sqlite_begin="BEGIN IMMEDIATE"))
