"""Carriers that take parcels by a call; each is off until its settings are there."""

from collections.abc import Callable, Mapping
from typing import Final

from marketplace.gateways.carriers import ghn, ghtk, viettel_post
from marketplace.gateways.carriers.parts import (
    Booking,
    Carrier,
    Consignment,
    Gateway,
    Item,
    Label,
    News,
    NoAnswer,
    NoLookup,
    NoticeForged,
    NoticesOff,
    NoticeUnreadable,
    NotSent,
    Place,
    Quote,
    Refused,
)

GATEWAYS: Final[Mapping[Carrier, Gateway]] = {
    Carrier.GHN: ghn,
    Carrier.GHTK: ghtk,
    Carrier.VIETTEL_POST: viettel_post,
}
READERS: Final[Mapping[Carrier, Callable[[bytes, str, str, Mapping[str, str]], News]]] = {
    Carrier.GHN: ghn.read,
    Carrier.GHTK: ghtk.read,
    Carrier.VIETTEL_POST: viettel_post.read,
}
MOST_GRAMS: Final = {Carrier.GHN: ghn.MOST_GRAMS}
MOST_COD_VND: Final = {Carrier.GHN: ghn.MOST_COD_VND}
"""The limits that a carrier tells of; the others refuse by themselves what they do not take."""


def connected() -> list[Carrier]:
    """The carriers that are on."""
    return [carrier for carrier, gateway in GATEWAYS.items() if gateway.is_on()]


__all__ = [
    "GATEWAYS",
    "MOST_COD_VND",
    "MOST_GRAMS",
    "READERS",
    "Booking",
    "Carrier",
    "Consignment",
    "Gateway",
    "Item",
    "Label",
    "News",
    "NoAnswer",
    "NoLookup",
    "NotSent",
    "NoticeForged",
    "NoticeUnreadable",
    "NoticesOff",
    "Place",
    "Quote",
    "Refused",
    "connected",
]
