"""Days on which nothing moves: Sundays, public holidays (data/holidays.toml) and the days off of a seller."""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

HOLIDAYS: Final = Path(__file__).parent / "data" / "holidays.toml"
ONE_DAY: Final = timedelta(days=1)
_SUNDAY: Final = 6
Closed = Sequence[tuple[date, date]]
"""Periods in which a seller packs nothing, each with its first and its last day."""


class Holiday(NamedTuple):
    """One public holiday. Parcels are collected until `collected_until` and delivered from `delivered_from` on."""

    name_vi: str
    name_en: str
    first_on: date
    last_on: date
    collected_until: date
    delivered_from: date


@cache
def holidays() -> tuple[Holiday, ...]:
    """All public holidays that are known, the earliest first."""
    listed = tomllib.loads(HOLIDAYS.read_text(encoding="utf-8"))["holiday"]
    return tuple(sorted((each for entry in listed for each in _read(entry)), key=lambda holiday: holiday.first_on))


def holidays_between(first: date, last: date) -> list[Holiday]:
    """The holidays that keep parcels waiting on a day of this period."""
    return [each for each in holidays() if each.collected_until < last and first < each.delivered_from]


def is_packing_day(day: date, closed: Closed = ()) -> bool:
    """Whether a seller with these days off packs parcels and a carrier collects them."""
    off = any(first <= day <= last for first, last in closed)
    return not off and day.weekday() != _SUNDAY and day not in _without_collection()


def is_moving_day(day: date) -> bool:
    """Whether carriers carry and deliver."""
    return day.weekday() != _SUNDAY and day not in _without_delivery()


@cache
def _without_collection() -> frozenset[date]:
    return frozenset(day for each in holidays() for day in _days(each.collected_until + ONE_DAY, each.last_on))


@cache
def _without_delivery() -> frozenset[date]:
    return frozenset(day for each in holidays() for day in _days(each.first_on, each.delivered_from - ONE_DAY))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _read(entry: dict[str, Any]) -> Iterator[Holiday]:
    before, after = timedelta(days=entry.get("before", 0) + 1), timedelta(days=entry.get("after", 0) + 1)
    periods = [*([day, day] for day in entry.get("days", ())), *entry.get("periods", ())]
    for first, last in periods:
        yield Holiday(entry["name_vi"], entry["name_en"], first, last, first - before, last + after)
