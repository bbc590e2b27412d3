"""Certificates and marks."""

from marketplace.certification.actions import withdraw
from marketplace.certification.queries import (
    ending_by,
    get_paper,
    has_today,
    papers_of,
    papers_of_product,
    stars_of,
    stars_today,
    valid_today,
)
from marketplace.certification.standing import Standing, standing_of, successor_of
from marketplace.certification.terms import ENDS_SOON, ocop_ends_on

__all__ = [
    "ENDS_SOON",
    "Standing",
    "ending_by",
    "get_paper",
    "has_today",
    "ocop_ends_on",
    "papers_of",
    "papers_of_product",
    "standing_of",
    "stars_of",
    "stars_today",
    "successor_of",
    "valid_today",
    "withdraw",
]
