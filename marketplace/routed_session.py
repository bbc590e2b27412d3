"""The session that reads from a copy of the database where it is told so; see `read_replica` for when it may be."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from flask_sqlalchemy.session import Session
from sqlalchemy import Connection, Engine

_reads_replica: Final[ContextVar[bool]] = ContextVar("reads_replica", default=False)


@contextmanager
def reading_replica() -> Iterator[None]:
    """In this block questions go to the copy of the database."""
    before = _reads_replica.set(True)
    try:
        yield
    finally:
        _reads_replica.reset(before)


class RoutedSession(Session):
    """The session of a request, which writes to the database itself whatever it reads from."""

    def get_bind(self, *wanted: Any, **named: Any) -> Engine | Connection:
        """The engine for a question or a change."""
        if _reads_replica.get() and not self.info.get("writing"):
            return self._db.engines["replica"]
        return super().get_bind(*wanted, **named)
