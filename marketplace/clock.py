"""The only place that asks what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

# Vietnam has kept UTC+7 without summer time since 1975, so no time zone database is needed.
VIETNAM: Final = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """This instant, aware, in UTC: the form in which instants are stored."""
    return _pretended.get() or datetime.now(UTC)


@contextmanager
def pretending(instant: datetime) -> Iterator[None]:
    """Let it be `instant` for a while: the past of the demo shop is made by the shop's own actions."""
    token = _pretended.set(instant)
    try:
        yield
    finally:
        _pretended.reset(token)


def today() -> date:
    """Today's date as the calendar on a Vietnamese wall shows it."""
    return to_local(now()).date()


def to_local(instant: datetime) -> datetime:
    """The same instant on a Vietnamese clock.

    Raises ValueError for a naive datetime: nobody could say which instant it means.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return instant.astimezone(VIETNAM)


def start_of_day(day: date) -> datetime:
    """The instant at which this day begins in Vietnam."""
    return datetime(day.year, day.month, day.day, tzinfo=VIETNAM)


def end_of_day(day: date) -> datetime:
    """The instant at which this day ends in Vietnam; of the last day that there is, its last moment."""
    return datetime.max.replace(tzinfo=VIETNAM) if day == date.max else start_of_day(day) + timedelta(days=1)
