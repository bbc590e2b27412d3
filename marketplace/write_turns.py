"""Whoever writes to a SQLite database takes turns with the other threads, in the order in which they came.

SQLite lets in one writer at a time. Those who wait look again after pauses that grow to a tenth of a second, so whoever
has waited longest looks least often, and in a crowd may wait in vain. Within a process they stand in line instead, and
only the first of them asks SQLite, where no more than the first ones of the other processes wait beside it.
"""

import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from marketplace import deadlines


class Line:
    """The threads that want to write; the first one may."""

    def __init__(self) -> None:
        self._turns: deque[Lock] = deque()
        self._guard = Lock()

    def __len__(self) -> int:
        """How many stand in line, with the one who writes."""
        return len(self._turns)

    @contextmanager
    def turn(self, seconds: float) -> Iterator[None]:
        """In this block it is this thread's turn. Raises OperationalError when it did not come in so many seconds."""
        turn = self._join()
        try:
            if not turn.acquire(timeout=seconds):
                raise OperationalError("BEGIN IMMEDIATE", None, sqlite3.OperationalError("database is locked"))
            yield
        finally:
            self._leave(turn)

    def _join(self) -> Lock:
        turn = Lock()
        with self._guard:
            if self._turns:
                turn.acquire()
            self._turns.append(turn)
        return turn

    def _leave(self, turn: Lock) -> None:
        """Let the next one in; whoever has waited in vain goes away without holding up anybody."""
        with self._guard:
            was_first = self._turns[0] is turn
            self._turns.remove(turn)
            if was_first and self._turns:
                self._turns[0].release()


_lines: WeakKeyDictionary[Engine, Line] = WeakKeyDictionary()


def line_of(engine: Engine) -> Line:
    """Where this process's writers to that database wait."""
    return _lines.setdefault(engine, Line())


def turn(engine: Engine) -> AbstractContextManager[None]:
    """This thread's turn to write; PostgreSQL lets everybody write at once. Raises OperationalError when it does not
    come in the time that a page, or other work, waits for a writer.
    """
    if engine.dialect.name != "sqlite":
        return nullcontext()
    return line_of(engine).turn(deadlines.busy_seconds())
