"""What sending a parcel costs by one table of prices: plain values in, dong out.

A table is never edited once it has been used: an order can be explained by the table that it was sold by.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from marketplace import money, places
from marketplace.places.zones import Zone, zone_between

CARRIERS: Final = ("Vietnam Post", "Viettel Post", "GHN", "GHTK", "J&T Express", "Nhà xe")
COACH: Final = CARRIERS[-1]
"""Takes parcels along without a tracking number: one calls the driver instead."""


class FeeBearer(StrEnum):
    """Who pays for delivery that is free to the buyer."""

    SELLER = "seller"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Rate:
    """Dong for the first step of weight and for every further one that was begun."""

    first_vnd: int
    further_vnd: int


@dataclass(frozen=True, slots=True)
class Surcharge:
    """A percentage of the whole sum, in basis points, once the sum is above `free_to_vnd`; `least_vnd` at least."""

    free_to_vnd: int = 0
    basis_points: int = 0
    least_vnd: int = 0

    def of(self, sum_vnd: int) -> int:
        """What it comes to for this sum, rounded half up to the dong."""
        if sum_vnd <= self.free_to_vnd or not (self.basis_points or self.least_vnd):
            return 0
        return max(money.share(sum_vnd, self.basis_points), self.least_vnd)


@dataclass(frozen=True, slots=True)
class RateTable:
    """All prices of one period. `remote_vnd` is added for islands and for the communes named.

    A box counts as a kilogram for each `cm3_per_kg` where that is more than it weighs; None where size does not count.
    An order of one seller from `free_from_vnd` on costs the buyer nothing, and `free_paid_by` pays; None where nothing
    is free.
    """

    valid_from: date
    rates: dict[Zone, Rate]
    first_grams: int
    further_grams: int
    remote_vnd: int
    free_from_vnd: int | None
    free_paid_by: FeeBearer = FeeBearer.PLATFORM
    remote_communes: frozenset[str] = frozenset()
    cm3_per_kg: int | None = None
    cash: Surcharge = field(default_factory=Surcharge)
    insurance: Surcharge = field(default_factory=Surcharge)
    valid_until: date = date.max
    ref: str = ""


FIRST_TABLE: Final = RateTable(
    valid_from=date(2025, 1, 1),
    rates={
        Zone.SAME_PROVINCE: Rate(22_000, 2_500),
        Zone.SAME_REGION: Rate(30_000, 3_500),
        Zone.BETWEEN_REGIONS: Rate(38_000, 5_500),
    },
    first_grams=2_000,
    further_grams=500,
    remote_vnd=10_000,
    free_from_vnd=500_000,
)
"""Holds wherever operators have written no other."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A parcel as the table sees it: from which province to which commune, its gross weight, the goods of this seller
    alone, and the outer size of its box where it is known. Without a commune it goes to the mainland.

    `pays_cash` says that money is taken at the door.
    """

    origin_province: str
    destination_province: str
    grams: int
    goods_vnd: int
    destination_commune: str = ""
    cm3: int = 0
    pays_cash: bool = False


@dataclass(frozen=True, slots=True)
class ParcelFee:
    """What sending a parcel costs, by its parts, and who pays it.

    The buyer pays `charged_vnd`; `waived_vnd` is paid by `waived_by`. Both together are the sum of the parts.
    `cash_vnd` is taken on the goods for collecting money at the door, `table` names the table ("" is the first one).
    """

    carriage_vnd: int
    remote_vnd: int
    insurance_vnd: int
    cash_vnd: int
    waived_by: FeeBearer | None = None
    table: str = ""

    @property
    def full_vnd(self) -> int:
        """The whole fee, whoever pays it."""
        return self.carriage_vnd + self.remote_vnd + self.insurance_vnd + self.cash_vnd

    @property
    def waived_vnd(self) -> int:
        """What of it somebody else than the buyer pays."""
        return self.full_vnd if self.waived_by else 0

    @property
    def charged_vnd(self) -> int:
        """What the buyer pays."""
        return self.full_vnd - self.waived_vnd


def counted_grams(table: RateTable, *, grams: int, cm3: int) -> int:
    """The weight that is paid for: that of the scale or that of the size, whichever is more."""
    return max(grams, -(-cm3 * 1000 // table.cm3_per_kg)) if table.cm3_per_kg else grams


def fee_by(table: RateTable, sent: Sent) -> ParcelFee:
    """The fee of a parcel by this table. Raises places.UnknownPlace."""
    rate = table.rates[zone_between(sent.origin_province, sent.destination_province)]
    grams = counted_grams(table, grams=sent.grams, cm3=sent.cm3)
    steps = -(-max(grams - table.first_grams, 0) // table.further_grams)
    is_free = table.free_from_vnd is not None and sent.goods_vnd >= table.free_from_vnd
    return ParcelFee(
        carriage_vnd=rate.first_vnd + steps * rate.further_vnd,
        remote_vnd=is_remote(table, sent.destination_commune, sent.destination_province) * table.remote_vnd,
        insurance_vnd=table.insurance.of(sent.goods_vnd),
        cash_vnd=table.cash.of(sent.goods_vnd) * sent.pays_cash,
        waived_by=table.free_paid_by if is_free else None,
        table=table.ref,
    )


def is_remote(table: RateTable, commune_code: str, province_code: str) -> bool:
    """Whether the commune costs more. Raises places.UnknownPlace where it does not lie in the province."""
    if not commune_code:
        return False
    return places.get_commune(commune_code, province_code=province_code).is_island or (
        commune_code in table.remote_communes
    )
