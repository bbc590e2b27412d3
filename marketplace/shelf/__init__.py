"""The goods as a shopper sees them."""

from marketplace.shelf.queries import Order, get_product_page, in_season, matching, related, shelf, strip

__all__ = ["Order", "get_product_page", "in_season", "matching", "related", "shelf", "strip"]
