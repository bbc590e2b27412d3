"""The delivery fee of one order: one seller, one parcel, one destination."""

from datetime import datetime

from marketplace import clock, places
from marketplace.places.zones import zone_between
from marketplace.shipping.rates import table_on


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
