"""What a promotion may be, read from data/promotion_limits.toml, where each number stands with its source."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).parent / "data" / "promotion_limits.toml"


@dataclass(frozen=True)
class Limits:
    """The rules from the day `since` on; `asked_days` and `lowest_days` as `Sale` needs them."""

    since: date
    most_percent: int
    most_days: int
    asked_days: int
    lowest_days: int


def limits_on(day: date) -> Limits:
    """The rules of a day; the first ones hold for days before them, too."""
    return max((each for each in _all() if each.since <= day), key=lambda each: each.since, default=_all()[0])


@cache
def _all() -> tuple[Limits, ...]:
    return tuple(Limits(**each) for each in tomllib.loads(FILE.read_text(encoding="utf-8"))["limits"])
