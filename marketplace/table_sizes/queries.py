"""What the tables came to and how they grew."""

from datetime import date, timedelta
from typing import Final, NamedTuple

from sqlalchemy import func, select

from marketplace.database import db
from marketplace.table_sizes.models import TableSize

WEEK: Final = timedelta(days=7)
MONTH: Final = timedelta(days=30)


class Growth(NamedTuple):
    """A table as it was noted last, and how many bytes it grew in a week and in a month; None where nobody knows."""

    name: str
    row_count: int
    size_bytes: int
    in_week: int | None
    in_month: int | None


def growth() -> tuple[date | None, list[Growth]]:
    """The day on which the tables were measured last, and all of them, the largest first."""
    day = db.session.scalar(select(func.max(TableSize.day)))
    if day is None:
        return None, []
    now, week, month = (_sizes(day - before) for before in (timedelta(), WEEK, MONTH))
    rows = [
        Growth(name, *size, _grown(size, week.get(name)), _grown(size, month.get(name))) for name, size in now.items()
    ]
    return day, sorted(rows, key=lambda row: (-row.size_bytes, row.name))


def _sizes(day: date) -> dict[str, tuple[int, int]]:
    """By table as of this day, or of the last day before it on which it was measured."""
    known = select(func.max(TableSize.day)).where(TableSize.day <= day).scalar_subquery()
    found = select(TableSize.name, TableSize.row_count, TableSize.size_bytes).where(TableSize.day == known)
    return {name: (rows, size) for name, rows, size in db.session.execute(found)}


def _grown(size: tuple[int, int], before: tuple[int, int] | None) -> int | None:
    return size[1] - before[1] if before else None
