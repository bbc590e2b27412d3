"""What may be asked of the events, by the names of the standard's query interface (EPCIS 2.0, section 8.2.7).

A parameter that is not known is refused: leaving it out would answer another question than the one that was asked.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import unquote, urlsplit

from sqlalchemy import ColumnElement, and_, or_

from marketplace.catalogue.gtin import DIGITS
from marketplace.catalogue.models import Variant
from marketplace.epcis.errors import QueryRefused
from marketplace.epcis.events import Event
from marketplace.stock.models import Lot

LOT: Final = re.compile(r"/epcis/lots/(?P<ref>[^/]+)|/01/(?P<gtin>[0-9]{8,14})/10/(?P<code>[^/]+)")
MOST: Final = 100
USUAL: Final = 30
LISTED: Final = "|"
"""What stands between several values of one parameter."""
TYPES: Final = "eventType"
STEPS: Final = "EQ_bizStep"
NAMING_LOTS: Final = ("MATCH_anyEPCClass", "MATCH_anyEPC")
FROM, BEFORE = "GE_eventTime", "LT_eventTime"
PER_PAGE, TOKEN = "perPage", "nextPageToken"
FORMS: Final = {
    TYPES: "ObjectEvent|TransformationEvent",
    STEPS: "packing|shipping",
    **dict.fromkeys(NAMING_LOTS, "…/epcis/lots/…|…/epcis/lots/…"),
    **dict.fromkeys((FROM, BEFORE), "2026-10-01T00:00:00+07:00"),
    PER_PAGE: f"1-{MOST}",
    TOKEN: 'Link: <…>; rel="next"',
}
"""What may be asked, each with a model of its value."""


@dataclass(frozen=True)
class Place:
    """Where the next page begins: behind so many events of this lot."""

    lot_id: int = 0
    told: int = 0

    def __str__(self) -> str:
        """As it stands in an address."""
        return f"{self.lot_id}-{self.told}"


@dataclass(frozen=True)
class Lots:
    """Lots by their references, or by trade item number and their own number."""

    refs: frozenset[str]
    numbers: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Question:
    """Which events are wanted; what is empty or None wants them all."""

    types: frozenset[str] = frozenset()
    steps: frozenset[str] = frozenset()
    lots: Lots | None = None
    since: datetime | None = None
    before: datetime | None = None
    limit: int = USUAL
    place: Place = Place()

    def wants(self, event: Event) -> bool:
        """Whether the event is among those."""
        at = datetime.fromisoformat(event["eventTime"])
        return (
            (not self.types or event["type"] in self.types)
            and (not self.steps or step_name(str(event.get("bizStep", ""))) in self.steps)
            and (self.since is None or at >= self.since)
            and (self.before is None or at < self.before)
        )


def read(asked: Mapping[str, str]) -> Question:
    """The question in an address. Raises QueryRefused, naming the parameter that is not understood."""
    for name in asked:
        if name not in FORMS:
            raise QueryRefused(name=name, help=", ".join(FORMS))
    return Question(
        types=_set(asked, TYPES),
        steps=frozenset(map(step_name, _set(asked, STEPS))),
        lots=_lots(asked),
        since=_instant(asked, FROM),
        before=_instant(asked, BEFORE),
        limit=_number(asked),
        place=_place(asked),
    )


def step_name(step: str) -> str:
    """A business step without what stands before it in addresses: "packing"."""
    return re.split(r"[#:/]|BizStep-", step)[-1]


def _set(asked: Mapping[str, str], name: str) -> frozenset[str]:
    return frozenset(filter(None, asked.get(name, "").split(LISTED)))


def _lots(asked: Mapping[str, str]) -> Lots | None:
    """The lots named; what names none of ours finds nothing."""
    named = [_set(asked, name) for name in NAMING_LOTS if name in asked]
    return lots_named(frozenset.union(*named)) if named else None


def lots_named(addresses: Iterable[str]) -> Lots:
    """The lots that have these addresses; any other address is left out."""
    known = [found for each in addresses if (found := LOT.fullmatch(_path_of(each)))]
    refs = frozenset(found["ref"] for found in known if found["ref"])
    return Lots(
        refs, frozenset((found["gtin"].zfill(DIGITS), unquote(found["code"])) for found in known if found["gtin"])
    )


def _path_of(address: str) -> str:
    """The path of an address; "" where it is none, or names what no database stores."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    return "" if "\0" in unquote(path) else path


def among(lots: Lots) -> ColumnElement[bool]:
    """Whether a lot, read with its pack size, is one of these."""
    numbered = [and_(Variant.gtin == gtin, Lot.code == code) for gtin, code in sorted(lots.numbers)]
    return or_(Lot.ref.in_(lots.refs), *numbered)


def _instant(asked: Mapping[str, str], name: str) -> datetime | None:
    if name not in asked:
        return None
    try:
        found = datetime.fromisoformat(asked[name])
    except ValueError:
        raise QueryRefused(name=name, help=FORMS[name]) from None
    if found.tzinfo is None:
        raise QueryRefused(name=name, help=FORMS[name])
    return found


def _number(asked: Mapping[str, str]) -> int:
    told = asked.get(PER_PAGE, str(USUAL))
    if not re.fullmatch("[0-9]{1,4}", told, re.ASCII) or not int(told):
        raise QueryRefused(name=PER_PAGE, help=FORMS[PER_PAGE])
    return min(int(told), MOST)


def _place(asked: Mapping[str, str]) -> Place:
    told = re.fullmatch("([0-9]{1,9})-([0-9]{1,6})", asked.get(TOKEN, "0-0"), re.ASCII)
    if told is None:
        raise QueryRefused(name=TOKEN, help=FORMS[TOKEN])
    return Place(*map(int, told.groups()))
