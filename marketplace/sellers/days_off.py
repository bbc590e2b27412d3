"""Days on which a seller packs nothing: a wedding, the harvest, a week after Tết. Buyers are told before they order."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from marketplace.clock import today
from marketplace.sellers.errors import (
    DaysOffNotFound,
    DaysOffOverlap,
    DaysOffPast,
    DaysOffReversed,
    DaysOffTooFar,
    DaysOffTooLong,
    SellerResting,
    TooManyDaysOff,
)
from marketplace.sellers.models import Seller

LONGEST: Final = 60
FURTHEST: Final = timedelta(days=400)
MOST: Final = 12


class DaysOff(NamedTuple):
    """A period with its first and last day. Orders are taken and packed afterwards, or not taken at all meanwhile."""

    first_on: date
    last_on: date
    takes_orders: bool = True

    @property
    def back_on(self) -> date:
        """The day on which the seller packs again."""
        return self.last_on + timedelta(days=1)

    def is_on(self, day: date) -> bool:
        """Whether the seller rests on this day."""
        return self.first_on <= day <= self.last_on


def days_off_in(stored: Iterable[Any]) -> tuple[DaysOff, ...]:
    """The periods that a seller's `days_off` hold and that are not over, the next one first."""
    read = (DaysOff(date.fromisoformat(first), date.fromisoformat(last), bool(takes)) for first, last, takes in stored)
    return tuple(sorted(each for each in read if each.last_on >= today()))


def rest(seller: Seller, period: DaysOff) -> None:
    """Add days off. Load the seller with its lock, so that two people do not undo each other's.

    Raises DaysOffReversed, DaysOffPast, DaysOffTooFar, DaysOffTooLong, DaysOffOverlap or TooManyDaysOff.
    """
    _check(period)
    known = days_off_in(seller.days_off)
    if any(period.first_on <= each.last_on and each.first_on <= period.last_on for each in known):
        raise DaysOffOverlap()
    if len(known) >= MOST:
        raise TooManyDaysOff(most=MOST)
    _store(seller, (*known, period))


def work_after_all(seller: Seller, first_on: str) -> DaysOff:
    """Take back the days off that begin on this day (2026-12-25), and return them. Raises DaysOffNotFound."""
    known = days_off_in(seller.days_off)
    gone = next((each for each in known if each.first_on.isoformat() == first_on), None)
    if gone is None:
        raise DaysOffNotFound()
    _store(seller, [each for each in known if each is not gone])
    return gone


def refusal_today(periods: Iterable[DaysOff]) -> SellerResting | None:
    """Why no order is taken today, if the seller rests and wants none meanwhile."""
    resting = next((each for each in periods if each.is_on(today()) and not each.takes_orders), None)
    return SellerResting(back_on=resting.back_on) if resting else None


def _check(period: DaysOff) -> None:
    if period.last_on < period.first_on:
        raise DaysOffReversed()
    if period.last_on < today():
        raise DaysOffPast()
    if period.first_on > today() + FURTHEST:
        raise DaysOffTooFar()
    if (period.last_on - period.first_on).days >= LONGEST:
        raise DaysOffTooLong(most=LONGEST)


def _store(seller: Seller, periods: Iterable[DaysOff]) -> None:
    stored = sorted(periods)
    seller.days_off = [[each.first_on.isoformat(), each.last_on.isoformat(), each.takes_orders] for each in stored]
