"""What a promotion may be, read from data/promotion_limits.toml, where each number stands with its source."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Final

from marketplace.day_spans import in_force

FILE: Final = Path(__file__).parent / "data" / "promotion_limits.toml"


@dataclass(frozen=True)
class Limits:
    """The rules from the day `since` on; `asked_days` and `lowest_days` as `Sale` needs them."""

    since: date
    most_percent: int
    most_days: int
    asked_days: int
    lowest_days: int

    def least_vnd(self, usual_vnd: int) -> int:
        """The lowest price that goods for so much may have in a promotion."""
        return -(-usual_vnd * (100 - self.most_percent) // 100)


def limits_on(day: date) -> Limits:
    """The rules of a day; the first ones hold for days before them, too."""
    return in_force(_all(), day, attrgetter("since"))


@cache
def _all() -> tuple[Limits, ...]:
    return tuple(Limits(**each) for each in tomllib.loads(FILE.read_text(encoding="utf-8"))["limits"])
