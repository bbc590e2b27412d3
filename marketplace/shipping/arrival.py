"""When a parcel will arrive."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, NamedTuple

from marketplace.catalogue.models import StorageClass
from marketplace.places.zones import Zone, zone_between
from marketplace.shipping.rest_days import ONE_DAY, Closed, is_moving_day, is_packing_day

COLD: Final = frozenset({StorageClass.CHILLED, StorageClass.FROZEN})
_TRANSIT_DAYS: Final = {Zone.SAME_PROVINCE: (1, 2), Zone.SAME_REGION: (2, 3), Zone.BETWEEN_REGIONS: (3, 5)}
# Cold goods leave from Monday to Thursday, and two moving days before a holiday, so that no parcel lies warm meanwhile.
_LAST_COLD_WEEKDAY: Final = 3
_COLD_DAYS: Final = 2


class Arrival(NamedTuple):
    """The first and the last day on which the parcel is expected, and the day on which it is sent."""

    first_on: date
    last_on: date
    sent_on: date


def expected_arrival(
    *,
    origin_province: str,
    destination_province: str,
    placed_on: date,
    storage: StorageClass,
    lead_days: int = 1,
    closed: Closed = (),
) -> Arrival:
    """The days between which a parcel arrives that is ordered on that day.

    Counts working days: no Sundays and no public holidays. `lead_days` is what the seller needs to pack, on days that
    are not `closed`. Raises places.UnknownPlace.
    """
    sent_on = sending_day(placed_on, storage=storage, lead_days=lead_days, closed=closed)
    shortest, longest = _TRANSIT_DAYS[zone_between(origin_province, destination_province)]
    return Arrival(_after(sent_on, shortest, is_moving_day), _after(sent_on, longest, is_moving_day), sent_on)


def sending_day(ready_on: date, *, storage: StorageClass, lead_days: int = 1, closed: Closed = ()) -> date:
    """The day on which a parcel is sent that can be packed from `ready_on` on."""

    def packs(day: date) -> bool:
        return is_packing_day(day, closed)

    sent_on = _after(ready_on, lead_days, packs)
    while storage in COLD and not _keeps_cold(sent_on):
        sent_on = _after(sent_on, 1, packs)
    return sent_on


def days_later(day: date, working_days: int, *, closed: Closed = ()) -> date:
    """The day on which a seller who brings it is there, so many working days later; with 0 the same day."""
    return _after(day, working_days, lambda each: is_packing_day(each, closed))


def _keeps_cold(sent_on: date) -> bool:
    """Whether the parcel meets neither a weekend nor a holiday in its first days."""
    next_days = (sent_on + timedelta(days=number) for number in range(1, _COLD_DAYS + 1))
    return sent_on.weekday() <= _LAST_COLD_WEEKDAY and all(map(is_moving_day, next_days))


def _after(day: date, working_days: int, works: Callable[[date], bool]) -> date:
    """The day that many working days later; with 0 the same day, or the next one on which somebody works."""
    day = _first_of(day, works)
    for _ in range(working_days):
        day = _first_of(day + ONE_DAY, works)
    return day


def _first_of(day: date, works: Callable[[date], bool]) -> date:
    while not works(day):
        day += ONE_DAY
    return day
