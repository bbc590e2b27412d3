"""How much is left."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, func, or_, select

from marketplace.catalogue.models import Variant
from marketplace.clock import today
from marketplace.database import db
from marketplace.stock.models import Lot


def sellable() -> ColumnElement[bool]:
    """A condition on lots: something is left and it is not past its best-before day."""
    return (Lot.on_hand > 0) & or_(Lot.best_before_on.is_(None), Lot.best_before_on >= today())


def left_of_variant() -> ColumnElement[int]:
    """A column for a statement about variants: how many units can be sold now."""
    left = select(func.coalesce(func.sum(Lot.on_hand), 0)).where(Lot.variant_id == Variant.id, sellable())
    return left.correlate(Variant).scalar_subquery()


def left_of(variant_ids: Iterable[int]) -> dict[int, int]:
    """How many units of each pack size can be sold now; pack sizes with none are missing."""
    statement = select(Lot.variant_id, func.sum(Lot.on_hand)).where(Lot.variant_id.in_(list(variant_ids)), sellable())
    return {variant: int(left) for variant, left in db.session.execute(statement.group_by(Lot.variant_id))}


def first_expiring(variant_id: int) -> Select[tuple[int, int]]:
    """The lots to take from, (id, on hand), first expiring first; always in this order, so that nobody deadlocks."""
    never_last = (Lot.best_before_on.is_(None), Lot.best_before_on, Lot.id)
    return select(Lot.id, Lot.on_hand).where(Lot.variant_id == variant_id, sellable()).order_by(*never_last)
