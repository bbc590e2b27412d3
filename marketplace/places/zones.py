"""How far apart two provinces are, as far as a parcel is concerned."""

from enum import IntEnum
from functools import cache

from marketplace.places.queries import get_province


class Zone(IntEnum):
    """Near to far, so that zones can be compared."""

    SAME_PROVINCE = 1
    SAME_REGION = 2
    BETWEEN_REGIONS = 3


@cache
def zone_between(origin_province: str, destination_province: str) -> Zone:
    """The zone of a parcel between two provinces, given by their codes. Raises places.UnknownPlace."""
    origin, destination = get_province(origin_province), get_province(destination_province)
    if origin == destination:
        return Zone.SAME_PROVINCE
    return Zone.SAME_REGION if origin.region == destination.region else Zone.BETWEEN_REGIONS
