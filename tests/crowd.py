"""Several requests at the same moment, with real commits."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from flask import Flask

from marketplace.database import transaction
from marketplace.errors import DomainError
from tests.running import PATIENCE

Result = TypeVar("Result")
DONE = "done"


def meeting(count: int) -> Barrier:
    """Where so many wait for each other; when somebody never comes the others fail instead of waiting for ever."""
    return Barrier(count, timeout=PATIENCE)


def together(app: Flask, deeds: Sequence[Callable[[], Result]]) -> list[Result]:
    """Begin every deed at the same moment and give what came of each; the first failure is raised."""
    start = meeting(len(deeds))

    def one(deed: Callable[[], Result]) -> Result:
        with app.app_context():
            start.wait()
            return deed()

    with ThreadPoolExecutor(len(deeds)) as crowd:
        return list(crowd.map(one, deeds))


def all_at_once(app: Flask, deeds: Sequence[Callable[[], object]]) -> None:
    """Begin every deed at the same moment in a transaction of its own; the first failure is raised."""
    together(app, [_committing(deed) for deed in deeds])


def at_once(app: Flask, deed: Callable[[], object], *, times: int) -> list[object]:
    """What came of doing the same so many times in one moment; a refusal counts by its name.

    `deed` opens its own transaction.
    """
    return together(app, [_telling(deed)] * times)


def tried_at_once(app: Flask, deeds: Sequence[Callable[[], object]]) -> list[str]:
    """The same for several deeds in transactions: DONE or the name of the refusal for each, sorted."""
    return sorted(str(told or DONE) for told in together(app, [_telling(_committing(deed)) for deed in deeds]))


def _telling(deed: Callable[[], object]) -> Callable[[], object]:
    def told() -> object:
        try:
            return deed()
        except DomainError as refusal:
            return type(refusal).__name__

    return told


def _committing(deed: Callable[[], object]) -> Callable[[], None]:
    def committed() -> None:
        with transaction():
            deed()

    return committed
