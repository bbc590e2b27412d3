"""How the parcel of one seller may reach its buyer, each way with its fee and days: by the market's carriers, which is
meant when nobody chooses, or as the seller offers beside them. Asks nothing of the database.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from marketplace import sellers, shipping
from marketplace.catalogue.models import StorageClass
from marketplace.errors import DomainError
from marketplace.gateways.carriers import MOST_GRAMS, Carrier
from marketplace.orders.delivery_errors import PriceAwaited
from marketplace.orders.wished_days import packed_from
from marketplace.sellers import DeliveryKind, OwnDelivery
from marketplace.shipping import Arrival, KeptRate, ParcelFee

HOUSE: Final = ""
"""The market's carriers, as a choice."""


@dataclass(frozen=True)
class Route:
    """What the days and the fee of a seller's own delivery depend on; `closed` are days off."""

    province_code: str
    commune_code: str
    ready_on: date
    lead_days: int
    closed: Sequence[tuple[date, date]]
    goods_vnd: int
    wished_on: date | None = None


@dataclass(frozen=True)
class DeliveryOption:
    """One way, by its `ref`; `problem` says why it cannot be chosen. `own` is what the seller offers, `carrier` the one
    that was asked for its price.
    """

    ref: str
    kind: DeliveryKind
    fee: ParcelFee
    arrives_from_on: date
    arrives_to_on: date
    sent_on: date
    problem: DomainError | None = None
    own: OwnDelivery | None = None
    cash_vnd: int = 0
    carrier: Carrier | None = None


def own_options(stored: Sequence[Any], route: Route, resting: DomainError | None) -> tuple[DeliveryOption, ...]:
    """What a seller's `deliveries` offer to somebody there. `resting` is why no order is taken at all today."""
    found = (each for each in sellers.deliveries_in(stored) if each.reaches(route.province_code, route.commune_code))
    return tuple(own_option(each, route, resting) for each in found)


def own_option(own: OwnDelivery, route: Route, resting: DomainError | None = None) -> DeliveryOption:
    """One of them: packed like everything else, but nothing lies on a truck over a weekend."""
    start, unwished = route.ready_on, None
    if route.wished_on:
        start, unwished = packed_from(route.wished_on, start, lambda day: _arrival(own, route, day))
    fee = ParcelFee(own.fee_for(route.goods_vnd), 0, 0, 0)
    return DeliveryOption(own.ref, own.kind, fee, *_arrival(own, route, start), resting or unwished, own)


def _arrival(own: OwnDelivery, route: Route, ready_on: date) -> Arrival:
    """When it is there if it is packed from that day on; what is fetched lies there on the last day."""
    packed_on = shipping.sending_day(
        ready_on, storage=StorageClass.AMBIENT, lead_days=route.lead_days, closed=route.closed
    )
    last_on = shipping.days_later(packed_on, own.days, closed=route.closed)
    return Arrival(last_on if own.is_pickup else packed_on, last_on, packed_on)


def carrier_options(house: DeliveryOption, rates: Iterable[KeptRate], grams: int) -> tuple[DeliveryOption, ...]:
    """What carriers ask for the same parcel, in the days of the market's table: in place of its carriage, with what the
    table takes for insurance and for cash. Free delivery pays no more for a carrier than it would for the table.
    """
    if house.problem:
        return ()
    fits = (rate for rate in rates if grams <= MOST_GRAMS.get(rate.carrier, grams))
    return tuple(_carrier_option(house, rate) for rate in fits if not rate.refusal)


def _carrier_option(house: DeliveryOption, rate: KeptRate) -> DeliveryOption:
    told = replace(house, ref=rate.carrier.value.replace("_", ""), carrier=rate.carrier)
    if rate.fee_vnd is None:
        return replace(told, problem=PriceAwaited(carrier=rate.carrier.brand))
    fee = house.fee
    is_free = fee.waived_by is not None and rate.fee_vnd <= fee.carriage_vnd + fee.remote_vnd
    own = replace(fee, carriage_vnd=rate.fee_vnd, remote_vnd=0, waived_by=fee.waived_by if is_free else None)
    return replace(told, fee=own, cash_vnd=0 if is_free else house.cash_vnd)


def frozen_delivery(chosen: DeliveryOption) -> dict[str, Any]:
    """What an order keeps of the way that was chosen."""
    terms = _terms(chosen.own) if chosen.own else None
    return {"delivery_kind": chosen.kind, "delivery_terms": terms, "chosen_carrier": chosen.carrier}


def _terms(own: OwnDelivery) -> dict[str, Any]:
    """What the buyer was told; of the places that it is brought to, none."""
    stored = vars(own) | {"kind": own.kind.value, "areas": []}
    return {name: value for name, value in stored.items() if name not in ("changed_at", "by_market")}
