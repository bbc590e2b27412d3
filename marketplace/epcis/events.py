"""The events of a lot as EPCIS 2.0 writes them (GS1, ISO/IEC 19987): made from what is known of it, never typed twice.

A lot begins as a class of units; from other lots it is made in a transformation. Each step of its story is an
observation, so are packing, each day on which something was sent, and its recall. All but the sending is what a scanned
stamp shows; how much was sent stands in what the shop itself and its operators take along, and nowhere else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from marketplace.epcis.addresses import Addresses
from marketplace.epcis.models import CapturedEvent
from marketplace.epcis.stages import OWN, Stage, stage_of
from marketplace.stock.models import Lot
from marketplace.stock.processing_models import LotSource
from marketplace.traceability.models import LotStep

Event = dict[str, Any]
OFFSET: Final = "+07:00"
COUNTRY: Final = "VN"
CLASSES: Final = ("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList")
"""Where events name classes of units."""
PARTNERS: Final = frozenset({"sourceList", "destinationList", "bizTransactionList"})


@dataclass(frozen=True)
class Story:
    """All that is known of a lot; `sent` are the units sent on each day of Vietnam's calendar, the first day first."""

    lot: Lot
    steps: list[LotStep]
    sources: list[LotSource]
    sent: dict[date, int]
    captured: list[CapturedEvent]


def events_of(story: Story, at: Addresses, *, with_quantities: bool) -> list[Event]:
    """The events of a lot in the order of their days."""
    told = [_begun(story, at), *_steps(story, at), *_packed(story, at), *_sent(story, at, with_quantities)]
    told += [*_recalled(story, at), *_captured(story, with_quantities)]
    return sorted(told, key=lambda event: datetime.fromisoformat(event["eventTime"]))


def _begun(story: Story, at: Addresses) -> Event:
    lot = story.lot
    day = min([lot.began_on, *(step.happened_on for step in story.steps)])
    facts = {"bizStep": "creating_class_instance", "disposition": "active", "ilmd": _master_data(lot)}
    if not story.sources:
        return _event(f"lot-{lot.ref}", "ObjectEvent", day, lot, at) | {"action": "ADD", **_units(lot, at)} | facts
    made = _event(f"lot-{lot.ref}", "TransformationEvent", max(day, _last_source(story)), lot, at)
    inputs = [{"epcClass": at.lot(each.source), "quantity": each.quantity} for each in story.sources]
    return made | {"inputQuantityList": inputs, "outputQuantityList": _units(lot, at)["quantityList"]} | facts


def _last_source(story: Story) -> date:
    """Nothing is made of what is not there yet."""
    return max(each.source.began_on for each in story.sources)


def _steps(story: Story, at: Addresses) -> Iterator[Event]:
    for step in story.steps:
        stage = stage_of(step.title_vi)
        told = _observed(f"step-{step.ref}", step.happened_on, story.lot, at)
        told |= {"bizStep": f"{at.own_words}{stage}" if stage in OWN else str(stage), "disposition": "in_progress"}
        yield told | {"gui:stage": step.title_vi} | ({"gui:place": step.place_vi} if step.place_vi else {})


def _packed(story: Story, at: Addresses) -> Iterator[Event]:
    """Packing, unless a step tells of it in the seller's own words."""
    if not any(stage_of(step.title_vi) is Stage.PACKING for step in story.steps):
        told = _observed(f"packed-{story.lot.ref}", story.lot.packed_on, story.lot, at)
        yield told | {"bizStep": "packing", "disposition": "in_progress"}


def _sent(story: Story, at: Addresses, with_quantities: bool) -> Iterator[Event]:
    for day, units in story.sent.items():
        told = _observed(f"sent-{story.lot.ref}-{day:%Y%m%d}", day, story.lot, at)
        if with_quantities:
            told |= _units(story.lot, at, units)
        yield told | {"bizStep": "shipping", "disposition": "in_transit"}


def _recalled(story: Story, at: Addresses) -> Iterator[Event]:
    if recalled_on := story.lot.recalled_on:
        told = _observed(f"recalled-{story.lot.ref}", recalled_on, story.lot, at)
        yield told | {"bizStep": "holding", "disposition": "recalled"}


def _captured(story: Story, with_quantities: bool) -> Iterator[Event]:
    """What the shop's own software has told, in its words, with when it was told here."""
    for event in story.captured:
        written = event.capture.at.isoformat(timespec="milliseconds")
        told = event.told if with_quantities else _of_nobody(event.told)
        yield {"eventID": event.event_id} | told | {"recordTime": written}


def _of_nobody(told: Event) -> Event:
    """The same without how much it was, and whom it came from or went to: that is the shop's business."""
    kept = {name: value for name, value in told.items() if name not in PARTNERS}
    lists = {name: [{"epcClass": each["epcClass"]} for each in kept[name]] for name in CLASSES if name in kept}
    return kept | lists


def _observed(name: str, day: date, lot: Lot, at: Addresses) -> Event:
    return _event(name, "ObjectEvent", day, lot, at) | {"action": "OBSERVE", **_units(lot, at)}


def _event(name: str, kind: str, day: date, lot: Lot, at: Addresses) -> Event:
    """What every event tells. Only days are known, each told by its first moment in Vietnam."""
    where = {"id": at.place(lot.variant.product.seller.slug)}
    when = {"eventTime": f"{day.isoformat()}T00:00:00.000{OFFSET}", "eventTimeZoneOffset": OFFSET}
    return {"eventID": at.event(name), "type": kind, **when, "readPoint": where, "bizLocation": where}


def _units(lot: Lot, at: Addresses, quantity: int | None = None) -> dict[str, list[dict[str, Any]]]:
    """The lot as a class of units, of which so many; without a unit of measure they are counted by the piece."""
    return {"quantityList": [{"epcClass": at.lot(lot)} | ({} if quantity is None else {"quantity": quantity})]}


def _master_data(lot: Lot) -> dict[str, str]:
    """What holds for all units of the lot, by the names of CBV 2.0, section 9."""
    days = {"harvestEndDate": lot.harvested_on, "bestBeforeDate": lot.best_before_on}
    known = {"lotNumber": lot.code, "descriptionShort": lot.variant.product.name_vi, "countryOfOrigin": COUNTRY}
    known |= {name: day.isoformat() for name, day in days.items() if day is not None}
    return {f"cbvmda:{name}": value for name, value in known.items()}
