"""What sending a parcel costs: the fee tables, each valid from its day on.

A new price is a new table, never an edit: an order can be explained by the table of its day.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from marketplace.places.zones import Zone


@dataclass(frozen=True, slots=True)
class Rate:
    """Dong for the first step of weight and for every further one that was begun."""

    first_vnd: int
    further_vnd: int


@dataclass(frozen=True, slots=True)
class RateTable:
    """All prices of one period. Islands cost more; an order of one seller from `free_from_vnd` on costs nothing."""

    valid_from: date
    rates: dict[Zone, Rate]
    first_grams: int
    further_grams: int
    island_vnd: int
    free_from_vnd: int


TABLES: Final = (
    RateTable(
        valid_from=date(2025, 1, 1),
        rates={
            Zone.SAME_PROVINCE: Rate(22_000, 2_500),
            Zone.SAME_REGION: Rate(30_000, 3_500),
            Zone.BETWEEN_REGIONS: Rate(38_000, 5_500),
        },
        first_grams=2_000,
        further_grams=500,
        island_vnd=10_000,
        free_from_vnd=500_000,
    ),
)


def table_on(day: date) -> RateTable:
    """The table of that day; the first one also for the days before it."""
    valid = [table for table in TABLES if table.valid_from <= day]
    return valid[-1] if valid else TABLES[0]
