"""The fee of a parcel at an instant, by the table valid then."""

from datetime import datetime

from marketplace import clock
from marketplace.shipping.rates import FeeBearer, ParcelFee, RateTable, Sent, fee_by
from marketplace.shipping.tables import table_on


def fee_of(sent: Sent, *, at: datetime, table: RateTable | None = None) -> ParcelFee:
    """What sending it costs, and who pays, by the table of that instant or by this one. Raises places.UnknownPlace."""
    return fee_by(table or table_on(clock.to_local(at).date()), sent)


def fee_for(
    *,
    origin_province: str,
    destination_province: str,
    destination_commune: str = "",
    grams: int,
    goods_vnd: int,
    at: datetime,
) -> int:
    """What a buyer who pays ahead pays for delivery, in dong, by the table valid at that instant.

    `grams` is the gross weight of the parcel, `goods_vnd` the goods of this seller alone. Without a commune the fee
    is that of the mainland: an estimate. Raises places.UnknownPlace.
    """
    sent = Sent(origin_province, destination_province, grams, goods_vnd, destination_commune)
    return fee_of(sent, at=at).charged_vnd


def gap_to_free(goods_vnd: int, *, at: datetime) -> int:
    """How many dong of goods from this seller are missing until delivery is free; 0 when it is, or never becomes so."""
    free_from_vnd = table_on(clock.to_local(at).date()).free_from_vnd
    return max((free_from_vnd or 0) - goods_vnd, 0)


def free_paid_by(*, at: datetime) -> FeeBearer | None:
    """Who pays for delivery that is free to the buyer at that instant; None where none is."""
    table = table_on(clock.to_local(at).date())
    return None if table.free_from_vnd is None else table.free_paid_by
