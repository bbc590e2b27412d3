"""Questions about harvests still to come."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager

from marketplace.catalogue.models import Product, Variant
from marketplace.database import db
from marketplace.stock.harvest_errors import HarvestNotFound
from marketplace.stock.models import Lot, MovementReason, StockMovement


class HarvestShare(NamedTuple):
    """How many units of a harvest an order line is to get."""

    order_line_id: int
    units: int


def harvests_of_seller(seller_id: int, *, limit: int, offset: int = 0) -> list[Lot]:
    """A part of the seller's awaited harvests with their goods, the next one first."""
    awaited = _own(seller_id).where(_is_awaited()).order_by(Lot.expected_on, Lot.id)
    return list(db.session.scalars(awaited.limit(limit).offset(offset)))


def get_harvest_of(seller_id: int, ref: str, *, lock: bool = False) -> Lot:
    """One of the seller's own harvests still to come, fresh. Raises HarvestNotFound for anybody else's."""
    wanted = _own(seller_id).where(Lot.ref == ref, Lot.expected_on.is_not(None))
    fresh = wanted.execution_options(populate_existing=True)
    lot = db.session.scalars(fresh.with_for_update(of=Lot) if lock else fresh).first()
    if lot is None:
        raise HarvestNotFound()
    return lot


def shares_of_harvest(lot: Lot) -> list[HarvestShare]:
    """Which order lines are to get how much of it; what was given back is missing."""
    units = -func.sum(StockMovement.quantity)
    of_lot = StockMovement.lot_id == lot.id
    sold = StockMovement.reason.in_((MovementReason.SALE, MovementReason.RETURNED))
    shares = select(StockMovement.order_line_id, units).where(of_lot, sold).group_by(StockMovement.order_line_id)
    rows = db.session.execute(shares.having(units != 0).order_by(StockMovement.order_line_id))
    return [HarvestShare(line or 0, int(taken)) for line, taken in rows]


def _is_awaited() -> ColumnElement[bool]:
    """What is expected and can be ordered, or is ordered: a day that was closed without an order is nobody's news."""
    return Lot.expected_on.is_not(None) & (Lot.capacity > 0)


def _own(seller_id: int) -> Select[Lot]:
    lots = select(Lot).join(Lot.variant).join(Variant.product).where(Product.seller_id == seller_id)
    return lots.options(contains_eager(Lot.variant).contains_eager(Variant.product))
