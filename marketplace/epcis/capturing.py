"""Taking in events that a shop's own software tells of its lots (EPCIS 2.0, section 8.2.6).

All events of a document count, or none. Whoever does not know whether a document arrived sends it again: what is known
is the same event. An event without an identifier gets one from what it says.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import select

from marketplace.catalogue.models import Product, Variant
from marketplace.clock import now
from marketplace.database import db
from marketplace.epcis.errors import CaptureRefused, EventNotFound
from marketplace.epcis.events import CLASSES, Event
from marketplace.epcis.models import CapturedEvent, EventCapture
from marketplace.epcis.questions import among, lots_named
from marketplace.program_keys.models import ProgramKey
from marketplace.stock.models import Lot

MOST_EVENTS: Final = 100
LONGEST_ID: Final = 300
LONGEST_EVENT: Final = 16_000
MOST_CLASSES: Final = 20
LAST_YEAR: Final = 9_999
AHEAD: Final = timedelta(minutes=5)
"""So much may the clock of another machine be fast."""
OFFSET: Final = re.compile(r"[+-](0[0-9]|1[0-4]):[0-5][0-9]")
ACTIONS: Final = {
    "ObjectEvent": ("ADD", "OBSERVE", "DELETE"),
    "AggregationEvent": ("ADD", "OBSERVE", "DELETE"),
    "TransformationEvent": (None,),
}
Place = tuple[str, int]
"""An event by its identifier, and the lot that it tells of."""


@dataclass(frozen=True)
class Told:
    """The event at this place of a document, as far as it has to be understood; `lots` are the addresses it names."""

    number: int
    event: Event
    event_id: str
    happened_at: datetime
    lots: frozenset[str]


def capture(document: object, key: ProgramKey) -> EventCapture:
    """Write down the events of a document, or the one event that it is. Raises CaptureRefused, naming the event."""
    told = [_read(event, number) for number, event in enumerate(_events_in(document), start=1)]
    rows = _rows(told, _lots_of(key, told))
    known = _known(rows)
    new = {place: each for place, each in rows.items() if place not in known}
    made = EventCapture(key_id=key.id, new_events=len({event_id for event_id, _ in new}))
    db.session.add(made)
    db.session.flush()
    for (event_id, lot_id), each in new.items():
        facts = {"event_id": event_id, "lot_id": lot_id, "happened_at": each.happened_at, "told": each.event}
        db.session.add(CapturedEvent(capture_id=made.id, **facts))
    db.session.flush()
    return made


def _events_in(document: object) -> list[object]:
    """The events of a document; one event may come alone."""
    if not isinstance(document, dict):
        raise CaptureRefused(CaptureRefused.no_document)
    if document.get("type") != "EPCISDocument":
        return [document]
    body = document.get("epcisBody")
    events = body.get("eventList") if isinstance(body, dict) else None
    if not isinstance(events, list) or not 1 <= len(events) <= MOST_EVENTS:
        raise CaptureRefused(CaptureRefused.no_events, most=MOST_EVENTS)
    return events


def _read(event: object, number: int) -> Told:
    if not isinstance(event, dict) or str(event.get("type")) not in ACTIONS:
        raise CaptureRefused(CaptureRefused.unknown_type, number=number, types=", ".join(ACTIONS))
    if event.get("action") not in ACTIONS[event["type"]]:
        raise CaptureRefused(CaptureRefused.unknown_action, number=number)
    plain = _plain(event, number)
    event_id = event.get("eventID", f"urn:uuid:{uuid5(NAMESPACE_URL, plain)}")
    if not _is_address(event_id):
        raise CaptureRefused(CaptureRefused.unfit, number=number, most=LONGEST_EVENT)
    return Told(number, event, event_id, _happened_at(event, number), _named_in(event, number))


def _plain(event: Event, number: int) -> str:
    """The same in letters that every database stores: without NUL, halves of letters and numbers that are none."""
    try:
        plain = json.dumps(event, sort_keys=True, ensure_ascii=False, allow_nan=False)
        plain.encode()
    except (ValueError, RecursionError):
        raise CaptureRefused(CaptureRefused.unfit, number=number, most=LONGEST_EVENT) from None
    if "\\u0000" in plain or len(plain) > LONGEST_EVENT:
        raise CaptureRefused(CaptureRefused.unfit, number=number, most=LONGEST_EVENT)
    return plain


def _is_address(event_id: object) -> bool:
    """Whether it is a URI that can be stored."""
    return isinstance(event_id, str) and ":" in event_id and len(event_id) <= LONGEST_ID


def _happened_at(event: Event, number: int) -> datetime:
    told, offset = event.get("eventTime"), event.get("eventTimeZoneOffset")
    if not isinstance(told, str) or not isinstance(offset, str) or not OFFSET.fullmatch(offset):
        raise CaptureRefused(CaptureRefused.no_time, number=number)
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        raise CaptureRefused(CaptureRefused.no_time, number=number) from None
    if at.tzinfo is None or not 1 < at.year < LAST_YEAR:
        raise CaptureRefused(CaptureRefused.no_time, number=number)
    if at > now() + AHEAD:
        raise CaptureRefused(CaptureRefused.ahead, number=number)
    return at


def _named_in(event: Event, number: int) -> frozenset[str]:
    """The addresses of lots: every class of units that the event names is one."""
    lists = [event[name] for name in CLASSES if name in event]
    if not all(isinstance(told, list) and all(_is_class(each) for each in told) for told in lists):
        raise CaptureRefused(CaptureRefused.no_lot, number=number)
    named = frozenset(each["epcClass"] for told in lists for each in told)
    if not 1 <= len(named) <= MOST_CLASSES:
        raise CaptureRefused(CaptureRefused.no_lot, number=number)
    return named


def _is_class(told: object) -> bool:
    return isinstance(told, dict) and isinstance(told.get("epcClass"), str)


def _lots_of(key: ProgramKey, told: Iterable[Told]) -> dict[str, int]:
    """The lots of the shop by the addresses that are named."""
    named = {name: lots_named({name}) for each in told for name in each.lots}
    found: dict[str, int] = {}
    for name, lots in named.items():
        of_shop = select(Lot.id).join(Lot.variant).join(Variant.product).where(Product.seller_id == key.seller_id)
        lot_id = db.session.scalar(of_shop.where(among(lots)).order_by(Lot.id.desc()).limit(1))
        if lot_id is not None:
            found[name] = lot_id
    return found


def _rows(told: Iterable[Told], lots: Mapping[str, int]) -> dict[Place, Told]:
    """What is to be written, once for each lot. Raises CaptureRefused for a lot of somebody else, or two in one."""
    rows: dict[Place, Told] = {}
    for each in told:
        if missing := sorted(each.lots - lots.keys()):
            raise CaptureRefused(CaptureRefused.foreign_lot, number=each.number, lot=missing[0])
        for name in each.lots:
            before = rows.setdefault((each.event_id, lots[name]), each)
            if before.event != each.event:
                raise CaptureRefused(CaptureRefused.twice, number=each.number)
    return rows


def _known(rows: Mapping[Place, Told]) -> set[Place]:
    """Those that were told before. Raises CaptureRefused when one said something else then."""
    ids = {event_id for event_id, _ in rows}
    known = select(CapturedEvent).where(CapturedEvent.event_id.in_(ids))
    found: set[Place] = set()
    for event in db.session.scalars(known):
        place = (event.event_id, event.lot_id)
        now_told = rows.get(place)
        if now_told is None or now_told.event != event.told:
            number = next(each.number for each in rows.values() if each.event_id == event.event_id)
            raise CaptureRefused(CaptureRefused.twice, number=number)
        found.add(place)
    return found


def get_capture(ref: str, key: ProgramKey) -> EventCapture:
    """A document that a program of the same shop sent. Raises EventNotFound."""
    of_shop = select(EventCapture).join(EventCapture.key).where(ProgramKey.seller_id == key.seller_id)
    found = db.session.scalar(of_shop.where(EventCapture.ref == ref))
    if found is None:
        raise EventNotFound()
    return found
