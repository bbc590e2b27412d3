"""Delivery: what a parcel costs, when it arrives and how far goods may travel; the shop's own tables of fees."""

from marketplace.places.zones import Zone, zone_between
from marketplace.shipping.actions import NewTariff, add_tariff, check_tariff, end_tariff
from marketplace.shipping.arrival import Arrival, days_later, expected_arrival, sending_day
from marketplace.shipping.carrier_rates import KeptRate, RateRoute, kept_rates, rate_route, rate_terms
from marketplace.shipping.errors import OutOfReach
from marketplace.shipping.models import Tariff, TariffEvent
from marketplace.shipping.queries import all_tariffs, get_tariff
from marketplace.shipping.quoting import fee_for, fee_of, free_paid_by, gap_to_free
from marketplace.shipping.rates import CARRIERS, COACH, FeeBearer, ParcelFee, RateTable, Sent
from marketplace.shipping.reach import can_reach, highest_fee, reached_provinces, require_reach
from marketplace.shipping.rest_days import Holiday, holidays_between, is_packing_day
from marketplace.shipping.tables import forget_tables, table_of, table_on

__all__ = [
    "CARRIERS",
    "COACH",
    "Arrival",
    "FeeBearer",
    "Holiday",
    "KeptRate",
    "NewTariff",
    "OutOfReach",
    "ParcelFee",
    "RateRoute",
    "RateTable",
    "Sent",
    "Tariff",
    "TariffEvent",
    "Zone",
    "add_tariff",
    "all_tariffs",
    "can_reach",
    "check_tariff",
    "days_later",
    "end_tariff",
    "expected_arrival",
    "fee_for",
    "fee_of",
    "forget_tables",
    "free_paid_by",
    "gap_to_free",
    "get_tariff",
    "highest_fee",
    "holidays_between",
    "is_packing_day",
    "kept_rates",
    "rate_route",
    "rate_terms",
    "reached_provinces",
    "require_reach",
    "sending_day",
    "table_of",
    "table_on",
    "zone_between",
]
