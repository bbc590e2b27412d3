"""What is said to carriers and what they say, in plain values. Money in dong, weight in grams, sides in centimetres."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Protocol


class Carrier(StrEnum):
    """A carrier that a parcel can be handed to by a call."""

    GHN = "ghn"
    GHTK = "ghtk"
    VIETTEL_POST = "viettel_post"

    @property
    def brand(self) -> str:
        """Its name, as `shipping.CARRIERS` writes it."""
        return BRANDS[self]


BRANDS: Final = {Carrier.GHN: "GHN", Carrier.GHTK: "GHTK", Carrier.VIETTEL_POST: "Viettel Post"}


class NotSent(Exception):
    """The carrier surely never got it, or did not look at it: nothing was done, so it may be asked again."""


class NoAnswer(Exception):
    """Nobody knows whether it was done. Never ask for it again before it was looked up."""


class Refused(Exception):
    """The carrier said no, so that nothing was done; `code` and `words` are its own."""

    def __init__(self, code: str, words: str = "") -> None:
        super().__init__(f"{code} {words}".strip())
        self.code, self.words = code, words


class NoLookup(Exception):
    """This carrier has no call that finds a parcel by our reference, or tells how it stands with one."""


class NoticesOff(Exception):
    """No secret is set for this carrier's notices, so nobody could be believed."""


class NoticeForged(Exception):
    """The secret is missing or wrong."""


class NoticeUnreadable(Exception):
    """The secret is right and still it is not what the carrier sends."""


@dataclass(frozen=True)
class Place:
    """Where a parcel is collected or delivered; ward and province by the names of today's two levels."""

    name: str
    phone: str
    street: str
    ward: str
    province: str

    @property
    def line(self) -> str:
        """In one line, as free-text calls take it."""
        return ", ".join(part for part in (self.street, self.ward, self.province) if part)


@dataclass(frozen=True)
class Item:
    """Goods in a parcel."""

    name: str
    quantity: int
    grams: int
    price_vnd: int


@dataclass(frozen=True)
class Consignment:
    """A parcel as it is handed over. `code` is our reference, by which it is found; `cod_vnd` is to be taken for it."""

    code: str
    sender: Place
    receiver: Place
    grams: int
    sides_cm: tuple[int, int, int]
    goods_vnd: int
    cod_vnd: int
    items: tuple[Item, ...]
    note: str = ""


@dataclass(frozen=True)
class Quote:
    """What a carrier asks for a parcel, and its own name of the service."""

    fee_vnd: int
    service: str = ""


@dataclass(frozen=True)
class Booking:
    """A parcel in the carrier's books."""

    tracking: str
    fee_vnd: int | None = None


@dataclass(frozen=True)
class Label:
    """What is stuck on the parcel: a PDF, or the address of the carrier's page that prints it."""

    url: str = ""
    pdf: bytes = b""


@dataclass(frozen=True)
class News:
    """One thing a carrier tells of a parcel, by a notice or when asked. `status` is the carrier's own word.

    `key` is the same in every repetition. `moves` is False where only amounts were changed; `is_paid_out` where the
    carrier says that it has sent the cash. `body` is what is kept, without names and phone numbers.
    """

    carrier: Carrier
    key: str
    tracking: str
    code: str
    status: str
    at: datetime
    words: str = ""
    reason: str = ""
    reason_number: str = ""
    fee_vnd: int | None = None
    moves: bool = True
    is_paid_out: bool = False
    is_part: bool = False
    body: Mapping[str, Any] = field(default_factory=dict)


class Gateway(Protocol):
    """What each carrier's module can do."""

    def is_on(self) -> bool:
        """Whether parcels can be handed to it."""

    def quote(self, parcel: Consignment) -> Quote:
        """What it would cost; nothing is booked. Raises NotSent, NoAnswer or Refused."""

    def book(self, parcel: Consignment) -> Booking:
        """Have it collected and delivered. Raises NotSent, NoAnswer or Refused."""

    def find(self, code: str) -> Booking | None:
        """The parcel with our reference, None where the carrier has none. Raises NotSent, NoAnswer or NoLookup."""

    def track(self, tracking: str) -> News:
        """How it stands with a parcel. Raises NotSent, NoAnswer, Refused or NoLookup."""

    def cancel(self, tracking: str) -> None:
        """Call it off before it is collected. Raises NotSent, NoAnswer, or Refused when it is too late."""

    def label(self, tracking: str) -> Label:
        """Its label. Raises NotSent, NoAnswer or Refused."""
