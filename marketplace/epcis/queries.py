"""Whose events may be seen, and what is known of them, for a whole page of lots at a time."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from marketplace.catalogue.gtin import DIGITS
from marketplace.catalogue.models import Product, Variant
from marketplace.clock import to_local
from marketplace.database import db
from marketplace.epcis.addresses import Addresses
from marketplace.epcis.errors import EventNotFound
from marketplace.epcis.events import Event, Story, events_of
from marketplace.epcis.models import CapturedEvent
from marketplace.epcis.questions import Place, Question, among
from marketplace.orders.models import OrderEvent, OrderLine
from marketplace.orders.states import OrderState
from marketplace.stock.models import Lot, MovementReason, StockMovement
from marketplace.stock.processing_models import LotSource
from marketplace.traceability.models import LotStep, Stamp

AT_A_TIME: Final = 40
MOST_LOTS: Final = 400
"""So many lots are looked through for one page; what comes after them stands on the next one."""


def public_lot(ref: str) -> Story:
    """The story of a lot that has stamps, which anybody may read. Raises EventNotFound."""
    lot = db.session.scalar(_public().where(Lot.ref == ref))
    if lot is None:
        raise EventNotFound()
    return stories([lot])[0]


def numbered_lot(gtin: str, code: str) -> Lot:
    """The public lot with these numbers; the newest, where a number is used twice. Raises EventNotFound."""
    found = _public().join(Lot.variant).where(Variant.gtin == gtin.zfill(DIGITS), Lot.code == code)
    lot = db.session.scalars(found.order_by(Lot.id.desc()).limit(1)).first()
    if lot is None:
        raise EventNotFound()
    return lot


def public_event(name: str, at: Addresses) -> Event:
    """One event of a public lot by the name in its address. Raises EventNotFound."""
    kind, _, ref = name.partition("-")
    if kind == "step":
        of_step = select(Lot.ref).join(LotStep, LotStep.lot_id == Lot.id).where(LotStep.ref == ref)
        lot_ref = db.session.scalar(of_step) or ""
    else:
        lot_ref = ref.partition("-")[0]
    told = events_of(public_lot(lot_ref), at, with_quantities=False)
    found = [event for event in told if event["eventID"] == at.event(name)]
    if not found:
        raise EventNotFound()
    return found[0]


def page(question: Question, at: Addresses) -> tuple[list[Event], Place | None]:
    """The next events of public lots that were asked for, and where the page after this one begins."""
    found: list[Event] = []
    place = question.place
    for _ in range(MOST_LOTS // AT_A_TIME):
        lots = _lots_from(place, question)
        for story in stories(lots):
            place = _tell(story, question, place, found, at)
            if len(found) == question.limit:
                return found, place
        if len(lots) < AT_A_TIME:
            return found, None
        place = Place(place.lot_id + 1)
    return found, place


def _tell(story: Story, question: Question, place: Place, found: list[Event], at: Addresses) -> Place:
    """Add as many events of this lot as the page has room for; returns the place behind them."""
    told = [each for each in events_of(story, at, with_quantities=False) if question.wants(each)]
    begin = place.told if place.lot_id == story.lot.id else 0
    some = told[begin : begin + question.limit - len(found)]
    found += some
    return Place(story.lot.id, begin + len(some))


def stories(lots: Sequence[Lot]) -> list[Story]:
    """What is known of each of these lots, in four statements for all of them."""
    ids = [lot.id for lot in lots]
    steps, sources, sent, told = _steps_of(ids), _sources_of(ids), _sent_from(ids), _captured(ids)
    return [
        Story(lot, steps.get(lot.id, []), sources.get(lot.id, []), sent.get(lot.id, {}), told.get(lot.id, []))
        for lot in lots
    ]


def _public() -> Select[Lot]:
    """Lots with stamps, whose story everybody can read who holds one of their packs."""
    seller = joinedload(Lot.variant).joinedload(Variant.product).joinedload(Product.seller)
    stamped = select(Stamp.id).where(Stamp.lot_id == Lot.id).exists()
    return select(Lot).where(stamped).options(seller)


def _lots_from(place: Place, question: Question) -> list[Lot]:
    wanted = _public().where(Lot.id >= place.lot_id)
    if question.lots is not None:
        wanted = wanted.join(Lot.variant).where(among(question.lots))
    return list(db.session.scalars(wanted.order_by(Lot.id).limit(AT_A_TIME)))


def _steps_of(lot_ids: Iterable[int]) -> dict[int, list[LotStep]]:
    steps = select(LotStep).where(LotStep.lot_id.in_(lot_ids)).order_by(LotStep.happened_on, LotStep.id)
    found: dict[int, list[LotStep]] = {}
    for step in db.session.scalars(steps):
        found.setdefault(step.lot_id, []).append(step)
    return found


def _sources_of(lot_ids: Iterable[int]) -> dict[int, list[LotSource]]:
    sources = (
        select(LotSource)
        .where(LotSource.lot_id.in_(lot_ids))
        .options(joinedload(LotSource.source).joinedload(Lot.variant))
    )
    found: dict[int, list[LotSource]] = {}
    for source in db.session.scalars(sources.order_by(LotSource.source_lot_id)):
        found.setdefault(source.lot_id, []).append(source)
    return found


def _captured(lot_ids: Iterable[int]) -> dict[int, list[CapturedEvent]]:
    events = select(CapturedEvent).where(CapturedEvent.lot_id.in_(lot_ids)).options(joinedload(CapturedEvent.capture))
    found: dict[int, list[CapturedEvent]] = {}
    for event in db.session.scalars(events.order_by(CapturedEvent.happened_at, CapturedEvent.id)):
        found.setdefault(event.lot_id, []).append(event)
    return found


def _sent_from(lot_ids: Iterable[int]) -> dict[int, dict[date, int]]:
    """How many units of each lot were handed over on each day. What comes back later was sent all the same, and what
    was packed from another lot in the end was not.
    """
    sent = select(StockMovement.lot_id, OrderEvent.at, -func.sum(StockMovement.quantity))
    sent = sent.join(OrderLine, OrderLine.id == StockMovement.order_line_id)
    sent = sent.join(OrderEvent, OrderEvent.order_id == OrderLine.order_id)
    sent = sent.where(StockMovement.lot_id.in_(lot_ids), StockMovement.reason == MovementReason.SALE)
    sent = sent.where(OrderEvent.state == OrderState.SHIPPED, OrderEvent.change.is_(None))
    found: dict[int, dict[date, int]] = {}
    left = sent.group_by(StockMovement.lot_id, OrderEvent.at).having(func.sum(StockMovement.quantity) < 0)
    for lot_id, at, units in db.session.execute(left):
        days = found.setdefault(lot_id, {})
        day = to_local(at).date()
        days[day] = days.get(day, 0) + int(units)
    return {lot_id: dict(sorted(days.items())) for lot_id, days in found.items()}
