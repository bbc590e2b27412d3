"""How long each carrier may keep the cash; data/carriers.toml says it, with the day from which on it is so."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Final

from marketplace.day_spans import in_force

DATA: Final = Path(__file__).with_name("data") / "carriers.toml"
ANYBODY: Final = "*"


@dataclass(frozen=True)
class Terms:
    """So many days after a delivery its cash is to be with us."""

    carrier: str
    since: date
    days: int


def due_on(carrier: str, delivered_on: date) -> date:
    """The last day for the cash of a parcel that was delivered on this day."""
    return delivered_on + timedelta(days=terms_of(carrier, delivered_on).days)


def terms_of(carrier: str, day: date) -> Terms:
    """The terms of a carrier on that day; those of anybody where it has none of its own."""
    known = _terms()
    of_carrier = [terms for terms in known if terms.carrier == carrier] or [
        terms for terms in known if terms.carrier == ANYBODY
    ]
    return in_force(of_carrier, day, attrgetter("since"))


@cache
def _terms() -> tuple[Terms, ...]:
    listed = tomllib.loads(DATA.read_text(encoding="utf-8"))["terms"]
    return tuple(Terms(**row) for row in listed)
