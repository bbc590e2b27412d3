"""Logging a lot: four things are asked, the rest is proposed from the lot before; and mending it later."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count as numbers
from typing import Any, Final

from sqlalchemy import select

from marketplace.catalogue.models import Variant
from marketplace.clock import today
from marketplace.database import db
from marketplace.refs import new_ref
from marketplace.stock.actions import HIGHEST_COUNT, lower, raise_by, receive
from marketplace.stock.lot_errors import (
    CodeRefused,
    CodeTaken,
    DayAhead,
    EndsBeforePacking,
    LotShort,
    PackedBeforeHarvest,
    PastItsBest,
    QuantityRefused,
)
from marketplace.stock.lot_queries import codes_of, last_lot_of, received_in
from marketplace.stock.models import Lot, LotChange, MovementReason

CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,39}", re.ASCII)
REF: Final = re.compile(r"[0-9a-f]{12}", re.ASCII)
QUANTITY: Final = re.compile(r"\d{1,6}|\d{1,3}[. ]\d{3}", re.ASCII)
DAYS_IN_CODES: Final = ("%y%m%d", "%d%m%y", "%m%d", "%d%m")
TELLING: Final = ("code", "harvested_on", "packed_on", "best_before_on")


@dataclass(frozen=True)
class LotFacts:
    """What a lot says of itself."""

    code: str
    packed_on: date
    harvested_on: date | None = None
    best_before_on: date | None = None

    def check(self) -> None:
        """Raise CodeRefused, DayAhead, PackedBeforeHarvest or EndsBeforePacking where it cannot be so."""
        if not CODE.fullmatch(self.code):
            raise CodeRefused()
        for day in (self.harvested_on, self.packed_on):
            if day and day > today():
                raise DayAhead(day)
        if self.harvested_on and self.packed_on < self.harvested_on:
            raise PackedBeforeHarvest(self.packed_on, self.harvested_on)
        if self.best_before_on and self.best_before_on < self.packed_on:
            raise EndsBeforePacking(self.best_before_on, self.packed_on)


def propose(variant: Variant, made_on: date, packed_on: date | None = None) -> LotFacts:
    """What a lot that was made on this day is likely to say of itself, after the lot before it.

    Where the lot before was harvested, the day is that of the harvest, and as much time as then lies between harvest
    and packing, up to today, unless `packed_on` is known. The best-before day follows from the product's shelf life.
    """
    before = last_lot_of(variant)
    harvested_on = made_on if before and before.harvested_on else None
    if packed_on is None:
        between = before.packed_on - before.harvested_on if before and before.harvested_on else timedelta()
        packed_on = max(made_on, min(today(), made_on + between))
    days = variant.product.shelf_life_days
    return LotFacts(
        code=propose_code(before, made_on, codes_of(variant.product.seller_id)),
        packed_on=packed_on,
        harvested_on=harvested_on,
        best_before_on=packed_on + timedelta(days=days) if days else None,
    )


def propose_code(before: Lot | None, made_on: date, taken: Collection[str]) -> str:
    """A free code in the manner of the lot before: with the new day where that had its day, else the next number."""
    wanted = _with_day(before, made_on) if before else f"{made_on:%y%m%d}-1"
    while wanted in taken:
        wanted = _next(wanted)
    return wanted


def _with_day(before: Lot, made_on: date) -> str:
    for day in (before.packed_on, before.harvested_on):
        for form in DAYS_IN_CODES if day else ():
            if day and f"{day:{form}}" in before.code:
                return before.code.replace(f"{day:{form}}", f"{made_on:{form}}")
    return _next(before.code)


def _next(code: str) -> str:
    """The code with the number at its end raised by one; what ends otherwise gets one."""
    stem, digits = re.fullmatch(r"(.*?)(\d{0,9})", code, re.ASCII | re.DOTALL).groups()  # type: ignore[union-attr]
    raised = f"{stem}{int(digits) + 1:0{len(digits)}d}" if digits else f"{stem}-2"
    return raised if CODE.fullmatch(raised) else f"{today():%y%m%d}-1"


def log_lot(variant: Variant, facts: LotFacts, *, quantity: int, ref: str = "", by_id: int) -> Lot:
    """Open a lot of so many units. A form that is sent twice, with the same `ref`, opens one.

    Raises QuantityRefused, PastItsBest, CodeTaken and what the facts raise. Load the variant in the same transaction.
    """
    if not 1 <= quantity <= HIGHEST_COUNT:
        raise QuantityRefused()
    facts.check()
    if facts.best_before_on and facts.best_before_on < today():
        raise PastItsBest(facts.best_before_on)
    # One lot of a pack size at a time, so that a form that is sent twice finds the first one's lot.
    db.session.execute(select(Variant.id).where(Variant.id == variant.id).with_for_update(key_share=True))
    same = db.session.scalar(select(Lot).where(Lot.ref == ref)) if REF.fullmatch(ref) else None
    if same is not None and same.variant_id == variant.id:
        return same
    refuse_taken(variant.id, facts.code, variant.product.seller_id)
    lot = receive(variant, quantity=quantity, by_id=by_id, **{name: getattr(facts, name) for name in TELLING})
    lot.ref = ref if REF.fullmatch(ref) and same is None else new_ref()
    db.session.flush()
    return lot


def mend_lot(lot: Lot, facts: LotFacts, *, received: int, by_id: int) -> bool:
    """Put right what was written down, how many units came in included; the old values stay in the log.

    Returns whether anything differed. Raises QuantityRefused, LotShort when fewer came in than have left, CodeTaken and
    what the facts raise. Load the lot with `lock=True`.
    """
    if not 1 <= received <= HIGHEST_COUNT:
        raise QuantityRefused()
    facts.check()
    if facts.code != lot.code:
        refuse_taken(lot.variant_id, facts.code, lot.variant.product.seller_id)
    stood = received_in([lot.id]).get(lot.id, 0)
    old = {name: getattr(lot, name) for name in TELLING} | {"received": stood}
    new = {name: getattr(facts, name) for name in TELLING} | {"received": received}
    differing = [name for name, value in new.items() if old[name] != value]
    if not differing:
        return False
    _receive_more(lot, received - stood, by_id)
    for name in TELLING:
        setattr(lot, name, new[name])
    note_change(lot, {name: old[name] for name in differing}, {name: new[name] for name in differing}, by_id=by_id)
    return True


def note_change(lot: Lot, before: dict[str, Any], after: dict[str, Any], *, step_title: str = "", by_id: int) -> None:
    """Keep what stood there before it was mended."""
    old, new = ({name: _stored(value) for name, value in values.items()} for values in (before, after))
    db.session.add(LotChange(lot_id=lot.id, step_title=step_title, before=old, after=new, by_id=by_id))
    db.session.flush()


def _stored(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _receive_more(lot: Lot, more: int, by_id: int) -> None:
    """Another number came in than was written down first: as much more, or less, is received now."""
    if more > 0:
        raise_by(lot.id, more, MovementReason.RECEIVED, by_id=by_id)
    if more < 0 and not lower(lot.id, -more, MovementReason.RECEIVED, by_id=by_id):
        raise LotShort(lot.on_hand, -more)


def refuse_taken(variant_id: int, code: str, seller_id: int) -> None:
    """Raise CodeTaken, with a free code, when another lot of the pack size has this one."""
    if db.session.scalar(select(Lot.id).where(Lot.variant_id == variant_id, Lot.code == code)) is not None:
        taken = codes_of(seller_id)
        free = next(free for number in numbers(2) if (free := f"{code[:36]}-{number}") not in taken)
        raise CodeTaken(code=code, free=free)


def with_typed(facts: LotFacts, **typed: Any) -> LotFacts:
    """The proposal with what somebody typed in its place; what was left empty stays as proposed."""
    return replace(facts, **{name: value for name, value in typed.items() if value})


def parse_quantity(text: str) -> int:
    """Read a number of units: 80, 1.200 or 1 200. Raises QuantityRefused for anything else."""
    typed = QUANTITY.fullmatch(text.strip())
    quantity = int(re.sub(r"\D", "", typed[0])) if typed else 0
    if not 1 <= quantity <= HIGHEST_COUNT:
        raise QuantityRefused()
    return quantity
