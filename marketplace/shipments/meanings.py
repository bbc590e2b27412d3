"""What a carrier's own words mean to us; data/statuses.toml says it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from marketplace.gateways.carriers import Carrier
from marketplace.orders.states import Undelivered
from marketplace.shipments.states import CashState, ParcelState

DATA: Final = Path(__file__).with_name("data") / "statuses.toml"


@dataclass(frozen=True)
class Meaning:
    """Where a status says that the goods and the cash are; None where it says nothing of them."""

    goods: ParcelState | None = None
    cash: CashState | None = None
    why: Undelivered | None = None


def meaning_of(carrier: Carrier, status: str) -> Meaning | None:
    """What the status means; None for one that nobody knows."""
    return _meanings().get((carrier, status.strip().lower()))


def reason_of(carrier: Carrier, number: str) -> Undelivered | None:
    """What the carrier's number of a reason means; None where that is not sure."""
    said = _listed()["reasons"].get(carrier, {}).get(number.strip())
    return Undelivered(said) if said else None


@cache
def _listed() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@cache
def _meanings() -> dict[tuple[Carrier, str], Meaning]:
    return {
        (Carrier(carrier), status): Meaning(
            ParcelState(row["goods"]) if "goods" in row else None,
            CashState(row["cash"]) if "cash" in row else None,
            Undelivered(row["why"]) if "why" in row else None,
        )
        for carrier, statuses in _listed().items()
        if carrier != "reasons"
        for status, row in statuses.items()
    }
