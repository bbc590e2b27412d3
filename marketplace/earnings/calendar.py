"""Deadlines of the tax office: the twentieth of the next month, or the next working day (data/holidays.toml)."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

_TABLE: Final[dict[str, Any]] = tomllib.loads(
    (Path(__file__).with_name("data") / "holidays.toml").read_text(encoding="utf-8")
)
_LUNAR: Final = frozenset(date.fromisoformat(day) for days in _TABLE["lunar"].values() for day in days)
DUE_ON: Final = 20
SATURDAY: Final = 5


def is_working_day(day: date) -> bool:
    """Whether the tax office works on that day."""
    return day.weekday() < SATURDAY and f"{day:%m-%d}" not in _TABLE["fixed"] and day not in _LUNAR


def due_day(month: str) -> date:
    """By when what was withheld in a month ("2026-11") is declared and paid."""
    day = next_month(month).replace(day=DUE_ON)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def next_month(month: str) -> date:
    """The first day after a month."""
    first = date.fromisoformat(f"{month}-01")
    return (first + timedelta(days=31)).replace(day=1)


def holidays_known_until() -> int:
    """The last year whose holidays by the moon stand in the table."""
    return int(_TABLE["known_until"])
