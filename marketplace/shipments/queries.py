"""Questions about parcels with carriers."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from marketplace.clock import now
from marketplace.counting import Count
from marketplace.database import db
from marketplace.gateways.carriers import Carrier
from marketplace.orders.models import Order
from marketplace.orders.states import CALLED_OFF
from marketplace.shipments.errors import NoticeNotFound, ShipmentNotFound
from marketplace.shipments.models import CarrierNotice, PickupAddress, Shipment
from marketplace.shipments.states import FINAL, SILENT_AFTER, TO_DECIDE, ParcelState

COUNTED_TO: Final = 1_000
GOING: Final = tuple(state for state in ParcelState if state not in FINAL)


def find_pickup(seller_id: int) -> PickupAddress | None:
    """Where a seller's parcels are collected, if that is known."""
    return db.session.get(PickupAddress, seller_id)


def shipments_of(order_id: int, *, lock: bool = False) -> list[Shipment]:
    """Every parcel of an order that a carrier was asked about, with its steps, in their order."""
    wanted = select(Shipment).where(Shipment.order_id == order_id).order_by(Shipment.parcel, Shipment.attempt)
    if lock:
        wanted = wanted.with_for_update(of=Shipment).execution_options(populate_existing=True)
    return list(db.session.scalars(wanted.options(selectinload(Shipment.events))))


def shipments_by_order(order_ids: Iterable[int]) -> dict[int, list[Shipment]]:
    """The parcels of several orders, for the pages of buyers: what a carrier never had is left out."""
    wanted = select(Shipment).where(Shipment.order_id.in_(list(order_ids)), Shipment.tracking != "")
    ordered = wanted.order_by(Shipment.parcel, Shipment.attempt).options(
        selectinload(Shipment.events), joinedload(Shipment.order)
    )
    found: dict[int, list[Shipment]] = {}
    for shipment in db.session.scalars(ordered):
        if shipment.state != ParcelState.CANCELLED:
            found.setdefault(shipment.order_id, []).append(shipment)
    return found


def get_shipment(ref: str, *, seller_id: int | None = None, lock: bool = False) -> Shipment:
    """A parcel, of this seller where one is named; with `lock` its order is locked first. Raises ShipmentNotFound."""
    wanted = select(Shipment).join(Shipment.order).where(Shipment.ref == ref)
    if seller_id is not None:
        wanted = wanted.where(Order.seller_id == seller_id)
    found = db.session.scalars(wanted).first()
    if found is None:
        raise ShipmentNotFound()
    return _locked(found) if lock else found


def find_named(carrier: Carrier, code: str, tracking: str) -> Shipment | None:
    """The parcel that a notice names, by our reference, else by the carrier's number; unlocked."""
    of_carrier = select(Shipment).where(Shipment.carrier == carrier)
    if code and (found := db.session.scalars(of_carrier.where(Shipment.code == code)).first()):
        return found
    if not tracking:
        return None
    return db.session.scalars(of_carrier.where(Shipment.tracking == tracking).order_by(Shipment.id.desc())).first()


def lock_with_order(shipment: Shipment) -> Shipment:
    """The same, with its order and all of its parcels locked in the order that everybody locks them in."""
    return _locked(shipment)


def _locked(shipment: Shipment) -> Shipment:
    held = select(Order).where(Order.id == shipment.order_id).with_for_update(of=Order)
    db.session.scalars(held.execution_options(populate_existing=True)).one()
    return next(each for each in shipments_of(shipment.order_id, lock=True) if each.id == shipment.id)


def blocked(*, asked_before: datetime, limit: int) -> list[str]:
    """The parcels of which nobody knows whether their carrier has them, the oldest first."""
    wanted = select(Shipment.ref).where(Shipment.state == ParcelState.ASKED, Shipment.asked_at < asked_before)
    return list(db.session.scalars(wanted.order_by(Shipment.asked_at).limit(limit)))


def silent(*, limit: int) -> list[str]:
    """The parcels of which their carrier has told nothing for long, and was not asked since."""
    moment = now() - SILENT_AFTER
    told = func.coalesce(Shipment.told_at, Shipment.asked_at) < moment
    going = Shipment.state.in_([state for state in GOING if state != ParcelState.ASKED])
    wanted = select(Shipment.ref).where(going, told, Shipment.looked_at < moment)
    return list(db.session.scalars(wanted.order_by(Shipment.looked_at).limit(limit)))


def to_look_after(*, limit: int, offset: int = 0) -> list[Shipment]:
    """The parcels that an operator has to see to, what is due first, first."""
    parts = joinedload(Shipment.order).joinedload(Order.seller), joinedload(Shipment.order).joinedload(Order.purchase)
    wanted = select(Shipment).join(Shipment.order).where(_needs_care()).options(*parts)
    return list(db.session.scalars(wanted.order_by(Shipment.due_at, Shipment.id).limit(limit).offset(offset)))


def undecided_notices(*, limit: int, offset: int = 0) -> list[CarrierNotice]:
    """The notices that nobody could follow, the oldest first."""
    wanted = (
        select(CarrierNotice).where(_waits()).options(joinedload(CarrierNotice.shipment).joinedload(Shipment.order))
    )
    return list(db.session.scalars(wanted.order_by(CarrierNotice.id).limit(limit).offset(offset)))


def get_notice(ref: str) -> CarrierNotice:
    """A notice that waits for an operator, locked. Raises NoticeNotFound."""
    found = db.session.scalars(
        select(CarrierNotice).where(CarrierNotice.ref == ref, _waits()).with_for_update()
    ).first()
    if found is None:
        raise NoticeNotFound()
    return found


def count_to_look_after() -> tuple[int, int]:
    """How many parcels and how many notices wait for an operator, at most COUNTED_TO each."""
    parcels, notices = db.session.execute(select(_parcels(), _notices())).one()
    return parcels, notices


def parcels_to_do() -> Count:
    """The work of operators with parcels: both together."""
    return select(_parcels() + _notices()).scalar_subquery()


def _needs_care() -> ColumnElement[bool]:
    """Late, lost, or of an order that was called off; one that is lost until its order has said so."""
    going = Shipment.state.in_(GOING)
    late = going & (Shipment.due_at < now())
    lost = (Shipment.state == ParcelState.LOST) & Order.state.in_(("packed", "shipped", "returning"))
    called_off = Shipment.state.in_((ParcelState.ASKED, ParcelState.BOOKED)) & Order.state.in_(sorted(CALLED_OFF))
    return or_(late, lost, called_off)


def _waits() -> ColumnElement[bool]:
    return CarrierNotice.settled_at.is_(None) & CarrierNotice.result.in_(sorted(TO_DECIDE))


def _parcels() -> Count:
    found = select(Shipment.id).join(Shipment.order).where(_needs_care()).limit(COUNTED_TO)
    return select(func.count()).select_from(found.subquery()).scalar_subquery()


def _notices() -> Count:
    found = select(CarrierNotice.id).where(_waits()).limit(COUNTED_TO)
    return select(func.count()).select_from(found.subquery()).scalar_subquery()


def live_of(shipments: Sequence[Shipment], never: frozenset[ParcelState]) -> list[Shipment]:
    """Those that are, or may be, with their carrier."""
    return [each for each in shipments if each.state not in never]
