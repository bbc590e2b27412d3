"""The day on which a gift is to arrive: when its parcel has to be packed for it, or why no parcel arrives then."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from marketplace.clock import today
from marketplace.errors import DomainError
from marketplace.orders.errors import DayRefused
from marketplace.shipping import Arrival
from marketplace.text import N_

FURTHEST: Final = timedelta(days=60)
"""How far ahead a day can be wished for: shops plan their days off and harvests no further."""
SLACK: Final = timedelta(days=3)
"""So much before the day it may arrive, where nobody carries on the day itself."""


def packed_from(wished_on: date, first: date, arrival: Callable[[date], Arrival]) -> tuple[date, DomainError | None]:
    """The day from which on it is packed so that it is there by the wished day, and why that cannot be.

    `first` is the earliest such day; `arrival` tells when what is packed from a day on arrives. What is promised is the
    last day of the arrival, so that it is not late where the carrier takes its time.
    """
    earliest = arrival(first)
    if wished_on < earliest.last_on:
        return first, DayRefused(_EARLY, wished=_said(wished_on), day=_said(earliest.last_on))
    if wished_on > today() + FURTHEST:
        return first, DayRefused(_FAR, day=_said(today() + FURTHEST))
    start, found = first, earliest
    while (later := arrival(start + timedelta(days=1))).last_on <= wished_on:
        start, found = start + timedelta(days=1), later
    if wished_on - found.last_on > SLACK:
        return start, DayRefused(
            _REST, wished=_said(wished_on), before=_said(found.last_on), after=_said(later.last_on)
        )
    return start, None


def _said(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


_EARLY: Final = N_(
    "Không chắc kịp ngày %(wished)s: tính cả ngày nơi bán chuẩn bị và đường đi, sớm nhất là %(day)s. "
    "Chọn từ ngày ấy, hoặc để trống ngày."
)
_FAR: Final = N_("Chỉ hẹn trước được đến %(day)s. Chọn ngày gần hơn, hoặc đặt sau.")
_REST: Final = N_(
    "Quanh ngày %(wished)s nơi bán hoặc người giao nghỉ. Gần nhất là đến %(before)s, hoặc %(after)s. "
    "Chọn một trong hai."
)
