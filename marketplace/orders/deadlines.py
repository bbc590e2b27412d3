"""How long buyers and sellers have for each step of an order: dated data (data/deadlines.toml)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from marketplace.clock import to_local, today
from marketplace.day_spans import in_force
from marketplace.orders.states import OrderState


@dataclass(frozen=True)
class Deadlines:
    """What holds from a day on.

    `to_act` is how long the seller has for the next step by the state of the order; a parcel on the road is due on its
    promised day instead. A shop that does not answer a new order is reminded and has `confirm_again` before it is
    called off. A wish to call off what was accepted is answered within `answer_cancellation`. What a carrier or a shop
    says has come counts as received after `received`.
    """

    first_day: date
    to_act: Mapping[OrderState, timedelta]
    confirm_again: timedelta
    answer_cancellation: timedelta
    received: timedelta


@cache
def all_deadlines() -> tuple[Deadlines, ...]:
    """Every set of them."""
    file = Path(__file__).with_name("data") / "deadlines.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["deadlines"]
    return tuple(map(_read, rows))


def deadlines_of(day: date | None = None) -> Deadlines:
    """Those of a day, of today where none is said; before the first ones, those."""
    return in_force(all_deadlines(), day or today(), attrgetter("first_day"))


def deadlines_at(at: datetime) -> Deadlines:
    """Those of the Vietnamese day of an instant."""
    return deadlines_of(to_local(at).date())


def time_to_act(state: OrderState, at: datetime) -> timedelta | None:
    """How long the seller has for the step after this state, entered at that instant; None where nobody waits."""
    return deadlines_at(at).to_act.get(state)


def _read(row: dict[str, Any]) -> Deadlines:
    names = {
        OrderState.PLACED: "confirm_hours",
        OrderState.CONFIRMED: "pack_hours",
        OrderState.PACKED: "hand_over_hours",
        OrderState.RETURNING: "come_back_hours",
    }
    return Deadlines(
        first_day=row["from"],
        to_act={state: timedelta(hours=row[name]) for state, name in names.items()},
        confirm_again=timedelta(hours=row["confirm_again_hours"]),
        answer_cancellation=timedelta(hours=row["answer_cancellation_hours"]),
        received=timedelta(hours=row["received_hours"]),
    )
