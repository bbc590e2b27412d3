"""The VAT that lies in the market's commission, by the day on which it is earned (data/commission_vat.toml).

Fees are said with their VAT (docs/decisions/0044): a new rate changes what the market keeps, never what a seller gets.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Final

from marketplace.day_spans import in_force


@dataclass(frozen=True)
class VatRate:
    """A rate in basis points, from its first day on until the next one begins."""

    basis_points: int
    legal_basis: str
    first_day: date


def _load() -> tuple[VatRate, ...]:
    file = Path(__file__).with_name("data") / "commission_vat.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["rate"]
    return tuple(VatRate(row["basis_points"], row["legal_basis"], row["from"]) for row in rows)


VAT_RATES: Final = _load()


def vat_rate(day: date) -> VatRate:
    """The rate of that day; before the first one of the table, that one."""
    return in_force(VAT_RATES, day, attrgetter("first_day"))


def vat_in(amount_vnd: int, day: date) -> int:
    """How much of an amount with VAT is VAT, rounded half up to the dong: of 10_800 at 8 % it is 800."""
    points = vat_rate(day).basis_points
    return (2 * amount_vnd * points + 10_000 + points) // (2 * (10_000 + points))
