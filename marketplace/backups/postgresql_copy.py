"""PostgreSQL's database by its own programs, pg_dump and pg_restore, and counted in the same moment that is dumped."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from os import getpid
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import time
from typing import Any, Final

import psycopg
from psycopg import conninfo
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

from marketplace.backups.errors import BackupError
from marketplace.backups.facts import Facts, facts

DEBIAN: Final = Path("/usr/lib/postgresql")
IN_ONE_MOMENT: Final = (
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
)
OWNERLESS: Final = ("--no-owner", "--no-privileges")
"""Whoever brings it back owns it, and gives the rights that hold there."""
TRIAL: Final = "gui_trial_"
LEFT_BEHIND: Final = "SELECT datname FROM pg_database WHERE datname LIKE 'gui\\_trial\\_%'"
A_DAY: Final = 24 * 60 * 60
TABLES: Final = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"


def size(url: str) -> int:
    """Bytes that the database takes on its server; a dump, which is compressed, takes less."""
    with _connected(url) as connection:
        return int(_first(connection, "SELECT pg_database_size(current_database())")[0])


def copy(url: str, into: Path) -> Facts:
    """Dump the database as it is at this moment; gives what stands in the dump. Raises BackupError."""
    with _connected(url) as connection:
        program = _program("pg_dump", connection.info.server_version // 10_000)
        for statement in IN_ONE_MOMENT:
            connection.execute(statement)
        snapshot = _first(connection, "SELECT pg_export_snapshot()")[0]
        _run(program, url, "--format=custom", f"--snapshot={snapshot}", f"--file={into}", *OWNERLESS)
        return facts(lambda statement: connection.execute(statement).fetchone())


def is_empty(url: str) -> bool:
    """Whether nothing is there yet."""
    with _connected(url) as connection:
        return bool(_first(connection, TABLES)[0] == 0)


def load(database: Path, url: str) -> None:
    """Bring the dump into an empty database, all of it or nothing. Raises BackupError."""
    with _connected(url) as connection:
        program = _program("pg_restore", connection.info.server_version // 10_000)
    _run(program, url, "--single-transaction", "--exit-on-error", *OWNERLESS, str(database))


@contextmanager
def throw_away(url: str) -> Iterator[str]:
    """The address of a new database on the same server, which is gone afterwards. Raises BackupError."""
    name = f"{TRIAL}{int(time())}_{getpid()}"
    with _connected(url) as connection:
        _clear_left_behind(connection)
        try:
            connection.execute(SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(name)))
        except psycopg.errors.InsufficientPrivilege as error:
            raise BackupError(
                f"The role {connection.info.user} may not make a database to try the backup in. Give it CREATEDB, or "
                "set BACKUP_TRIAL_URL to a server where it may."
            ) from error
    try:
        yield make_url(url).set(database=name).render_as_string(hide_password=False)
    finally:
        with _connected(url) as connection:
            _drop(connection, name)


def _clear_left_behind(connection: psycopg.Connection[TupleRow]) -> None:
    """Drop what trials of more than a day ago left behind, which were killed."""
    for (name,) in connection.execute(LEFT_BEHIND).fetchall():
        made_at = name.removeprefix(TRIAL).partition("_")[0]
        if made_at.isdigit() and int(made_at) < time() - A_DAY:
            _drop(connection, name)


def _drop(connection: psycopg.Connection[TupleRow], name: str) -> None:
    connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


@contextmanager
def _connected(url: str) -> Iterator[psycopg.Connection[TupleRow]]:
    try:
        with psycopg.connect(_address(url), autocommit=True, connect_timeout=10) as connection:
            yield connection
    except psycopg.Error as error:
        raise BackupError(f"PostgreSQL says: {str(error).strip().partition(chr(10))[0]}") from error


def _address(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _first(connection: psycopg.Connection[TupleRow], statement: str) -> TupleRow:
    row = connection.execute(statement).fetchone()
    return row or (0,)


def _program(name: str, server: int) -> Path:
    """The program of the server's version, else of the next newer one. Raises BackupError when there is none."""
    found = [Path(path) for path in [shutil.which(name), *DEBIAN.glob(f"*/bin/{name}")] if path]
    able = sorted((version, path) for path in found if (version := _version(path)) >= server)
    if not able:
        raise BackupError(
            f"{name} of PostgreSQL {server} or newer is not on this machine; install the package "
            f"postgresql-client-{server}, or put its folder on PATH."
        )
    return able[0][1]


def _version(program: Path) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 - a program that was found
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else 0


def _run(program: Path, url: str, *options: str) -> None:
    """Run it on the database; the password stands in a file that nobody else can read, not in the list of programs."""
    parts: dict[str, Any] = dict(conninfo.conninfo_to_dict(_address(url)))
    password = str(parts.pop("password", ""))
    with NamedTemporaryFile("w", prefix="gui-pass-") as secret:
        if password:
            secret.write("*:*:*:*:" + password.replace("\\", "\\\\").replace(":", "\\:"))
            secret.flush()
            parts["passfile"] = secret.name
        command: list[str | Path] = [program, f"--dbname={conninfo.make_conninfo(**parts)}", "--no-password", *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - a program that was found
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"]
        raise BackupError(f"{program.name} failed, and nothing was changed: {said[0]}")
