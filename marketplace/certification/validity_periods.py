"""How long certificates count."""

from datetime import date, timedelta
from typing import Final

OCOP_YEARS: Final = 3
ENDS_SOON: Final = timedelta(days=90)
"""How long before its last day a certificate's holder and readers are told that it ends."""


def ocop_ends_on(issued_on: date) -> date:
    """The last day of an OCOP certificate: 36 months from its decision (Decisions 1048/QĐ-TTg and 148/QĐ-TTg).

    A decision of 17/01/2025 counts until 16/01/2028.
    """
    year = issued_on.year + OCOP_YEARS
    leap_day = (issued_on.month, issued_on.day) == (2, 29)
    return (date(year, 3, 1) if leap_day else issued_on.replace(year=year)) - timedelta(days=1)
