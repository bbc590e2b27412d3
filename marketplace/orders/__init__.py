"""Purchases and the orders they hold."""

from marketplace.orders.actions import cancel, confirm, deliver, pack, ship
from marketplace.orders.placing import Recipient, place
from marketplace.orders.queries import (
    OPEN_STATES,
    OrderFilter,
    count_by_state,
    count_matching,
    get_order,
    get_order_of_buyer,
    get_order_of_seller,
    get_purchase,
    get_purchase_by_code,
    orders_matching,
    orders_of_seller,
    purchases_of,
)
from marketplace.orders.quotes import ParcelQuote, Quote, quote

__all__ = [
    "OPEN_STATES",
    "OrderFilter",
    "ParcelQuote",
    "Quote",
    "Recipient",
    "cancel",
    "confirm",
    "count_by_state",
    "count_matching",
    "deliver",
    "get_order",
    "get_order_of_buyer",
    "get_order_of_seller",
    "get_purchase",
    "get_purchase_by_code",
    "orders_matching",
    "orders_of_seller",
    "pack",
    "place",
    "purchases_of",
    "quote",
    "ship",
]
