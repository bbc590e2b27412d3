"""Who changes something: noted once at the edge, for what is written down of every change wherever it comes from."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_person: ContextVar[int | None] = ContextVar("acting_person", default=None)


def person() -> int | None:
    """The id of the person on whose behalf the program works; None when it works by itself."""
    return _person.get()


def note(user_id: int | None) -> None:
    """From here on this person acts, until somebody else is noted."""
    _person.set(user_id)


@contextmanager
def on_behalf_of(user_id: int | None) -> Iterator[None]:
    """For a while this person acts, as in a job that does what somebody asked for."""
    token = _person.set(user_id)
    try:
        yield
    finally:
        _person.reset(token)
