"""Parcels in the hands of carriers, from the call that hands them over to the door. Each step is announced."""

from marketplace.shipments import flows, handlers  # noqa: F401 - acts on what happens to orders
from marketplace.shipments.actions import (
    MOST_PARCELS,
    check_by_hand,
    check_not_called,
    found_by_hand,
    is_live,
    not_there,
    save_pickup,
)
from marketplace.shipments.handlers import RATES, want_rates
from marketplace.shipments.queries import (
    count_to_look_after,
    find_pickup,
    get_notice,
    get_shipment,
    parcels_to_do,
    shipments_by_order,
    shipments_of,
    to_look_after,
    undecided_notices,
)
from marketplace.shipments.rates import ask_rates, ask_route, forget_rates, rates_for
from marketplace.shipments.telling import adopt, settle_notice, take_news
from marketplace.shipments.tracking import tracking_url

__all__ = [
    "MOST_PARCELS",
    "RATES",
    "adopt",
    "ask_rates",
    "ask_route",
    "check_by_hand",
    "check_not_called",
    "count_to_look_after",
    "find_pickup",
    "flows",
    "forget_rates",
    "found_by_hand",
    "get_notice",
    "get_shipment",
    "is_live",
    "not_there",
    "parcels_to_do",
    "rates_for",
    "save_pickup",
    "settle_notice",
    "shipments_by_order",
    "shipments_of",
    "take_news",
    "to_look_after",
    "tracking_url",
    "undecided_notices",
    "want_rates",
]
