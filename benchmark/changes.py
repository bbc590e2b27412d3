"""The smallest change that a database can know: after any commit the shop asks for the facts of its pages anew."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

from sqlalchemy import create_engine

QUESTIONS = {"sqlite": "PRAGMA user_version = {}", "postgresql": "SELECT pg_current_xact_id(), {}"}
NUMBERS = count(1)


@contextmanager
def changing(address: str) -> Iterator[Callable[[], None]]:
    """What commits a change to the database at the address, as another program does; does nothing without one."""
    if not address:
        yield lambda: None
        return
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA synchronous = OFF")  # the disk is not what is measured
        question = QUESTIONS[engine.dialect.name]
        yield lambda: connection.exec_driver_sql(question.format(next(NUMBERS))).close()
    engine.dispose()
