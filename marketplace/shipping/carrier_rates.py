"""What carriers ask for a parcel, kept from their last answer per route and step of weight, so that no page waits.

data/carrier_rates.toml says the steps and the ages. Carriers are asked by a job (shipments/rates.py); nobody is here.
"""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import Select, select

from marketplace.clock import now
from marketplace.database import db
from marketplace.gateways.carriers import Carrier, connected
from marketplace.shipping.models import CarrierRate

DATA: Final = Path(__file__).with_name("data") / "carrier_rates.toml"


@dataclass(frozen=True)
class Terms:
    """Grams of a step of weight; how long a price is as it is, for how long it counts as an old one, and how long a
    carrier that gave none is left alone.
    """

    step_grams: int
    fresh: timedelta
    usable: timedelta
    retry: timedelta


@dataclass(frozen=True)
class KeptRate:
    """What a carrier asks for carrying a parcel, without insurance and cash at the door. `fee_vnd` is None while nobody
    knows, or where it refuses (`refusal`). `is_asked_for` where nobody has to ask it now.
    """

    carrier: Carrier
    fee_vnd: int | None = None
    refusal: str = ""
    is_old: bool = False
    is_asked_for: bool = False


@dataclass(frozen=True)
class RateRoute:
    """From commune to commune, in one step of weight."""

    origin: str
    destination: str
    step_grams: int


def rate_route(origin: str, destination: str, grams: int) -> RateRoute:
    """The route with this weight rounded up to a whole step."""
    step = rate_terms().step_grams
    return RateRoute(origin, destination, -(-max(grams, 1) // step) * step)


def kept_rates(routes: Collection[RateRoute]) -> Mapping[RateRoute, list[KeptRate]]:
    """What each connected carrier asks on each route, from what is kept; one statement, none without a carrier."""
    wanted = connected()
    if not wanted or not routes:
        return {}
    known = {(_route_of(rate), rate.carrier): rate for rate in db.session.scalars(_kept_on(routes))}
    return {route: [_told(carrier, known.get((route, carrier))) for carrier in wanted] for route in routes}


@cache
def rate_terms() -> Terms:
    """The steps and the ages."""
    said = tomllib.loads(DATA.read_text(encoding="utf-8"))
    ages = timedelta(hours=said["fresh_hours"]), timedelta(hours=said["usable_hours"])
    return Terms(said["step_grams"], *ages, timedelta(minutes=said["retry_minutes"]))


def _kept_on(routes: Iterable[RateRoute]) -> Select[CarrierRate]:
    several = list(routes)
    return select(CarrierRate).where(
        CarrierRate.origin_commune.in_({route.origin for route in several}),
        CarrierRate.destination_commune.in_({route.destination for route in several}),
        CarrierRate.step_grams.in_({route.step_grams for route in several}),
    )


def _route_of(rate: CarrierRate) -> RateRoute:
    return RateRoute(rate.origin_commune, rate.destination_commune, rate.step_grams)


def _told(carrier: Carrier, rate: CarrierRate | None) -> KeptRate:
    if rate is None:
        return KeptRate(carrier)
    is_old = rate.answered_at is None or rate.answered_at < now() - rate_terms().fresh
    is_asked_for = not is_old or rate.asked_at > now() - rate_terms().retry
    if rate.answered_at is None or rate.answered_at < now() - rate_terms().usable:
        return KeptRate(carrier, is_asked_for=is_asked_for)
    return KeptRate(carrier, rate.fee_vnd, rate.refusal, is_old=is_old, is_asked_for=is_asked_for)
