"""The rules of the OCOP programme by the day of a decision (data/ocop_rules.toml), and what follows from them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from marketplace.day_spans import in_force


@dataclass(frozen=True)
class OcopRules:
    """What holds for decisions `since` a day: who recognises how many stars, the least score of each (of 100), how many
    months a certificate counts and by how many days it can be extended, 0 where nothing is said of it.
    """

    since: date
    legal_basis: str
    levels: Mapping[int, str]
    scores: Mapping[int, int]
    months: int
    extension_days: int


def _rules(row: Mapping[str, Any]) -> OcopRules:
    by_stars = {name: {int(stars): value for stars, value in row[name].items()} for name in ("levels", "scores")}
    return OcopRules(**{**row, **by_stars})


_TABLE: Final = tomllib.loads((Path(__file__).with_name("data") / "ocop_rules.toml").read_text(encoding="utf-8"))
ALL: Final = tuple(_rules(row) for row in _TABLE["rules"])
STARS: Final = (3, 4, 5)
"""The stars that a certificate is given for; one and two are no mark (Decision 26/2026/QĐ-TTg, article 4)."""


def rules_on(day: date) -> OcopRules:
    """The rules for what is decided on `day`."""
    return in_force(ALL, day, lambda rules: rules.since)


def level_on(stars: int, day: date) -> str:
    """Whose decision so many stars are on `day`: "district", "province" or "central"."""
    return rules_on(day).levels[stars]


def ocop_ends_on(issued_on: date) -> date:
    """The last day of an OCOP certificate: so many months from its decision as the rules of that day say.

    A decision of 17/01/2025 counts until 16/01/2028.
    """
    years, month = divmod(issued_on.month - 1 + rules_on(issued_on).months, 12)
    year, month = issued_on.year + years, month + 1
    try:
        first_after = date(year, month, issued_on.day)
    except ValueError:  # the month is shorter
        first_after = date(year, month, 28) + timedelta(days=4)
        first_after = first_after.replace(day=1)
    return first_after - timedelta(days=1)


def is_usual_term(issued_on: date, expires_on: date) -> bool:
    """Whether a paper ends when the rules say; many name the same day of the month as their last."""
    usual = ocop_ends_on(issued_on)
    return expires_on in (usual, usual + timedelta(days=1))


def latest_extension(expires_on: date, day: date) -> date | None:
    """Until when a certificate can be extended by the rules of `day`, or None where they know no extension."""
    days = rules_on(day).extension_days
    return expires_on + timedelta(days=days) if days else None


def rounds_of(level: str) -> list[tuple[int, int]]:
    """Month and day on which files are due where so many stars are recognised, in the order of the year."""
    return [(month, day) for month, day in _TABLE["rounds"][level]]
