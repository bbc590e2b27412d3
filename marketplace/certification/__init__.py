"""Certificates and marks."""

from marketplace.certification.actions import withdraw
from marketplace.certification.queries import (
    certificates_of,
    certificates_of_product,
    ending_by,
    get_certificate,
    has_today,
    stars_of,
    stars_today,
    valid_today,
)
from marketplace.certification.validity import ENDS_SOON, Validity, ocop_ends_on, successor_of, validity_of

__all__ = [
    "ENDS_SOON",
    "Validity",
    "certificates_of",
    "certificates_of_product",
    "ending_by",
    "get_certificate",
    "has_today",
    "ocop_ends_on",
    "stars_of",
    "stars_today",
    "successor_of",
    "valid_today",
    "validity_of",
    "withdraw",
]
