"""How much is left."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager

from marketplace.catalogue.models import Product, Variant
from marketplace.clock import today
from marketplace.database import db
from marketplace.stock.models import Lot, MovementReason, StockMovement

FIRST_EXPIRING = (Lot.best_before_on.is_(None), Lot.best_before_on, Lot.id)
"""The order of lots in everything that changes several of them, so that nobody waits for each other in a circle."""


@dataclass(frozen=True)
class Level:
    """How full a pack size's shelf is: units left, of those that were put there (sales not deducted)."""

    left: int
    stocked: int

    @property
    def whole(self) -> int:
        """What a full bar stands for, never nothing."""
        return max(self.stocked, 1)


@dataclass(frozen=True)
class LotShare:
    """How many units of an order line come out of which lot."""

    lot_code: str
    quantity: int


def sellable() -> ColumnElement[bool]:
    """A condition on lots: something is left, it is not recalled and not past its best-before day."""
    in_hand = (Lot.on_hand > 0) & Lot.recalled_on.is_(None)
    return in_hand & or_(Lot.best_before_on.is_(None), Lot.best_before_on >= today())


def left_of_variant() -> ColumnElement[int]:
    """A column for a statement about variants: how many units can be sold now."""
    left = select(func.coalesce(func.sum(Lot.on_hand), 0)).where(Lot.variant_id == Variant.id, sellable())
    return left.correlate(Variant).scalar_subquery()


def left_of(variant_ids: Iterable[int]) -> dict[int, int]:
    """How many units of each pack size can be sold now; pack sizes with none are missing."""
    statement = select(Lot.variant_id, func.sum(Lot.on_hand)).where(Lot.variant_id.in_(list(variant_ids)), sellable())
    return {variant: int(left) for variant, left in db.session.execute(statement.group_by(Lot.variant_id))}


def first_expiring(variant_id: int) -> Select[int, int]:
    """The lots to take from, (id, on hand), first expiring first."""
    return select(Lot.id, Lot.on_hand).where(Lot.variant_id == variant_id, sellable()).order_by(*FIRST_EXPIRING)


def levels_of(variant_ids: Iterable[int]) -> dict[int, Level]:
    """How full the shelf of each of these pack sizes is."""
    statement = select(Variant.id, left_of_variant(), _stocked()).where(Variant.id.in_(list(variant_ids)))
    return {variant: Level(left, stocked) for variant, left, stocked in db.session.execute(statement)}


def running_low(seller_id: int, *, at_most: int, limit: int) -> list[tuple[Variant, Level]]:
    """The pack sizes on sale of which `at_most` units or fewer are left, with their products; the scarcest first."""
    left = left_of_variant()
    statement = select(Variant, left, _stocked()).join(Variant.product).options(contains_eager(Variant.product))
    scarce = statement.where(Product.seller_id == seller_id, Product.is_listed, left <= at_most)
    rows = db.session.execute(scarce.order_by(left, Variant.id).limit(limit))
    return [(variant, Level(left, stocked)) for variant, left, stocked in rows]


def lots_of_lines(line_ids: Iterable[int]) -> dict[int, list[LotShare]]:
    """Which lots the units of these order lines were taken from, in the order in which lots are sold."""
    sold = select(StockMovement.order_line_id, Lot.code, -func.sum(StockMovement.quantity)).join(StockMovement.lot)
    wanted = StockMovement.order_line_id.in_(list(line_ids)) & (StockMovement.reason == MovementReason.SALE)
    found: dict[int, list[LotShare]] = {}
    grouped = sold.where(wanted).group_by(StockMovement.order_line_id, Lot.id).order_by(*FIRST_EXPIRING)
    for line, code, quantity in db.session.execute(grouped):
        found.setdefault(line or 0, []).append(LotShare(code, quantity))
    return found


def _stocked() -> ColumnElement[int]:
    """A column for a statement about variants: what was put into the lots that still sell."""
    put_in = select(func.coalesce(func.sum(StockMovement.quantity), 0)).join(StockMovement.lot)
    reasons = (MovementReason.RECEIVED, MovementReason.COUNTED)
    into = put_in.where(Lot.variant_id == Variant.id, sellable(), StockMovement.reason.in_(reasons))
    return into.correlate(Variant).scalar_subquery()
