"""What units of an order cost that go back. Pure: it knows no database."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Units:
    """A line of `quantity` units for `total_vnd`, of which `before` went back already and `wanted` are to go now."""

    quantity: int
    total_vnd: int
    before: int
    wanted: int


def price_of_units(units: Units) -> int:
    """The price of the units that go back now: all units of a line add up to its price (largest remainder)."""
    return _first(units, units.before + units.wanted) - _first(units, units.before)


def capped(amounts_vnd: Sequence[int], most_vnd: int) -> list[int]:
    """These amounts, the later ones cut so that together they are no more than `most_vnd`.

    A sum that was given before as goodwill counts: nobody gets back more for an order than was paid for it.
    """
    found, left_vnd = [], most_vnd
    for amount_vnd in amounts_vnd:
        found.append(min(amount_vnd, left_vnd))
        left_vnd -= found[-1]
    return found


def _first(units: Units, count: int) -> int:
    """What the first `count` units of a line cost."""
    each_vnd, dearer = divmod(units.total_vnd, units.quantity)
    return each_vnd * count + min(count, dearer)
