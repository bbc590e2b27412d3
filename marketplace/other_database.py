"""Another database than the shop's own, such as a copy that is looked at: opened, brought up to date, left again."""

from collections.abc import Iterator
from contextlib import contextmanager

import flask_migrate
from alembic.script import ScriptDirectory
from flask import Flask

import config
from marketplace import deadlines
from marketplace.database import db, set_up_sqlite
from marketplace.extensions import migrate

MIGRATIONS = config.ROOT / "migrations"


@contextmanager
def opened(url: str) -> Iterator[None]:
    """In this block the rules ask the database at `url`; nothing stays connected afterwards."""
    app = Flask("other-database")
    app.config.update(SQLALCHEMY_DATABASE_URI=url, SQLALCHEMY_ENGINE_OPTIONS=deadlines.engine_options(url))
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            set_up_sqlite(db.engine)
        deadlines.limit(db.engine)
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()


def upgrade() -> None:
    """Bring the opened database up to date."""
    flask_migrate.upgrade()


def newest_version() -> str:
    """The version that this program brings databases to."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head() or ""


def knows(version: str) -> bool:
    """Whether this program can bring a database of that version up to date."""
    return version in {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
