"""What sending a parcel costs: the fee tables, each valid from its day on, and the fee of one order.

A new price is a new table, never an edit: an order can be explained by the table of its day.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from marketplace import clock, places
from marketplace.places.zones import Zone, zone_between

CARRIERS: Final = ("Vietnam Post", "Viettel Post", "GHN", "GHTK", "J&T Express", "Nhà xe")
COACH: Final = CARRIERS[-1]
"""Takes parcels along without a tracking number: one calls the driver instead."""


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


def fee_for(
    *,
    origin_province: str,
    destination_province: str,
    destination_commune: str = "",
    grams: int,
    goods_vnd: int,
    at: datetime,
) -> int:
    """What the buyer pays for delivery, in dong, by the table valid at that instant.

    `grams` is the gross weight of the parcel, `goods_vnd` the goods of this seller alone. Without a commune the fee
    is that of the mainland: an estimate. Raises places.UnknownPlace.
    """
    table = table_on(clock.to_local(at).date())
    rate = table.rates[zone_between(origin_province, destination_province)]
    island = _is_island(destination_commune, destination_province)
    if goods_vnd >= table.free_from_vnd:
        return 0
    further_steps = -(-max(grams - table.first_grams, 0) // table.further_grams)
    return rate.first_vnd + further_steps * rate.further_vnd + island * table.island_vnd


def gap_to_free(goods_vnd: int, *, at: datetime) -> int:
    """How many dong of goods from this seller are missing until delivery is free; 0 when it is."""
    return max(table_on(clock.to_local(at).date()).free_from_vnd - goods_vnd, 0)


def _is_island(commune_code: str, province_code: str) -> bool:
    return bool(commune_code) and places.get_commune(commune_code, province_code=province_code).is_island
