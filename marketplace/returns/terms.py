"""How long buyers, sellers and operators have: dated terms (data/terms.toml)."""

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

    Problems of fresh goods are told within `fresh`, of others within `keep`, both counted from the delivery. The seller
    answers within `answer`, the buyer an offer within `offer`, the operators within `decide`. What goes back is sent
    within `send_back`, what is sent again leaves within `replace`, and a decision is appealed within `appeal`.
    What was recalled can be told of for `recalled`, counted from the recall.
    """

    first_day: date
    fresh: timedelta
    keep: timedelta
    answer: timedelta
    offer: timedelta
    decide: timedelta
    send_back: timedelta
    replace: timedelta
    appeal: timedelta
    recalled: timedelta


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
        fresh=timedelta(hours=row["fresh_hours"]),
        keep=timedelta(days=row["keep_days"]),
        answer=timedelta(hours=row["answer_hours"]),
        offer=timedelta(hours=row["offer_hours"]),
        decide=timedelta(hours=row["decide_hours"]),
        send_back=timedelta(days=row["send_back_days"]),
        replace=timedelta(days=row["replace_days"]),
        appeal=timedelta(days=row["appeal_days"]),
        recalled=timedelta(days=row["recalled_days"]),
    )
