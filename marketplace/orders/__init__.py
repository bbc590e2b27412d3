"""Purchases and the orders they hold."""

from marketplace.orders.actions import cancel, confirm, deliver, pack, ship
from marketplace.orders.desk import (
    OrderFilter,
    View,
    count_to_do,
    count_views,
    orders_matching,
    provinces_with_orders,
    sellers_with_orders,
)
from marketplace.orders.placing import Recipient, place
from marketplace.orders.queries import (
    OPEN_STATES,
    find_last_purchase,
    get_order,
    get_order_of_buyer,
    get_order_of_seller,
    get_purchase,
    get_purchase_by_code,
    purchases_of,
)
from marketplace.orders.quotes import Consignment, Delivery, ParcelQuote, Quote, estimate, quote
from marketplace.orders.workbench import (
    PackSum,
    Sales,
    Tally,
    count_open,
    find_next,
    orders_of_seller,
    sales_since,
    tally_of_seller,
    units_in_state,
)

__all__ = [
    "OPEN_STATES",
    "OrderFilter",
    "PackSum",
    "ParcelQuote",
    "Quote",
    "Recipient",
    "Sales",
    "Tally",
    "View",
    "cancel",
    "confirm",
    "count_open",
    "count_to_do",
    "count_views",
    "deliver",
    "find_last_purchase",
    "find_next",
    "get_order",
    "get_order_of_buyer",
    "get_order_of_seller",
    "get_purchase",
    "get_purchase_by_code",
    "orders_matching",
    "orders_of_seller",
    "pack",
    "place",
    "provinces_with_orders",
    "purchases_of",
    "quote",
    "sales_since",
    "sellers_with_orders",
    "ship",
    "tally_of_seller",
    "units_in_state",
]
