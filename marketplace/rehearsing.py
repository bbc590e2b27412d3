"""Doing something for real and keeping nothing of it: what a probe of a running shop needs."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from marketplace import events
from marketplace.database import transaction


@contextmanager
def rehearsal() -> Iterator[Session]:
    """All that a `transaction()` does, with its handlers and the database's checks, and then nothing of it stays."""
    with transaction() as session:
        yield session
        events.hand_out(session.info["announced"])
        session.flush()
        session.rollback()
        session.info["after_commit"].clear()
