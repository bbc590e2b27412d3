"""Another program at the same database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine

from marketplace.database import db


@contextmanager
def elsewhere() -> Iterator[Connection]:
    """A connection as another program has it; what it changes counts once it commits."""
    engine = create_engine(db.engine.url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()
