"""What a basket costs at a place: goods and one delivery fee per seller, to the dong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from marketplace import shipping
from marketplace.cart import Parcel
from marketplace.catalogue.models import ShipScope, StorageClass, coldest
from marketplace.clock import now, today
from marketplace.errors import DomainError


@dataclass(frozen=True)
class ParcelQuote:
    """One seller's parcel at one destination. `problem` says why it cannot be sent there."""

    parcel: Parcel
    shipping_vnd: int
    arrives_from_on: date
    arrives_to_on: date
    problem: DomainError | None = None

    @property
    def total_vnd(self) -> int:
        """Goods and delivery."""
        return self.parcel.goods_vnd + self.shipping_vnd


@dataclass(frozen=True)
class Quote:
    """The whole basket at one destination."""

    parcels: tuple[ParcelQuote, ...]

    @property
    def goods_vnd(self) -> int:
        """Price of all goods."""
        return sum(quoted.parcel.goods_vnd for quoted in self.parcels)

    @property
    def shipping_vnd(self) -> int:
        """All delivery fees."""
        return sum(quoted.shipping_vnd for quoted in self.parcels)

    @property
    def total_vnd(self) -> int:
        """What the buyer pays."""
        return self.goods_vnd + self.shipping_vnd


def quote(parcels: Sequence[Parcel], *, province_code: str, commune_code: str = "") -> Quote:
    """The basket's price with delivery to a place; a parcel with nothing that can be ordered is left out."""
    return Quote(tuple(_quote(parcel, province_code, commune_code) for parcel in parcels if parcel.ready))


def _quote(parcel: Parcel, province_code: str, commune_code: str) -> ParcelQuote:
    fee = shipping.fee_for(
        origin_province=parcel.seller.province_code,
        destination_province=province_code,
        destination_commune=commune_code,
        grams=parcel.weight_grams,
        goods_vnd=parcel.goods_vnd,
        at=now(),
    )
    arrival = shipping.expected_arrival(
        origin_province=parcel.seller.province_code,
        destination_province=province_code,
        placed_on=today(),
        storage=coldest(_storage_classes(parcel)),
        lead_days=parcel.seller.lead_days,
    )
    return ParcelQuote(parcel, fee, arrival.first_on, arrival.last_on, _problem(parcel, province_code))


def _storage_classes(parcel: Parcel) -> set[StorageClass]:
    return {StorageClass(line.variant.product.storage_class) for line in parcel.ready}


def _problem(parcel: Parcel, province_code: str) -> DomainError | None:
    for product in (line.variant.product for line in parcel.ready):
        try:
            shipping.require_reach(
                ShipScope(product.ship_scope),
                storage=StorageClass(product.storage_class),
                origin_province=parcel.seller.province_code,
                destination_province=province_code,
            )
        except shipping.OutOfReach as error:
            return error
    return None
