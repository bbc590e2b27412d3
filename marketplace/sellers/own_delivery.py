"""How buyers may have a seller's goods other than by the market's carriers: the seller brings them to some communes, or
they are picked up at an address. Stored in the seller's `deliveries`, so that a basket asks nothing more for them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from marketplace import places
from marketplace.clock import now
from marketplace.money import Amount
from marketplace.refs import new_ref
from marketplace.sellers.errors import (
    AreaMissing,
    DeliveryNotFound,
    FeeTooHigh,
    HoursMissing,
    PlaceOfPickupMissing,
    TooManyDeliveries,
    TooManyDeliveryDays,
)
from marketplace.sellers.models import Seller

MOST: Final = 10
MOST_DAYS: Final = 14
MOST_FEE_VND: Final = 500_000


class DeliveryKind(StrEnum):
    """How an order reaches its buyer: by the market's carriers, by the seller's own hands, or the buyer fetches it."""

    HOUSE = "house"
    LOCAL = "local"
    PICKUP = "pickup"


@dataclass(frozen=True)
class OwnDelivery:
    """One way that a seller offers. Money in dong.

    LOCAL: `name` brings it ("" the seller's own people) to the provinces and communes whose codes are in `areas`, for
    `fee_vnd` a parcel, or for nothing from `free_from_vnd` of goods on, within `days` after it was packed.
    PICKUP: it lies at `name` ("" at the seller's), `days` after it was packed, during `hours`.
    """

    kind: DeliveryKind
    name: str = ""
    phone: str = ""
    street: str = ""
    commune_code: str = ""
    hours: str = ""
    areas: tuple[str, ...] = ()
    fee_vnd: int = 0
    free_from_vnd: int | None = None
    days: int = 0
    ref: str = ""
    changed_at: str = ""
    by_market: bool = False

    @property
    def is_pickup(self) -> bool:
        """Whether the buyer comes for it."""
        return self.kind == DeliveryKind.PICKUP

    def address_in(self, locale: str) -> str:
        """Where one fetches it: "Số 4, xóm Đồi, Xã Kim Bôi, Phú Thọ"."""
        commune = places.find_commune(self.commune_code)
        return ", ".join(part for part in (self.street, commune.line(locale) if commune else "") if part)

    def reaches(self, province_code: str, commune_code: str) -> bool:
        """Whether a buyer there may choose it; what is picked up may be picked up by anybody."""
        return self.is_pickup or province_code in self.areas or (bool(commune_code) and commune_code in self.areas)

    def fee_for(self, goods_vnd: int) -> int:
        """What the buyer pays for a parcel with these goods."""
        return 0 if self.free_from_vnd is not None and goods_vnd >= self.free_from_vnd else self.fee_vnd

    def gap_vnd(self, goods_vnd: int) -> int:
        """What is missing of goods until it costs nothing; 0 where it does already, or never will."""
        return max((self.free_from_vnd or 0) - goods_vnd, 0) if self.fee_vnd else 0

    @property
    def last_change(self) -> datetime | None:
        """When somebody wrote it last."""
        return datetime.fromisoformat(self.changed_at) if self.changed_at else None


def deliveries_in(stored: Iterable[Any]) -> tuple[OwnDelivery, ...]:
    """What a seller's `deliveries` hold, what is brought first."""
    read = (
        OwnDelivery(**each | {"kind": DeliveryKind(each["kind"]), "areas": tuple(each.get("areas", ()))})
        for each in stored
    )
    return tuple(sorted(read, key=lambda each: each.is_pickup))


def get_delivery(seller: Seller, ref: str) -> OwnDelivery:
    """One of the ways that the seller offers. Raises DeliveryNotFound."""
    found = next((each for each in deliveries_in(seller.deliveries) if each.ref == ref), None)
    if found is None:
        raise DeliveryNotFound()
    return found


def save_delivery(seller: Seller, told: OwnDelivery, *, by_market: bool = False) -> OwnDelivery:
    """Offer a way, or change the one with the same `ref`, for orders to come. Load the seller with its lock.

    Raises DeliveryNotFound, TooManyDeliveries, AreaMissing, PlaceOfPickupMissing, HoursMissing, FeeTooHigh or
    TooManyDeliveryDays.
    """
    check_delivery(told)
    known = deliveries_in(seller.deliveries)
    if told.ref:
        get_delivery(seller, told.ref)
    elif len(known) >= MOST:
        raise TooManyDeliveries(most=MOST)
    kept = replace(told, ref=told.ref or new_ref(), changed_at=now().isoformat(), by_market=by_market)
    _store(seller, [*(each for each in known if each.ref != kept.ref), kept])
    return kept


def drop_delivery(seller: Seller, ref: str) -> OwnDelivery:
    """Offer this way no more; orders that were placed keep it. Raises DeliveryNotFound."""
    gone = get_delivery(seller, ref)
    _store(seller, [each for each in deliveries_in(seller.deliveries) if each.ref != ref])
    return gone


def check_delivery(told: OwnDelivery) -> None:
    """Raise what speaks against it, as `save_delivery` does."""
    if told.days > MOST_DAYS:
        raise TooManyDeliveryDays(most=MOST_DAYS)
    if told.is_pickup:
        _check_pickup(told)
    elif not told.areas or not all(_is_place(code) for code in told.areas):
        raise AreaMissing()
    elif told.fee_vnd > MOST_FEE_VND:
        raise FeeTooHigh(most=Amount(MOST_FEE_VND))


def _check_pickup(told: OwnDelivery) -> None:
    if not told.street or places.find_commune(told.commune_code) is None:
        raise PlaceOfPickupMissing()
    if not told.hours:
        raise HoursMissing()


def _is_place(code: str) -> bool:
    return places.find_commune(code) is not None or any(each.code == code for each in places.provinces())


def _store(seller: Seller, kept: Sequence[OwnDelivery]) -> None:
    seller.deliveries = [asdict(each) | {"kind": each.kind.value, "areas": list(each.areas)} for each in kept]
