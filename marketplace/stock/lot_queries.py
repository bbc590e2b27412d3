"""Questions sellers ask about their lots."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from marketplace.catalogue.models import Product, Variant
from marketplace.clock import today
from marketplace.database import db
from marketplace.gathering import Question
from marketplace.stock.availability import is_here
from marketplace.stock.lot_errors import LotNotFound
from marketplace.stock.models import Lot, LotChange, MovementReason, StockMovement
from marketplace.stock.queries import FIRST_EXPIRING

WARNED_BEFORE: Final = ((14, 3), (60, 7), (None, 30))
"""How many days before the end a lot is called expiring, by the shelf life of its product in days."""

LOW_SHARE: Final = 5
"""A lot is low when no more than one unit in so many is left."""


class EndingLot(NamedTuple):
    """A lot whose last day is near or over, or a harvest that is due and of which `taken` units are ordered."""

    ref: str
    code: str
    name_vi: str
    name_en: str
    pack_vi: str
    pack_en: str
    on_hand: int
    taken: int
    best_before_on: date | None
    expected_on: date | None


class Standing(StrEnum):
    """How a lot stands: what forbids selling it goes first, then what has to be done soon."""

    RECALLED = "recalled"
    EMPTY = "empty"
    ENDED = "ended"
    ENDS_SOON = "ends soon"
    LOW = "low"
    NOT_LISTED = "not listed"
    ON_SALE = "on sale"


def standing_of(lot: Lot, received: int) -> Standing:
    """How a lot stands into which so many units came."""
    if lot.is_recalled:
        return Standing.RECALLED
    if not lot.on_hand:
        return Standing.EMPTY
    if lot.is_past_best:
        return Standing.ENDED
    if ends_soon(lot):
        return Standing.ENDS_SOON
    if lot.on_hand * LOW_SHARE <= received:
        return Standing.LOW
    return Standing.ON_SALE if lot.variant.product.is_listed else Standing.NOT_LISTED


def lots_of_seller(seller_id: int, *, emptied: bool, limit: int, offset: int = 0) -> list[Lot]:
    """A part of the seller's lots with their goods: those that hold something, first expiring first, or the empty ones,
    last packed first.
    """
    last_packed = (Lot.packed_on.desc(), Lot.id.desc())
    wanted = _own(seller_id).where(is_here(), Lot.on_hand == 0 if emptied else Lot.on_hand > 0)
    sorted_so = wanted.order_by(*(last_packed if emptied else FIRST_EXPIRING))
    return list(db.session.scalars(sorted_so.limit(limit).offset(offset)))


def count_lots(seller_id: int) -> tuple[int, int]:
    """How many of the seller's lots hold something, and how many are empty."""
    full = func.count(case((Lot.on_hand > 0, Lot.id)))
    counted = select(full, func.count()).join(Lot.variant).join(Variant.product)
    holding, lots = db.session.execute(counted.where(Product.seller_id == seller_id, is_here())).one()
    return holding, lots - holding


def get_lot_of(seller_id: int, ref: str, *, lock: bool = False) -> Lot:
    """One of the seller's own lots with its goods, fresh. Raises LotNotFound for anybody else's."""
    own = _own(seller_id).where(Lot.ref == ref, is_here()).execution_options(populate_existing=True)
    lot = db.session.scalars(own.with_for_update(of=Lot) if lock else own).first()
    if lot is None:
        raise LotNotFound()
    return lot


def last_lot_of(variant: Variant) -> Lot | None:
    """The lot of this pack size that was packed last."""
    lots = select(Lot).where(Lot.variant_id == variant.id, is_here())
    return db.session.scalars(lots.order_by(Lot.packed_on.desc(), Lot.id.desc()).limit(1)).first()


def codes_of(seller_id: int) -> set[str]:
    """The codes of all lots of the seller."""
    codes = select(Lot.code).join(Lot.variant).join(Variant.product).where(Product.seller_id == seller_id)
    return set(db.session.scalars(codes))


def logged_last(seller_id: int, *, limit: int) -> list[Variant]:
    """The pack sizes of the seller whose lots were opened last, with their products; those without a lot come after."""
    newest = func.max(Lot.id)
    found = select(Variant).join(Variant.product).outerjoin(Lot, Lot.variant_id == Variant.id)
    own = found.where(Product.seller_id == seller_id).group_by(Variant.id, Product.id)
    by_lot = own.order_by(newest.is_(None), newest.desc(), Variant.product_id, Variant.position)
    return list(db.session.scalars(by_lot.limit(limit).options(contains_eager(Variant.product))))


def received_in(lot_ids: Iterable[int]) -> dict[int, int]:
    """How many units came into each of these lots."""
    units = select(StockMovement.lot_id, func.sum(StockMovement.quantity)).group_by(StockMovement.lot_id)
    came_in = StockMovement.lot_id.in_(list(lot_ids)) & (StockMovement.reason == MovementReason.RECEIVED)
    return {lot: int(total) for lot, total in db.session.execute(units.where(came_in))}


def movements_of(lot: Lot, *, limit: int) -> list[StockMovement]:
    """What came and went, the last first, each with who wrote it down."""
    rows = select(StockMovement).where(StockMovement.lot_id == lot.id).options(joinedload(StockMovement.by))
    return list(db.session.scalars(rows.order_by(StockMovement.id.desc()).limit(limit)))


def changes_of(lot: Lot) -> list[LotChange]:
    """What was mended, the last first, each with who did it."""
    rows = select(LotChange).where(LotChange.lot_id == lot.id).options(joinedload(LotChange.by))
    return list(db.session.scalars(rows.order_by(LotChange.id.desc())))


def expiring(seller_id: int, *, limit: int) -> Question[EndingLot]:
    """The seller's lots that hold something and end soon, or have ended, and the ordered harvests that are due; the
    first to end first.
    """
    ends = and_(Lot.on_hand > 0, Lot.recalled_on.is_(None), Lot.best_before_on <= _warned_until())
    is_due = (Lot.expected_on <= today()) & (Lot.capacity > Lot.on_hand)
    named = (Product.name_vi, Product.name_en, Variant.pack_vi, Variant.pack_en)
    taken = (func.coalesce(Lot.capacity, 0) - Lot.on_hand).label("taken")
    own = select(Lot.ref, Lot.code, *named, Lot.on_hand, taken, Lot.best_before_on, Lot.expected_on)
    found = own.join(Lot.variant).join(Variant.product).where(Product.seller_id == seller_id, or_(ends, is_due))
    return Question(found.order_by(*FIRST_EXPIRING).limit(limit), EndingLot)


def ends_soon(lot: Lot) -> bool:
    """Whether the lot's last day is near, as its product keeps; the same as `expiring` for one lot."""
    return lot.best_before_on is not None and lot.best_before_on <= today() + _warning(lot.variant.product)


def _warning(product: Product) -> timedelta:
    keeps = product.shelf_life_days
    days = next(days for most, days in WARNED_BEFORE if most is None or (keeps is not None and keeps <= most))
    return timedelta(days=days)


def _warned_until() -> ColumnElement[date]:
    """A column for a statement about lots with their products: until which last day they are called expiring."""
    *shorter, (_, longest) = WARNED_BEFORE
    steps = ((Product.shelf_life_days <= most, today() + timedelta(days=days)) for most, days in shorter)
    return case(*steps, else_=today() + timedelta(days=longest))


def _own(seller_id: int) -> Select[Lot]:
    lots = select(Lot).join(Lot.variant).join(Variant.product).where(Product.seller_id == seller_id)
    return lots.options(contains_eager(Lot.variant).contains_eager(Variant.product))
