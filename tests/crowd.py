"""Several requests at the same moment, with real commits."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from flask import Flask

from marketplace.database import transaction
from marketplace.errors import DomainError

Result = TypeVar("Result")
DONE = "done"


def together(app: Flask, deeds: Sequence[Callable[[], Result]]) -> list[Result]:
    """Begin every deed at the same moment and give what came of each; the first failure is raised."""
    start = Barrier(len(deeds))

    def one(deed: Callable[[], Result]) -> Result:
        with app.app_context():
            start.wait()
            return deed()

    with ThreadPoolExecutor(len(deeds)) as crowd:
        return list(crowd.map(one, deeds))


def all_at_once(app: Flask, deeds: Sequence[Callable[[], object]]) -> None:
    """Begin every deed at the same moment in a transaction of its own; the first failure is raised."""
    together(app, [_committing(deed) for deed in deeds])


def tried_at_once(app: Flask, deeds: Sequence[Callable[[], object]]) -> list[str]:
    """The same where some are refused: DONE or the name of the refusal for each, sorted."""

    def trying(deed: Callable[[], object]) -> Callable[[], str]:
        def tried() -> str:
            try:
                _committing(deed)()
            except DomainError as refusal:
                return type(refusal).__name__
            return DONE

        return tried

    return sorted(together(app, [trying(deed) for deed in deeds]))


def _committing(deed: Callable[[], object]) -> Callable[[], None]:
    def committed() -> None:
        with transaction():
            deed()

    return committed
