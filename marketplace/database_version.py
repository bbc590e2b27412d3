"""Which version of the shop's shown contents the database holds: what lets a page go out again without its facts.

Triggers raise the version within every transaction that changes a table which kept pages are drawn from. Nobody has
to note a change, so that none can be forgotten, whoever made it: this process, another one, or a person at the
database's own prompt. What no page shows, such as a basket, a session or a note on an order, leaves it as it is.

The shelf has a version of its own, which rises with what the numbers beside the filters are counted from alone.
"""

import logging
import os
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from time import monotonic, perf_counter
from typing import Any, Final

import psycopg
import structlog
from sqlalchemy import URL, BigInteger, ColumnElement, Connection, Engine, event, func, inspect, select
from sqlalchemy.orm import Mapped, mapped_column

from marketplace import database_time, deadlines
from marketplace.database import Model

SECONDS: Final = 1.0
"""How long an answer may take. A page does without it, so that a connection that hangs holds nobody up for longer."""
REST_SECONDS: Final = 5.0
"""How long nobody asks after a new connection did not answer either."""
MOST_IDLE: Final = 4
WATCHED: Final = (
    "answers",
    "certificates",
    "collection_items",
    "collections",
    "follows",
    "lot_steps",
    "lots",
    "order_lines",
    "pictures",
    "price_changes",
    "products",
    "promotion_packs",
    "questions",
    "reviews",
    "sellers",
    "shelf_entries",
    "stock_rights",
    "synonym_groups",
    "tariffs",
    "variants",
)
"""The tables that kept pages read; a test loads each page and says when one is missing here."""
COUNTED: Final = ("certificates", "promotion_packs", "sellers", "shelf_entries", "variants")
"""The tables that the numbers beside the filters are counted from, which a test sees to as well. Lots are not among
them: the entries hold what there is of them, and almost every order changes one.
"""
RAISED: Final = {"page_version": WATCHED, "shelf_version": COUNTED}
"""Each version by its name, and which tables raise it; its parts are rows of the table of the same name and an s."""
PRESENT: Final = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}
ERRORS: Final = (sqlite3.Error, psycopg.Error)

log = logging.getLogger(__name__)


class PageVersion(Model):
    """A part of the version, which is the sum of all parts.

    Where many write at a time each transaction raises a part that nobody else is raising, and makes a new one when
    there is none, so that orders do not wait for each other here.
    """

    __tablename__ = "page_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)


class ShelfVersion(Model):
    """A part of the version of the shelf, which is the sum of all parts; see `PageVersion`."""

    __tablename__ = "shelf_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)


class DatabaseVersion:
    """Asks over connections of its own, which wait for nobody: no lock is held while the database answers.

    They are the driver's own: so short a question would cost several times as much by way of the engine.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine, self._url, self._connect = engine, engine.url, connector(engine.url)
        self._idle: deque[Any] = deque()
        self._process = os.getpid()
        self._resting_until = 0.0
        event.listen(engine, "engine_disposed", lambda _engine: self.close())

    @property
    def dialect(self) -> str:
        """The kind of database that is asked."""
        return self._url.get_backend_name()

    def question(self, *beside: ColumnElement[Any]) -> str:
        """The statement that asks for the version, and for these columns beside it, as the driver takes it."""
        asked = select(select(func.sum(PageVersion.version)).scalar_subquery(), *beside)
        dialect: Any = self._url.get_dialect()
        style = "pyformat" if self._url.get_backend_name() == "postgresql" else "named"
        return str(asked.compile(dialect=dialect(paramstyle=style)))

    def ask(self, question: str, **values: object) -> tuple[Any, ...] | None:
        """The answer to a `question` at this moment, or None when the database gives none in time."""
        if monotonic() < self._resting_until or deadlines.is_left_alone(self._engine):
            return None
        for connection in self._connections():
            began_at = perf_counter()
            try:
                answer: tuple[Any, ...] = connection.execute(question, values).fetchone()
            except ERRORS as error:  # it may be long ago that the connection died
                _say("the version of the pages was not answered: %s", error)
                connection.close()
            else:
                database_time.note(question, perf_counter() - began_at)
                self._give_back(connection)
                return answer
        self._resting_until = monotonic() + REST_SECONDS
        return None

    def close(self) -> None:
        """Close the connections that nobody uses; the next question opens another one. Those of the process from which
        this one was forked are its own.
        """
        if self._process != os.getpid():
            self._idle, self._process = deque(), os.getpid()
        while self._idle:
            self._idle.pop().close()

    def _connections(self) -> Iterable[Any]:
        """One that was used before, and when that one fails a new one, once."""
        with suppress(IndexError):
            yield self._idle.pop()
        try:
            yield self._connect()
        except ERRORS as error:
            _say("no connection to ask for the version of the pages: %s", error)

    def _give_back(self, connection: Any) -> None:
        if len(self._idle) < MOST_IDLE:
            self._idle.append(connection)
        else:
            connection.close()


def connector(url: URL) -> Callable[[], Any]:
    """What opens a connection to the database at `url` that gives up in time; each statement is its own transaction."""
    _, named = url.get_dialect()().create_connect_args(url)
    if url.get_backend_name() == "sqlite":
        path = url.database or ""
        return lambda: sqlite3.connect(path, timeout=SECONDS, isolation_level=None, check_same_thread=False)
    limits = {
        "connect_timeout": deadlines.settings.limits.database_connect_seconds,
        "prepare_threshold": 0,
        **deadlines.connection_options(statement_timeout=f"{SECONDS:.0f}s"),
    }
    return lambda: Quick.connect(**{**named, **limits}, autocommit=True)


class Quick(deadlines.Impatient):
    """A connection for what a page does without when the answer does not come at once."""

    def patience(self) -> float:
        """How many seconds to wait for an answer."""
        return SECONDS


def watch(connection: Connection) -> None:
    """Let every change of the tables in `RAISED` raise its version; done at the end of every upgrade.

    SQLite changes a table by copying it, and drops its triggers with the old one: no migration has to think of that.
    What is there is left alone, because to make a trigger PostgreSQL locks the table against writing.
    """
    dialect, tables = connection.dialect.name, set(inspect(connection).get_table_names())
    present = set(connection.exec_driver_sql(PRESENT[dialect]).scalars())
    for version, table in _watched():
        for name, trigger in _triggers(dialect, version, table).items() if {f"{version}s", table} <= tables else ():
            if name not in present:
                connection.exec_driver_sql(f"CREATE TRIGGER {name} {trigger}")


def unwatch(connection: Connection) -> None:
    """Take back what `watch` did."""
    for version, table in _watched():
        for name in _triggers(connection.dialect.name, version, table):
            on = f" ON {table}" * (connection.dialect.name == "postgresql")
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{on}")


def _watched() -> Iterable[tuple[str, str]]:
    return ((version, table) for version, tables in RAISED.items() for table in tables)


def _triggers(dialect: str, version: str, table: str) -> dict[str, str]:
    """PostgreSQL hears of each statement, SQLite, which knows no other triggers, of each row."""
    if dialect == "postgresql":
        changes = "INSERT OR UPDATE OR DELETE OR TRUNCATE"
        return {f"{version}_{table}": f"AFTER {changes} ON {table} EXECUTE FUNCTION raise_{version}()"}
    raised = f"BEGIN UPDATE {version}s SET version = version + 1; END"  # noqa: S608 - names of this module
    return {
        f"{version}_{table}_{change.lower()}": f"AFTER {change} ON {table} {raised}"
        for change in ("INSERT", "UPDATE", "DELETE")
    }


def _say(sentence: str, reason: object) -> None:
    structlog.contextvars.clear_contextvars()  # of the request that this thread answered before
    log.warning(sentence, reason)
