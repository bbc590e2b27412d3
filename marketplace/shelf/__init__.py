"""The goods as a shopper sees them."""

from marketplace.shelf.browsing import among, browse, strip
from marketplace.shelf.filters import Facets, Filters, Order
from marketplace.shelf.product_page import get_product_page
from marketplace.shelf.renewal import renew
from marketplace.shelf.searching import Answer, search
from marketplace.shelf.suggesting import suggest
from marketplace.shelf.suggestions import related
from marketplace.shelf.upkeep import count_missing, renew_all, renew_due, renew_statistics
from marketplace.shelf.watching import renew_touched

__all__ = [
    "Answer",
    "Facets",
    "Filters",
    "Order",
    "among",
    "browse",
    "count_missing",
    "get_product_page",
    "related",
    "renew",
    "renew_all",
    "renew_due",
    "renew_statistics",
    "renew_touched",
    "search",
    "strip",
    "suggest",
]
