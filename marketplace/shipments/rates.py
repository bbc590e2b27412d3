"""Asking carriers what a parcel costs, by a job: once a basket has a place, and when an order was accepted.

Prices are kept per route and step of weight (shipping/carrier_rates.py). They are asked for without the value of the
goods and without cash at the door: for those our own table counts, so that one answer serves every basket.
"""

import logging
from typing import Final

from sqlalchemy import delete, select

from marketplace import orders, sellers, shipping
from marketplace.clock import now
from marketplace.database import db, insert_or_conflict, transaction
from marketplace.gateways.carriers import GATEWAYS, Carrier, Consignment, NoAnswer, NotSent, Refused
from marketplace.orders.models import Order
from marketplace.retention import period
from marketplace.shipments.describing import describe_route
from marketplace.shipments.queries import find_pickup
from marketplace.shipping import KeptRate, RateRoute
from marketplace.shipping.models import CarrierRate

KEPT: Final = period("carrier_rates")
AT_ONCE: Final = 1_000
log = logging.getLogger(__name__)


def rates_for(order: Order) -> list[KeptRate]:
    """What each connected carrier asks for this order, from what is kept: nobody is called."""
    route = route_of(order)
    return shipping.kept_rates([route]).get(route, [])


def route_of(order: Order) -> RateRoute:
    """The route of an order, and its weight rounded up to a whole step."""
    pickup = find_pickup(order.seller_id)
    origin = pickup.commune_code if pickup else order.seller.commune_code
    return shipping.rate_route(origin, order.recipient.commune_code, order.weight_grams)


def ask_rates(number: str) -> None:
    """Ask every connected carrier what an order would cost, unless its price is fresh. One that is away is left."""
    with transaction():
        order = orders.get_order(number)
        slug, route = order.seller.slug, route_of(order)
    ask_route(slug, route)


def ask_route(slug: str, route: RateRoute) -> None:
    """The same for a parcel of a seller on a route. Asked by several at once, the last answer stays."""
    with transaction():
        wanted = [rate.carrier for rate in shipping.kept_rates([route]).get(route, []) if not rate.is_asked_for]
        seller = sellers.get_seller(slug)
        parcel = describe_route(seller, route, find_pickup(seller.id))
    for carrier in wanted:
        _ask(carrier, route, parcel)


def forget_rates() -> int:
    """Forget some prices that nobody could use any more; how many."""
    old = select(CarrierRate.id).where(CarrierRate.asked_at < now() - KEPT).limit(AT_ONCE)
    gone = delete(CarrierRate).where(CarrierRate.id.in_(old)).returning(CarrierRate.id)
    return len(db.session.execute(gone, execution_options={"synchronize_session": False}).all())


def _ask(carrier: Carrier, route: RateRoute, parcel: Consignment) -> None:
    answer: dict[str, object] = {"answered_at": now()}
    try:
        answer |= {"fee_vnd": GATEWAYS[carrier].quote(parcel).fee_vnd, "refusal": ""}
    except Refused as error:
        answer |= {"fee_vnd": None, "refusal": (error.words or error.code)[:200]}
    except (NoAnswer, NotSent) as error:
        log.warning("%s gave no price: %s", carrier.brand, error)
        answer = {}  # what it said before stays as it was, only older
    with transaction():
        _keep(carrier, route, answer | {"asked_at": now()})


def _keep(carrier: Carrier, route: RateRoute, said: dict[str, object]) -> None:
    named = {"origin_commune": route.origin, "destination_commune": route.destination, "step_grams": route.step_grams}
    statement = insert_or_conflict(CarrierRate).values(carrier=carrier, **named, **({"refusal": ""} | said))
    db.session.execute(
        statement.on_conflict_do_update(index_elements=["carrier", *named], set_=said),
        execution_options={"synchronize_session": False},
    )
