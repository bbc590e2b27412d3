"""How the parcel of one seller may reach its buyer, each way with its fee and days: by the market's carriers, which is
meant when nobody chooses, or as the seller offers beside them. Asks nothing of the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from marketplace import sellers, shipping
from marketplace.catalogue.models import StorageClass
from marketplace.errors import DomainError
from marketplace.orders.wished_days import packed_from
from marketplace.sellers import DeliveryKind, OwnDelivery
from marketplace.shipping import Arrival, ParcelFee

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
    """One way, by its `ref`; `problem` says why it cannot be chosen. `own` is what the seller offers."""

    ref: str
    kind: DeliveryKind
    fee: ParcelFee
    arrives_from_on: date
    arrives_to_on: date
    sent_on: date
    problem: DomainError | None = None
    own: OwnDelivery | None = None
    cash_vnd: int = 0


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


def frozen_delivery(chosen: DeliveryOption) -> dict[str, Any]:
    """What an order keeps of the way that was chosen."""
    return {"delivery_kind": chosen.kind, "delivery_terms": _terms(chosen.own) if chosen.own else None}


def _terms(own: OwnDelivery) -> dict[str, Any]:
    """What the buyer was told; of the places that it is brought to, none."""
    stored = vars(own) | {"kind": own.kind.value, "areas": []}
    return {name: value for name, value in stored.items() if name not in ("changed_at", "by_market")}
