"""How much is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from marketplace.catalogue.models import Product, Variant
from marketplace.database import db
from marketplace.gathering import Question
from marketplace.stock.availability import in_hand, is_here, sellable
from marketplace.stock.holders import has_own_right, promised_to_others
from marketplace.stock.models import Lot, MovementReason, ShortfallRule, StockMovement

FIRST_EXPIRING = (
    *(Lot.expected_on.is_not(None), Lot.expected_on),
    *(Lot.best_before_on.is_(None), Lot.best_before_on, Lot.id),
)
"""The order of lots in everything that changes several of them, so that nobody waits for each other in a circle.

What lies in the shed goes first, then the next harvest.
"""

_TO_SELL: Final = (
    select(Lot.variant_id, Lot.id, Lot.on_hand, Lot.expected_on, Lot.promised_until, has_own_right(Lot.variant_id))
    .where(Lot.variant_id.in_(bindparam("variants", expanding=True)), sellable())
    .order_by(*FIRST_EXPIRING)
)


@dataclass(frozen=True)
class Level:
    """How full a pack size's shelf is: units left, of those that were put there (sales not deducted)."""

    left: int
    stocked: int

    @property
    def whole(self) -> int:
        """What a full bar stands for, never nothing."""
        return max(self.stocked, 1)


class ScarcePack(NamedTuple):
    """A pack size with its product, of which little is left."""

    slug: str
    name_vi: str
    name_en: str
    pack_vi: str
    pack_en: str
    left: int
    stocked: int

    @property
    def level(self) -> Level:
        """How full its shelf is."""
        return Level(self.left, self.stocked)


class LotInHand(NamedTuple):
    """A lot that sells, how many units were seen in it, and when it is harvested if that is still to come."""

    lot_id: int
    on_hand: int
    expected_on: date | None
    promised_until: datetime | None = None
    is_mine: bool = False
    """Whether whoever acts has a right to a unit of its pack size."""


class Supply(NamedTuple):
    """A lot that can be ordered, and what buyers are told of it while it is still to be harvested."""

    on_hand: int
    expected_on: date | None
    orders_until: date | None
    shortfall_rule: ShortfallRule | None
    capacity: int | None
    is_daily: bool


@dataclass(frozen=True)
class LotShare:
    """How many units of an order line come out of which lot."""

    lot_code: str
    quantity: int


def left_of(variant_ids: Iterable[int]) -> dict[int, int]:
    """How many units of each pack size can be sold now; pack sizes with none are missing."""
    statement = select(Lot.variant_id, func.sum(Lot.on_hand)).where(Lot.variant_id.in_(list(variant_ids)), sellable())
    return {variant: int(units) for variant, units in db.session.execute(statement.group_by(Lot.variant_id))}


def free_of(variant_ids: Iterable[int]) -> dict[int, int]:
    """The same without what is kept for others who waited; pack sizes with none are 0."""
    units = select(func.coalesce(func.sum(Lot.on_hand), 0)).where(Lot.variant_id == Variant.id, sellable())
    free = units.correlate(Variant).scalar_subquery() - promised_to_others()
    wanted = select(Variant.id, free).where(Variant.id.in_(list(variant_ids)))
    return {variant: max(0, int(units)) for variant, units in db.session.execute(wanted)}


def lots_to_sell(variant_ids: Iterable[int]) -> dict[int, list[LotInHand]]:
    """The lots to take from of each of these pack sizes, first expiring first: one statement."""
    return _by_pack(_TO_SELL, variant_ids)


def lots_to_count(variant_ids: Iterable[int]) -> dict[int, list[LotInHand]]:
    """The same of what lies in the shed, locked."""
    return _by_pack(_TO_SELL.where(is_here()).with_for_update(), variant_ids)


def supplies_of(variant_ids: Iterable[int]) -> dict[int, list[Supply]]:
    """The lots that can be ordered of each of these pack sizes, in the order in which they are sold: one statement."""
    shown = (getattr(Lot, name) for name in Supply._fields)
    wanted = select(Lot.variant_id, *shown).where(Lot.variant_id.in_(list(variant_ids)), sellable())
    found: dict[int, list[Supply]] = {}
    for variant, *lot in db.session.execute(wanted.order_by(*FIRST_EXPIRING)):
        found.setdefault(variant, []).append(Supply(*lot))
    return found


def _by_pack(statement: Select[*tuple[Any, ...]], variant_ids: Iterable[int]) -> dict[int, list[LotInHand]]:
    found: dict[int, list[LotInHand]] = {}
    for variant, *lot in db.session.execute(statement, {"variants": list(variant_ids)}):
        found.setdefault(variant, []).append(LotInHand(*lot))
    return found


def levels_of(variant_ids: Iterable[int]) -> dict[int, Level]:
    """How full the shelf of each of these pack sizes is, of what lies in the shed."""
    statement = select(Variant.id, in_hand(), stocked()).where(Variant.id.in_(list(variant_ids)))
    return {variant: Level(units, stocked) for variant, units, stocked in db.session.execute(statement)}


def running_low(seller_id: int, *, at_most: int, limit: int) -> Question[ScarcePack]:
    """The pack sizes on sale of which `at_most` units or fewer are left; the scarcest first."""
    units = in_hand().label("left")
    named = (Product.slug, Product.name_vi, Product.name_en, Variant.pack_vi, Variant.pack_en)
    statement = select(*named, units, stocked().label("stocked")).join(Variant.product)
    scarce = statement.where(Product.seller_id == seller_id, Product.is_listed, units <= at_most, ~_awaits_harvest())
    return Question(scarce.order_by(units, Variant.id).limit(limit), ScarcePack)


def anything_to_sell(seller_id: int) -> Question[int]:
    """A lot of which buyers can order at least one unit now, if the shop has any: its id."""
    lots = select(Lot.id).join(Lot.variant).join(Variant.product)
    mine = lots.where(Product.seller_id == seller_id, Product.is_listed, Lot.on_hand > 0, sellable())
    return Question(mine.limit(1), int)


def lots_of_lines(line_ids: Iterable[int]) -> dict[int, list[LotShare]]:
    """Which lots the units of these order lines were taken from, in the order in which lots are sold."""
    sold = select(StockMovement.order_line_id, Lot.code, -func.sum(StockMovement.quantity)).join(StockMovement.lot)
    wanted = StockMovement.order_line_id.in_(list(line_ids)) & (StockMovement.reason == MovementReason.SALE)
    found: dict[int, list[LotShare]] = {}
    grouped = sold.where(wanted).group_by(StockMovement.order_line_id, Lot.id).order_by(*FIRST_EXPIRING)
    # What was taken from another lot in the end adds up to nothing here.
    for line, code, quantity in db.session.execute(grouped.having(func.sum(StockMovement.quantity) != 0)):
        found.setdefault(line or 0, []).append(LotShare(code, quantity))
    return found


def stocked() -> ColumnElement[int]:
    """A column for a statement about variants: what was put into the lots that still sell."""
    put_in = select(func.coalesce(func.sum(StockMovement.quantity), 0)).join(StockMovement.lot)
    reasons = (MovementReason.RECEIVED, MovementReason.COUNTED)
    into = put_in.where(Lot.variant_id == Variant.id, sellable(), is_here(), StockMovement.reason.in_(reasons))
    return into.correlate(Variant).scalar_subquery()


def _awaits_harvest() -> ColumnElement[bool]:
    """A condition on variants: what comes next of it can be ordered already."""
    return select(Lot.id).where(Lot.variant_id == Variant.id, sellable(), ~is_here()).correlate(Variant).exists()
