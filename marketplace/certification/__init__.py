"""Certificates and marks."""

from marketplace.certification.actions import check_extension, extend, verify, withdraw
from marketplace.certification.ocop_rules import ocop_ends_on
from marketplace.certification.queries import (
    EndingCertificate,
    certificates_held,
    certificates_of,
    certificates_of_product,
    ending_by,
    get_certificate,
    get_certificate_of,
    goods_without,
    has_today,
    stars_of,
    stars_today,
    valid_today,
)
from marketplace.certification.validity import (
    ENDS_SOON,
    Light,
    Validity,
    light_of,
    successor_of,
    validity_of,
)

__all__ = [
    "ENDS_SOON",
    "EndingCertificate",
    "Light",
    "Validity",
    "certificates_held",
    "certificates_of",
    "certificates_of_product",
    "check_extension",
    "ending_by",
    "extend",
    "get_certificate",
    "get_certificate_of",
    "goods_without",
    "has_today",
    "light_of",
    "ocop_ends_on",
    "stars_of",
    "stars_today",
    "successor_of",
    "valid_today",
    "validity_of",
    "verify",
    "withdraw",
]
