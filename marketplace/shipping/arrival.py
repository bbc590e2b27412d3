"""When a parcel will arrive."""

from datetime import date, timedelta
from typing import Final, NamedTuple

from marketplace.catalogue.models import StorageClass
from marketplace.places.zones import Zone, zone_between

COLD: Final = frozenset({StorageClass.CHILLED, StorageClass.FROZEN})
_TRANSIT_DAYS: Final = {Zone.SAME_PROVINCE: (1, 2), Zone.SAME_REGION: (2, 3), Zone.BETWEEN_REGIONS: (3, 5)}
_SUNDAY: Final = 6
# Cold goods leave from Monday to Thursday, so that no parcel lies warm over the weekend.
_LAST_COLD_WEEKDAY: Final = 3


class Arrival(NamedTuple):
    """The first and the last day on which the parcel is expected."""

    first_on: date
    last_on: date


def expected_arrival(
    *, origin_province: str, destination_province: str, placed_on: date, storage: StorageClass, lead_days: int = 1
) -> Arrival:
    """The days between which a parcel arrives that is ordered on that day.

    Counts working days, which here are all but Sundays; public holidays are not known. `lead_days` is what the
    seller needs to pack. Raises places.UnknownPlace.
    """
    sent_on = _after(placed_on, lead_days)
    while storage in COLD and sent_on.weekday() > _LAST_COLD_WEEKDAY:
        sent_on += timedelta(days=1)
    shortest, longest = _TRANSIT_DAYS[zone_between(origin_province, destination_province)]
    return Arrival(_after(sent_on, shortest), _after(sent_on, longest))


def _after(day: date, working_days: int) -> date:
    """The day that many working days later; with 0 the same day, or Monday when it is a Sunday."""
    day += timedelta(days=day.weekday() == _SUNDAY)
    for _ in range(working_days):
        day += timedelta(days=2 if day.weekday() == _SUNDAY - 1 else 1)
    return day
