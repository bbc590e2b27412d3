"""One lot becomes another: litres are filled into jars, fresh goods are dried. What it was made of stays known."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from marketplace.catalogue.models import ContentUnit, Variant
from marketplace.database import db
from marketplace.stock.actions import lower
from marketplace.stock.availability import is_here
from marketplace.stock.lot_errors import LotShort, QuantityRefused, SourceMissing
from marketplace.stock.lots import LotFacts, log_lot
from marketplace.stock.models import Lot, MovementReason
from marketplace.stock.processing_models import LotSource


@dataclass(frozen=True)
class Yield:
    """What went in and what came out, in grams, millilitres or pieces."""

    went_in: int
    came_out: int
    unit: ContentUnit

    @property
    def loss(self) -> int:
        """How much is gone; below zero where something was added."""
        return self.went_in - self.came_out

    @property
    def loss_percent(self) -> int:
        """The same in percent of what went in, rounded."""
        return round(100 * self.loss / self.went_in)


def convert(taken: Mapping[Lot, int], into: Variant, facts: LotFacts, *, quantity: int, ref: str, by_id: int) -> Lot:
    """Take units out of lots, of one pack size, and open the lot that was made of them. All or nothing.

    A form that is sent twice, with the same `ref`, does it once. Raises SourceMissing, QuantityRefused, LotShort when a
    lot holds fewer that nobody has ordered, and what `log_lot` raises.
    """
    if not taken:
        raise SourceMissing()
    if min(taken.values()) < 1:
        raise QuantityRefused()
    made = log_lot(into, facts, quantity=quantity, ref=ref, by_id=by_id)
    if sources_of(made):
        return made
    details = {"happened_on": facts.packed_on, "note": made.code, "ref": ref}
    for lot in sorted(taken, key=_first_expiring):  # as everybody who changes several lots
        if not lower(lot.id, taken[lot], MovementReason.CONVERTED, by_id=by_id, **details):
            db.session.refresh(lot, ["on_hand"])
            raise LotShort(lot.on_hand, taken[lot])
        db.session.add(LotSource(lot_id=made.id, source_lot_id=lot.id, quantity=taken[lot]))
    db.session.flush()
    return made


def sources_of(lot: Lot) -> list[LotSource]:
    """What the lot was made of, with those lots and their goods."""
    found = select(LotSource).where(LotSource.lot_id == lot.id).order_by(LotSource.source_lot_id)
    goods = joinedload(LotSource.source).joinedload(Lot.variant).joinedload(Variant.product)
    return list(db.session.scalars(found.options(goods)))


def made_of(lot: Lot) -> list[LotSource]:
    """What was made of the lot, with those lots and their goods."""
    found = select(LotSource).where(LotSource.source_lot_id == lot.id).order_by(LotSource.lot_id)
    goods = joinedload(LotSource.lot).joinedload(Lot.variant).joinedload(Variant.product)
    return list(db.session.scalars(found.options(goods)))


def yield_of(lot: Lot, sources: list[LotSource], received: int) -> Yield | None:
    """How much was lost on the way; None where what went in is measured in another unit than what came out."""
    packs = [source.source.variant for source in sources]
    pack = lot.variant
    if not packs or any(each.content_unit != pack.content_unit for each in packs):
        return None
    went_in = sum(each.content_amount * source.quantity for each, source in zip(packs, sources, strict=True))
    return Yield(went_in, pack.content_amount * received, ContentUnit(pack.content_unit))


def siblings_of(lot: Lot, *, limit: int) -> list[Lot]:
    """The other lots of the same pack size that hold something, first expiring first."""
    others = select(Lot).where(Lot.variant_id == lot.variant_id, Lot.id != lot.id, Lot.on_hand > 0, is_here())
    return sorted(db.session.scalars(others.limit(limit)), key=_first_expiring)


def _first_expiring(lot: Lot) -> tuple[bool, str, int]:
    return lot.best_before_on is None, str(lot.best_before_on), lot.id
