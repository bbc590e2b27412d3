"""The goods as a shopper sees them."""

from marketplace.shelf.queries import (
    Order,
    get_product_page,
    graded,
    in_season,
    made_by,
    matching,
    of_family,
    related,
    shelf,
    strip,
)

__all__ = [
    "Order",
    "get_product_page",
    "graded",
    "in_season",
    "made_by",
    "matching",
    "of_family",
    "related",
    "shelf",
    "strip",
]
