"""Whether anything in the database has changed: what lets a page go out again without asking for its facts.

Both databases tell it in one short question that reads no table and takes no lock. Nobody has to note a change, so
that none can be forgotten, whoever made it: this process, another one, or a person at the database's own prompt.
PostgreSQL's answer is complete on a primary server alone, the only kind that a shop can run on, because it writes.
"""

from threading import Lock
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

QUESTIONS: Final = {
    "sqlite": "PRAGMA data_version",  # another number after any commit of another connection, and this one never writes
    "postgresql": "SELECT pg_current_snapshot()::text",  # which transactions are seen: the same ones, the same contents
}


class State(NamedTuple):
    """What was seen at one moment. An equal state later means that nothing was committed in between."""

    connection: int
    seen: Any


class DatabaseVersion:
    """Asks over one connection of its own, because SQLite's numbers mean something within one connection only.

    A state says nothing of what an open transaction has changed: for that there is nothing to compare.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._question = QUESTIONS[engine.dialect.name]
        self._connection: Connection | None = None
        self._opened = 0
        self._lock = Lock()
        event.listen(engine, "engine_disposed", lambda _engine: self.close())

    def now(self) -> State:
        """The state at this moment. Raises OperationalError when the database does not answer."""
        with self._lock:
            try:
                return self._ask()
            except DBAPIError:  # it may be long ago that the connection died, with a database that was started anew
                self._close()
                return self._ask()

    def close(self) -> None:
        """Give the connection back; the next question opens another one."""
        with self._lock:
            self._close()

    def _ask(self) -> State:
        connection = self._connection or self._open()
        return State(self._opened, connection.exec_driver_sql(self._question).scalar_one())

    def _open(self) -> Connection:
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT", sqlite_begin="")
        connection.detach()  # it stays open, and must not keep a place among those that serve pages
        self._opened += 1
        self._connection = connection
        return connection

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
