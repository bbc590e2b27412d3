"""One release of a database at a time: others wait, say for whom, and then go on.

PostgreSQL keeps the lock in a transaction of its own, which a pooler in transaction mode leaves alone and which ends
with the process, however that ends. Beside an SQLite file stands a file that the system unlocks in the same way.
"""

import fcntl
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import sleep
from typing import IO, Final

import click
from sqlalchemy import Engine, text

KEY: Final = {"first": 7165, "second": 12}
"""The lock's name in PostgreSQL; the ledger's locks have one number, this has two, so that they never meet."""
TAKE: Final = text("SELECT pg_try_advisory_xact_lock(:first, :second)")
NAME: Final = text("SELECT set_config('application_name', :name, true)")
PATIENT: Final = text(
    "SELECT set_config(name, '0', true) FROM pg_settings "
    "WHERE name IN ('idle_in_transaction_session_timeout', 'transaction_timeout')"
)
"""The transaction waits for as long as the migrations take; it sees and holds nothing else meanwhile."""
HOLDER: Final = text(
    "SELECT application_name || ', since ' || to_char(xact_start AT TIME ZONE 'UTC', 'HH24:MI:SS') || ' UTC' "
    "FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND granted AND classid = :first "
    "AND objid = :second AND objsubid = 2 "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
PAUSE_SECONDS: Final = 0.5
Say = Callable[[str], None]

_held: Final = set[str]()
"""The databases whose lock this process has: a release that runs migrations does not wait for itself."""


@contextmanager
def hold(engine: Engine, say: Say = click.echo) -> Iterator[None]:
    """Be the only one who releases this database; whoever has the lock already goes straight on."""
    address = engine.url.render_as_string(hide_password=False)
    if address in _held:
        yield
        return
    taking = _hold_postgresql if engine.dialect.name == "postgresql" else _hold_sqlite
    with taking(engine, say):
        _held.add(address)
        try:
            yield
        finally:
            _held.discard(address)


def me() -> str:
    """This process, as the others read of it."""
    return f"{socket.gethostname()[:30]}, process {os.getpid()}"


@contextmanager
def _hold_postgresql(engine: Engine, say: Say) -> Iterator[None]:
    with engine.connect() as connection:
        told = ""
        while not connection.scalar(TAKE, KEY):
            told = _tell(say, connection.scalar(HOLDER, KEY) or "", told)
            connection.rollback()  # within one transaction the holder would stay whom we saw first
            sleep(PAUSE_SECONDS)
        connection.execute(NAME, {"name": me()})
        connection.execute(PATIENT)
        yield


@contextmanager
def _hold_sqlite(engine: Engine, say: Say) -> Iterator[None]:
    database = engine.url.database
    if not database or database == ":memory:":
        yield
        return
    with Path(f"{database}-release").open("a+", encoding="utf-8") as file:
        told = ""
        while not _is_taken(file):
            file.seek(0)
            told = _tell(say, file.read(), told)
            sleep(PAUSE_SECONDS)
        file.truncate(0)
        file.write(f"{me()}, since {datetime.now(UTC):%H:%M:%S} UTC")
        file.flush()
        yield


def _is_taken(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _tell(say: Say, holder: str, told: str) -> str:
    """Say for whom we wait, once for each of them."""
    if holder and holder != told:
        say(f"Another release of this database is at work ({holder}). This one goes on when that has ended.")
    return holder or told
