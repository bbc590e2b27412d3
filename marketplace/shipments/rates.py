"""What carriers ask for a parcel, kept from their last answer per route and step of weight, so that no page waits.

Prices are asked for by a job: when an order is placed, and anew by the clock when they are old. data/rates.toml says
the steps and the ages.
"""

import logging
import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import Select, delete, select

from marketplace import orders
from marketplace.clock import now
from marketplace.database import db, insert_or_conflict, transaction
from marketplace.gateways.carriers import GATEWAYS, Carrier, Consignment, NoAnswer, NotSent, Refused, connected
from marketplace.orders.models import Order
from marketplace.retention import period
from marketplace.shipments.describing import describe_route
from marketplace.shipments.models import CarrierRate
from marketplace.shipments.queries import find_pickup

DATA: Final = Path(__file__).with_name("data") / "rates.toml"
KEPT: Final = period("carrier_rates")
AT_ONCE: Final = 1_000
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Terms:
    """Grams of a step of weight; how long a price is shown as it is, and for how long as an old one."""

    step_grams: int
    fresh: timedelta
    usable: timedelta


@dataclass(frozen=True)
class KeptRate:
    """What a carrier asks for an order. `fee_vnd` is None while nobody knows, or where it refuses (`refusal`)."""

    carrier: Carrier
    fee_vnd: int | None = None
    refusal: str = ""
    is_old: bool = False


@dataclass(frozen=True)
class Route:
    """From commune to commune, in one step of weight."""

    origin: str
    destination: str
    step_grams: int


def rates_for(order: Order) -> list[KeptRate]:
    """What each connected carrier asks for this order, from what is kept: nobody is called."""
    wanted = connected()
    if not wanted:
        return []
    route = route_of(order)
    known = {rate.carrier: rate for rate in db.session.scalars(_kept(route))}
    return [_told(carrier, known.get(carrier)) for carrier in wanted]


def route_of(order: Order) -> Route:
    """The route of an order, and its weight rounded up to a whole step."""
    pickup = find_pickup(order.seller_id)
    step = terms().step_grams
    origin = pickup.commune_code if pickup else order.seller.commune_code
    return Route(origin, order.purchase.commune_code, -(-max(order.weight_grams, 1) // step) * step)


def ask_rates(number: str) -> None:
    """Ask every connected carrier what an order would cost, unless its price is fresh. One that is away is left."""
    with transaction():
        order = orders.get_order(number)
        route = route_of(order)
        parcel = describe_route(order, route.step_grams, find_pickup(order.seller_id))
        fresh = {rate.carrier for rate in db.session.scalars(_kept(route)) if rate.asked_at > now() - terms().fresh}
    for carrier in connected():
        if carrier not in fresh:
            _ask(carrier, route, parcel)


def forget_rates() -> int:
    """Forget some prices that nobody could use any more; how many."""
    old = select(CarrierRate.id).where(CarrierRate.asked_at < now() - KEPT).limit(AT_ONCE)
    gone = delete(CarrierRate).where(CarrierRate.id.in_(old)).returning(CarrierRate.id)
    return len(db.session.execute(gone, execution_options={"synchronize_session": False}).all())


@cache
def terms() -> Terms:
    """The steps and the ages."""
    said = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return Terms(said["step_grams"], timedelta(hours=said["fresh_hours"]), timedelta(hours=said["usable_hours"]))


def _kept(route: Route) -> Select[CarrierRate]:
    return select(CarrierRate).where(
        CarrierRate.origin_commune == route.origin,
        CarrierRate.destination_commune == route.destination,
        CarrierRate.step_grams == route.step_grams,
    )


def _told(carrier: Carrier, rate: CarrierRate | None) -> KeptRate:
    if rate is None or rate.answered_at is None or rate.answered_at < now() - terms().usable:
        return KeptRate(carrier)
    return KeptRate(carrier, rate.fee_vnd, rate.refusal, is_old=rate.answered_at < now() - terms().fresh)


def _ask(carrier: Carrier, route: Route, parcel: Consignment) -> None:
    try:
        fee_vnd, refusal = GATEWAYS[carrier].quote(parcel).fee_vnd, ""
    except Refused as error:
        fee_vnd, refusal = None, error.words or error.code
    except (NoAnswer, NotSent) as error:
        log.warning("%s gave no price: %s", carrier.brand, error)
        return
    with transaction():
        _keep(carrier, route, fee_vnd, refusal)


def _keep(carrier: Carrier, route: Route, fee_vnd: int | None, refusal: str) -> None:
    values = {"fee_vnd": fee_vnd, "refusal": refusal[:200], "asked_at": now(), "answered_at": now()}
    named = {"origin_commune": route.origin, "destination_commune": route.destination, "step_grams": route.step_grams}
    statement = insert_or_conflict(CarrierRate).values(carrier=carrier, **named, **values)
    db.session.execute(
        statement.on_conflict_do_update(index_elements=["carrier", *named], set_=values),
        execution_options={"synchronize_session": False},
    )
