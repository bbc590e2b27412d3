"""Several short lists by one statement: what a page shows of areas that know nothing of each other.

Each area says what it asks and what a row of the answer is; the database writes each list down as JSON.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import JSON, Boolean, Date, ScalarSelect, Select, func, select
from sqlalchemy.types import TypeEngine

from marketplace.database import UtcDateTime, db

Row = TypeVar("Row")


@dataclass(frozen=True)
class Question(Generic[Row]):
    """A list to be asked for, in its order, and what is made of the columns of each row: numbers, texts and times."""

    rows: Select[*tuple[Any, ...]]
    kind: Callable[..., Row]


def gather(*questions: Question[Any]) -> list[list[Any]]:
    """The rows of each question, by one statement."""
    answers = db.session.execute(select(*(as_column(question) for question in questions))).one()
    return [read(question, rows) for question, rows in zip(questions, answers, strict=True)]


def as_column(question: Question[Any]) -> ScalarSelect[Any]:
    """The answer as one value, a list of lists, for a statement that asks something else as well.

    It is in the order of the rows, as both databases feed them in that order.
    """
    several, row = FUNCTIONS[db.engine.dialect.name]
    asked = question.rows.subquery()
    return select(several(row(*asked.c), type_=JSON)).select_from(asked).scalar_subquery()


def read(question: Question[Row], rows: list[list[Any]] | None) -> list[Row]:
    """What such a value says."""
    readers = [_reader(column.type) for column in question.rows.selected_columns]
    return [
        question.kind(*(value if value is None else read(value) for read, value in zip(readers, row, strict=True)))
        for row in rows or ()
    ]


def _reader(kind: TypeEngine[Any]) -> Callable[[Any], Any]:
    return next((read for each, read in READERS.items() if isinstance(kind, each)), _as_it_is)


def _as_it_is(value: Any) -> Any:
    return value


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


READERS: Final[dict[type[Any], Callable[[Any], Any]]] = {Boolean: bool, Date: date.fromisoformat, UtcDateTime: _instant}
FUNCTIONS: Final = {
    "sqlite": (func.json_group_array, func.json_array),
    "postgresql": (func.json_agg, func.json_build_array),
}
