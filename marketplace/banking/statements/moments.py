"""When a movement was booked, as banks write it: a day or an instant, on Vietnam's clock, in UTC, or with an offset."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, NamedTuple

from marketplace.clock import VIETNAM
from marketplace.spreadsheets import Cell, Odd, OddKind
from marketplace.text import N_

_CLOCK: Final = r"(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2})(?:[.,]\d{1,9})?)?\s*(?P<half>AM|PM|SA|CH)?"
_GAP: Final = r"[ T,\n]+(?:-\s*)?"
_DAY_FIRST: Final = r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4}|\d{2})"
_YEAR_FIRST: Final = r"(?P<y>\d{4})[/.-](?P<m>\d{1,2})[/.-](?P<d>\d{1,2})"
_ZONE: Final = r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
_SHAPES: Final = [
    re.compile(shape)
    for day in (_DAY_FIRST, _YEAR_FIRST)
    for shape in (day, f"{day}{_GAP}{_CLOCK}{_ZONE}", f"{_CLOCK}{_GAP}{day}")
] + [re.compile(r"(?P<y>20\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:(?P<h>\d{2})(?P<mi>\d{2})(?P<s>\d{2}))?")]
_FIRST_SERIAL: Final = date(1899, 12, 30)
_SERIALS: Final = range(36_526, 73_050)
"""The days of Excel from 2000 to 2099."""
UNREADABLE: Final = N_("Không đọc được ngày “%(text)s”. Viết như 26/11/2026 hoặc 26/11/2026 21:30")


class Booked(NamedTuple):
    """An instant in UTC, and whether the bank told more of it than the day."""

    at: datetime
    has_time: bool


class MomentUnreadable(ValueError):
    """No day that stands in the calendar."""


def parse_moment(cell: Cell, zone: tzinfo = VIETNAM) -> Booked:
    """What the cell says; `zone` is the clock of those that name none. Raises MomentUnreadable.

    The day comes before the month. A day without a time is a day in Vietnam, whatever the clock.
    """
    if isinstance(cell, Odd):
        if cell.kind != OddKind.DATE or cell.moment is None:
            raise MomentUnreadable(UNREADABLE)
        return _booked(cell.moment, zone, has_time=cell.moment.time() != time())
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _of_number(cell, zone)
    text = " ".join(str(cell).upper().split())
    found = next(filter(None, (shape.fullmatch(text) for shape in _SHAPES)), None)
    if found is None:
        raise MomentUnreadable(UNREADABLE)
    return _of_parts(found.groupdict(), zone)


def _of_parts(parts: Mapping[str, str | None], zone: tzinfo) -> Booked:
    year = int(parts["y"] or 0)
    try:
        day = date(year if year > 99 else 2000 + year, int(parts["m"] or 0), int(parts["d"] or 0))
        clock = time(_hour(parts), int(parts.get("mi") or 0), int(parts.get("s") or 0))
    except ValueError as error:
        raise MomentUnreadable(UNREADABLE) from error
    told = datetime.combine(day, clock)
    return _booked(told, _zone(parts.get("zone")) or zone, has_time=parts.get("h") is not None)


def _hour(parts: Mapping[str, str | None]) -> int:
    hour, half = int(parts.get("h") or 0), parts.get("half")
    return hour if half is None else hour % 12 + (12 if half in {"PM", "CH"} else 0)


def _zone(text: str | None) -> tzinfo | None:
    """The offset that stands behind the time, if one does."""
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    return datetime.strptime(text.replace(":", ""), "%z").tzinfo


def _of_number(cell: int | float, zone: tzinfo) -> Booked:
    """A day of Excel with its time as a fraction, or a day written as 20261126."""
    if int(cell) in _SERIALS:
        seconds = round((cell - int(cell)) * 86_400)
        told = datetime.combine(_FIRST_SERIAL, time()) + timedelta(days=int(cell), seconds=seconds)
        return _booked(told, zone, has_time=seconds > 0)
    if isinstance(cell, int):
        return parse_moment(str(cell), zone)
    raise MomentUnreadable(UNREADABLE)


def _booked(told: datetime, zone: tzinfo, *, has_time: bool) -> Booked:
    if told.tzinfo is not None:
        return Booked(told.astimezone(UTC), has_time)
    return Booked(told.replace(tzinfo=zone if has_time else VIETNAM).astimezone(UTC), has_time)
