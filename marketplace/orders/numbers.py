"""Numbers that are read out on the phone: those of parcels, claims and payments begin with the order's own."""

import re
from typing import Final

PART: Final = re.compile(r"^(.*-.*[0-9A-Z])(?:\.\d{1,2}|-[KT]\d{1,2})$")


def order_part(typed: str) -> str:
    """The number of the order in that of one of its parcels, claims or payments; anything else in capital letters.

    "2611-7kmxp-1.2" is the second parcel and "2611-7KMXP-1-K1" the first claim of "2611-7KMXP-1".
    """
    capitals = typed.strip().upper()
    found = PART.match(capitals)
    return found[1] if found else capitals


def payment_number(number: str) -> str:
    """What the money that comes for an order is called on the phone: "2611-7KMXP-1-T1"; whoever types it finds the
    order. Of a purchase with several orders each one's leads to the same money.
    """
    return f"{number}-T1"
