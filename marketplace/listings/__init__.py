"""The goods of a shop as a list to work with: narrowed, changed many at a time, and taken back."""

from marketplace.listings.actions import apply, get_bulk_change, recent_changes, undo
from marketplace.listings.models import BulkChange, BulkLine, Change, ChangeKind, Outcome
from marketplace.listings.preview import Line, preview
from marketplace.listings.queries import (
    Listing,
    ListingFilter,
    Sort,
    View,
    all_chosen,
    chosen_of,
    count_listings,
    listings_of,
)

__all__ = [
    "BulkChange",
    "BulkLine",
    "Change",
    "ChangeKind",
    "Line",
    "Listing",
    "ListingFilter",
    "Outcome",
    "Sort",
    "View",
    "all_chosen",
    "apply",
    "chosen_of",
    "count_listings",
    "get_bulk_change",
    "listings_of",
    "preview",
    "recent_changes",
    "undo",
]
