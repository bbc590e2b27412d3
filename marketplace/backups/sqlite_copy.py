"""SQLite's database as one file, copied while the shop goes on writing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from sqlalchemy import make_url

from marketplace.backups.errors import BackupError
from marketplace.backups.facts import Facts, facts

PAGES: Final = 4_096
"""Copied at a stroke; what is read between two of them is of the same moment."""


def path_of(url: str) -> Path:
    """The file of the database. Raises BackupError for one in memory."""
    name = make_url(url).database
    if not name or name == ":memory:":
        raise BackupError("A database in memory cannot be backed up.")
    return Path(name)


def size(url: str) -> int:
    """Bytes that a copy takes at most."""
    path = path_of(url)
    return path.stat().st_size if path.exists() else 0


def copy(url: str, into: Path) -> Facts:
    """Copy the database as it is at this moment; gives what stands in the copy. Raises BackupError."""
    with _told(), closing(_reading(path_of(url))) as source, closing(sqlite3.connect(into)) as target:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from now on it sees this moment alone
        source.backup(target, pages=PAGES, sleep=0)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, without a second one beside it
        return facts(lambda statement: target.execute(statement).fetchone())


def is_empty(url: str) -> bool:
    """Whether nothing is there yet."""
    path = path_of(url)
    if not path.exists():
        return True
    with _told(), closing(_reading(path)) as source:
        return bool(source.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,))


def load(database: Path, url: str) -> None:
    """Put the copy in the place of the empty database, at one stroke."""
    path = path_of(url)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _told(), closing(sqlite3.connect(database)) as copied:
        copied.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for beside in (path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        beside.unlink(missing_ok=True)  # of the empty one: its pages are none of the copy's
    database.replace(path)


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, isolation_level=None, timeout=60)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise BackupError(f"SQLite says: {error}. No backup was made and nothing was changed.") from error
