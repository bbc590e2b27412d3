"""When sellers are paid: dated terms (data/terms.toml), so that a run of last month is explained by those of then."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from marketplace.clock import today


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
    """Every set of terms, the oldest first."""
    file = Path(__file__).with_name("data") / "terms.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["terms"]
    return tuple(sorted((_read(row) for row in rows), key=lambda terms: terms.first_day))


def terms_of(day: date | None = None) -> Terms:
    """The terms of a day, of today where none is said; before the first ones, those."""
    day = day or today()
    return [terms for terms in all_terms() if terms.first_day <= day or terms is all_terms()[0]][-1]


def _read(row: dict[str, Any]) -> Terms:
    return Terms(
        first_day=row["from"],
        complaint=timedelta(hours=row["complaint_hours"]),
        new_account=timedelta(days=row["new_account_days"]),
        weekday=row["weekday"],
        least_vnd=row["least_vnd"],
    )
