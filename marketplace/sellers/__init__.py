"""Sellers and the people who work for them."""

from marketplace.sellers.actions import approve, change_role, missing_of, remove_member, suspend
from marketplace.sellers.queries import (
    count_by_state,
    count_open,
    count_open_by_province,
    decisions_on,
    find_next_applied,
    get_open_seller,
    get_seller,
    has_shop,
    last_decision,
    members_of,
    memberships_of,
    open_by_province,
    open_sellers_of,
    sellers_in_state,
)

__all__ = [
    "approve",
    "change_role",
    "count_by_state",
    "count_open",
    "count_open_by_province",
    "decisions_on",
    "find_next_applied",
    "get_open_seller",
    "get_seller",
    "has_shop",
    "last_decision",
    "members_of",
    "memberships_of",
    "missing_of",
    "open_by_province",
    "open_sellers_of",
    "remove_member",
    "sellers_in_state",
    "suspend",
]
