"""Sellers and the people who work for them."""

from marketplace.sellers.actions import approve, suspend
from marketplace.sellers.queries import (
    count_by_state,
    find_membership,
    get_open_seller,
    get_seller,
    has_shop,
    sellers_in_state,
)

__all__ = [
    "approve",
    "count_by_state",
    "find_membership",
    "get_open_seller",
    "get_seller",
    "has_shop",
    "sellers_in_state",
    "suspend",
]
