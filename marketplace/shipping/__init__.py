"""Delivery rules: what a parcel costs, when it arrives and how far goods may travel. Plain values in, no tables."""

from marketplace.places.zones import Zone, zone_between
from marketplace.shipping.arrival import Arrival, expected_arrival, sending_day
from marketplace.shipping.errors import OutOfReach
from marketplace.shipping.rates import CARRIERS, COACH, fee_for, gap_to_free
from marketplace.shipping.reach import can_reach, highest_fee, reached_provinces, require_reach
from marketplace.shipping.rest_days import Holiday, holidays_between, is_packing_day

__all__ = [
    "CARRIERS",
    "COACH",
    "Arrival",
    "Holiday",
    "OutOfReach",
    "Zone",
    "can_reach",
    "expected_arrival",
    "fee_for",
    "gap_to_free",
    "highest_fee",
    "holidays_between",
    "is_packing_day",
    "reached_provinces",
    "require_reach",
    "sending_day",
    "zone_between",
]
