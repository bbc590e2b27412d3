"""The shop's database and its copies, of either kind."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from marketplace.backups import postgresql_copy, sqlite_copy
from marketplace.backups.errors import BackupError
from marketplace.backups.facts import Facts
from marketplace.database import db


def url() -> str:
    """The address of the shop's database, which is not used in this moment."""
    db.session.remove()
    return db.engine.url.render_as_string(hide_password=False)


def kind() -> str:
    """sqlite or postgresql."""
    return db.engine.dialect.name


def size() -> int:
    """Bytes that a copy takes at most. Raises BackupError."""
    return sqlite_copy.size(url()) if kind() == "sqlite" else postgresql_copy.size(url())


def copy(into: Path) -> Facts:
    """Copy the database as it is in this moment. Raises BackupError."""
    return sqlite_copy.copy(url(), into) if kind() == "sqlite" else postgresql_copy.copy(url(), into)


def load(database: Path, kind_of_it: str) -> None:
    """Bring a copy into the shop's database, which is empty: all of it or nothing. Raises BackupError."""
    address = url()
    db.engine.dispose()
    if kind_of_it == "sqlite":
        sqlite_copy.load(database, address)
    else:
        postgresql_copy.load(database, address)


def refuse_unless_empty(kind_of_it: str) -> None:
    """Raises BackupError when the shop's database is of another kind than the copy, or holds something."""
    if kind_of_it != kind():
        raise BackupError(f"The backup is one of {kind_of_it}, and DATABASE_URL names a database of {kind()}.")
    empty = sqlite_copy.is_empty(url()) if kind() == "sqlite" else postgresql_copy.is_empty(url())
    if not empty:
        raise BackupError(
            "The database that DATABASE_URL names is not empty, so nothing was changed. Name a new one, or empty it "
            "if you are sure that nobody needs it."
        )


@contextmanager
def loaded_elsewhere(database: Path, kind_of_it: str, trial_url: str) -> Iterator[str]:
    """The address of a throw-away database with the copy in it. Raises BackupError."""
    if kind_of_it == "sqlite":
        yield f"sqlite:///{database}"
        return
    server = trial_url or (url() if kind() == "postgresql" else "")
    if not server:
        raise BackupError("The backup is one of PostgreSQL. Set BACKUP_TRIAL_URL to a server to try it on.")
    with postgresql_copy.throw_away(server) as address:
        postgresql_copy.load(database, address)
        yield address
