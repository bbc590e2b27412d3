"""When sellers are paid: dated terms (data/terms.toml), so that a run of last month is explained by those of then."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from marketplace.clock import today
from marketplace.day_spans import in_force


@dataclass(frozen=True)
class Terms:
    """What holds from a day on.

    Money of a parcel waits for `complaint` after its delivery, a newly confirmed account for `new_account`; runs are
    made on `weekday` (0 is Monday), and less than `least_vnd` waits for the next one.
    """

    first_day: date
    complaint: timedelta
    new_account: timedelta
    weekday: int
    least_vnd: int

    def next_run_on(self, day: date) -> date:
        """The first day of a run on or after this day."""
        return day + timedelta(days=(self.weekday - day.weekday()) % 7)


@cache
def all_terms() -> tuple[Terms, ...]:
    """Every set of terms."""
    file = Path(__file__).with_name("data") / "terms.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["terms"]
    return tuple(map(_read, rows))


def terms_of(day: date | None = None) -> Terms:
    """The terms of a day, of today where none is said; before the first ones, those."""
    return in_force(all_terms(), day or today(), attrgetter("first_day"))


def _read(row: dict[str, Any]) -> Terms:
    return Terms(
        first_day=row["from"],
        complaint=timedelta(hours=row["complaint_hours"]),
        new_account=timedelta(days=row["new_account_days"]),
        weekday=row["weekday"],
        least_vnd=row["least_vnd"],
    )
