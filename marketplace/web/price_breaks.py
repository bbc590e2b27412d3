"""Lower prices for larger quantities, and how many one buyer gets, in words."""

import re
from collections.abc import Sequence
from typing import Protocol

from marketplace.web.filters import vnd
from marketplace.web.locale import current, gettext

COUNTERS = frozenset(
    {"bao", "bịch", "bộ", "cây", "chai", "cặp", "cuộn", "gói", "hộp", "hũ", "khay", "lon", "lọ", "nải"}
    | {"thùng", "thùng xốp", "túi", "vỉ"}
)
"""Words for packs that one can count with: "5 hũ". Other names of pack sizes, such as a colour, are no counters."""
NAME = re.compile(r"[^\d]*")


class BulkPriced(Protocol):
    """A pack size that may be cheaper when many are bought."""

    @property
    def pack_vi(self) -> str:
        """Its name."""

    @property
    def price_breaks(self) -> Sequence[Sequence[int]]:
        """(from so many units, dong for each one) pairs."""


def price_breaks_of(pack: BulkPriced) -> tuple[str, ...]:
    """Each lower price with the quantity it begins at: "từ 5 hũ: 150.000 ₫"."""
    return tuple(
        gettext("từ %(units)s: %(price)s", units=_units(pack, start), price=vnd(price))
        for start, price in pack.price_breaks
    )


def limit_told(most_per_buyer: int | None) -> str:
    """How many units one buyer gets; nothing where everybody gets as many as they like."""
    return gettext("Mỗi khách mua tối đa %(most)s một ngày.", most=most_per_buyer) if most_per_buyer else ""


def _units(pack: BulkPriced, quantity: int) -> str:
    found = NAME.match(pack.pack_vi)
    counter = found[0].strip().lower() if found else ""
    return f"{quantity} {counter}" if counter in COUNTERS and current() == "vi" else str(quantity)
