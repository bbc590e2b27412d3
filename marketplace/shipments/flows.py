"""Commit, call outside, commit: what carriers are asked for, so that a crash at any moment makes no parcel twice.

The first transaction locks the order and writes that the carrier is about to be asked (ASKED); the last one what it
answered. Whatever happens in between leaves a parcel that blocks: it is never asked for again, only looked up by our
reference, by the clock or an operator, or known from the carrier's notice. Only where the carrier surely never got
the call, or said no, may it be asked anew, under a new reference.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from marketplace import orders
from marketplace.clock import now
from marketplace.database import transaction
from marketplace.gateways.carriers import (
    GATEWAYS,
    Booking,
    Carrier,
    Consignment,
    Label,
    NoAnswer,
    NoLookup,
    NotSent,
    Refused,
)
from marketplace.shipments.actions import AWAY, NOT_THERE, intend, refuse, settle
from marketplace.shipments.describing import describe
from marketplace.shipments.errors import CarrierAway, CarrierOff, NotCancelled, PickupMissing
from marketplace.shipments.following import follow
from marketplace.shipments.models import Shipment
from marketplace.shipments.queries import blocked, find_pickup, get_shipment, shipments_of, silent
from marketplace.shipments.states import SETTLES_AFTER, ParcelState, Source
from marketplace.shipments.telling import adopt, take_news

AT_ONCE: Final = 200
"""Parcels that one round asks about."""
LOOKED_UP_AFTER: Final = timedelta(minutes=1)
log = logging.getLogger(__name__)


def hand_over(seller_id: int, number: str, carrier: Carrier, *, count: int, by_id: int | None) -> list[str]:
    """Have a carrier take the parcels of a seller's order; their refs. How each went is its state.

    Raises OrderNotFound, CarrierOff, PickupMissing, NotPacked, AlreadyHandedOver, TooHeavy or TooMuchCash.
    """
    with transaction():
        order = orders.get_order_of_seller(seller_id, number, lock=True)
        intended = intend(order, carrier, count=count, by_id=by_id)
        pickup = find_pickup(seller_id)
        if pickup is None:
            raise PickupMissing()
        asked = [(shipment.ref, describe(shipment, pickup)) for shipment in intended]
    for ref, parcel in asked:
        _ask(ref, carrier, parcel)
    return [ref for ref, _parcel in asked]


def resolve(ref: str) -> bool:
    """Look up whether the carrier has a parcel that it was asked to take; False when it gave no answer."""
    with transaction():
        shipment = get_shipment(ref, lock=True)
        shipment.looked_at = now()
        carrier, code, is_blocked = Carrier(shipment.carrier), shipment.code, shipment.is_blocked
        is_settled = shipment.asked_at + SETTLES_AFTER < now()
    if not is_blocked:
        return True
    try:
        found = GATEWAYS[carrier].find(code)
    except NoLookup:
        return True  # its notice, or an operator, will tell
    except (NoAnswer, NotSent, Refused) as error:
        log.warning("no answer about parcel %s: %s", code, error)
        return False
    with transaction():
        shipment = get_shipment(ref, lock=True)
        if found:
            settle(shipment, found, Source.QUESTION)
            adopt(shipment)
        elif is_settled:
            refuse(shipment, NOT_THERE, Source.QUESTION)
    return True


def ask_about(ref: str) -> bool:
    """Ask the carrier how it stands with a parcel; False when it gave no answer."""
    with transaction():
        shipment = get_shipment(ref, lock=True)
        shipment.looked_at = now()
        carrier, tracking = Carrier(shipment.carrier), shipment.tracking
    try:
        news = GATEWAYS[carrier].track(tracking)
    except (NoLookup, Refused):
        return True
    except (NoAnswer, NotSent) as error:
        log.warning("no answer about parcel %s: %s", tracking, error)
        return False
    with transaction():
        take_news(news, Source.QUESTION)
    return True


def cancel(ref: str, *, seller_id: int | None = None, by_id: int | None) -> None:
    """Tell the carrier not to collect a parcel. Raises ShipmentNotFound, CarrierOff, NotCancelled or CarrierAway.

    Asked twice it does no harm: what is called off already stays so.
    """
    with transaction():
        shipment = get_shipment(ref, seller_id=seller_id, lock=True)
        carrier, tracking = Carrier(shipment.carrier), shipment.tracking
        if not GATEWAYS[carrier].is_on():
            raise CarrierOff()
        if not shipment.can_cancel:
            raise NotCancelled(words=shipment.raw_status or shipment.brand)
    try:
        GATEWAYS[carrier].cancel(tracking)
    except Refused as error:
        raise NotCancelled(words=error.words or error.code) from error
    except (NoAnswer, NotSent) as error:
        raise CarrierAway() from error
    with transaction():
        shipment = get_shipment(ref, lock=True)
        if shipment.can_move_to(ParcelState.CANCELLED) and not shipment.has_left:
            shipment.enter(ParcelState.CANCELLED, source=Source.PERSON, by_id=by_id)
            follow(shipment.order, shipments_of(shipment.order_id))


def label_of(shipment: Shipment) -> Label:
    """The label of a parcel. Raises CarrierOff or CarrierAway."""
    if not GATEWAYS[Carrier(shipment.carrier)].is_on():
        raise CarrierOff()
    try:
        return GATEWAYS[Carrier(shipment.carrier)].label(shipment.tracking)
    except (NoAnswer, NotSent, Refused) as error:
        raise CarrierAway() from error


def look_after() -> tuple[int, int]:
    """By the clock: look up what blocks, and ask about what is silent; how many of each.

    A carrier that gives no answer is not asked about anything else in this round.
    """
    asked = blocked(asked_before=now() - LOOKED_UP_AFTER, limit=AT_ONCE)
    quiet = silent(limit=AT_ONCE)
    away: set[Carrier] = set()
    for refs, do in ((asked, resolve), (quiet, ask_about)):
        for ref in refs:
            _unless_away(ref, do, away)
    return len(asked), len(quiet)


def _unless_away(ref: str, do: Callable[[str], bool], away: set[Carrier]) -> None:
    carrier = Carrier(get_shipment(ref).carrier)
    if carrier in away or not GATEWAYS[carrier].is_on():
        return
    if not do(ref):
        away.add(carrier)


def _ask(ref: str, carrier: Carrier, parcel: Consignment) -> None:
    try:
        booking = GATEWAYS[carrier].book(parcel)
    except NotSent as error:
        log.warning("parcel %s was not sent: %s", parcel.code, error)
        _write(ref, None, AWAY)
    except Refused as error:
        _write(ref, None, error.words or error.code)
    except NoAnswer as error:
        log.warning("nobody knows whether the carrier has parcel %s: %s", parcel.code, error)
    else:
        _write(ref, booking)


def _write(ref: str, booking: Booking | None, words: str = "") -> None:
    with transaction():
        shipment = get_shipment(ref, lock=True)
        if booking:
            settle(shipment, booking)
            adopt(shipment)
        else:
            refuse(shipment, words)
