"""How many statements a request sends and how long it waits for their answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import perf_counter
from typing import Any

from sqlalchemy import Engine, event

from marketplace import tracing


class Spent:
    """What a request has asked of the database so far."""

    __slots__ = ("seconds", "statements")

    def __init__(self) -> None:
        self.statements, self.seconds = 0, 0.0

    def add(self, seconds: float) -> None:
        """One more statement was answered, or given up."""
        self.statements += 1
        self.seconds += seconds


_spent: ContextVar[Spent | None] = ContextVar("spent", default=None)


@contextmanager
def counted() -> Iterator[Spent]:
    """Count what this thread asks in the block."""
    spent = Spent()
    before = _spent.set(spent)
    try:
        yield spent
    finally:
        _spent.reset(before)


def note(statement: str, seconds: float) -> None:
    """A statement took so long, be it answered or not."""
    spent = _spent.get()
    if spent is not None:
        spent.add(seconds)
    tracing.note_statement(statement, seconds)


def watch(engine: Engine) -> None:
    """Count what goes through this engine."""

    @event.listens_for(engine, "before_cursor_execute")
    def _begin(_connection: Any, _cursor: Any, _statement: str, _parameters: Any, context: Any, _many: bool) -> None:
        context.began_at = perf_counter()

    @event.listens_for(engine, "after_cursor_execute")
    def _end(_connection: Any, _cursor: Any, statement: str, _parameters: Any, context: Any, _many: bool) -> None:
        note(statement, perf_counter() - context.began_at)

    @event.listens_for(engine, "handle_error")
    def _fail(failure: Any) -> None:
        began_at = getattr(failure.execution_context, "began_at", None)
        if began_at is not None:
            note(failure.statement or "", perf_counter() - began_at)
