"""What the pack sizes of a product that can be bought cost, for statements; of a sold-out product all of them count."""

from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, ScalarSelect, case, func, select
from sqlalchemy.orm import aliased

from marketplace.catalogue.models import ContentUnit, Product, Variant
from marketplace.money import UNITS
from marketplace.prices import asked
from marketplace.stock import has_left

Pack: TypeAlias = Any
"""Variant, or an alias of it."""
SIZES: Final = {unit: size for unit, (_, size) in UNITS.items()}
FINE, COARSE, COARSE_FROM_VND = 100, 1_000, 10_000


def unit_price_of(pack: Pack) -> ColumnElement[int]:
    """`money.unit_price` as a column: dong for a kilogram, a litre or a piece; the price of a single piece as it is."""
    price = asked(pack)
    cost, amount = price * case(SIZES, value=pack.content_unit), pack.content_amount
    step = case((cost >= COARSE_FROM_VND * amount, COARSE), else_=FINE)
    rounded = (2 * cost + step * amount) // (2 * step * amount) * step
    is_single = (pack.content_unit == ContentUnit.PIECE) & (amount == 1)
    return case((is_single, price), else_=rounded)


def shown_pack() -> ScalarSelect[int]:
    """A column for a statement about products: the id of the pack size that stands for one on a card.

    That is the cheapest one that can be bought.
    """
    pack = aliased(Variant)
    cheapest = select(pack.id).order_by(has_left(pack).desc(), asked(pack), pack.position).limit(1)
    return cheapest.where(pack.product_id == Product.id).correlate(Product).scalar_subquery()


def highest_price() -> ScalarSelect[int | None]:
    """A column for a statement about products: the price of the dearest pack size that can be bought, NULL of none."""
    pack = aliased(Variant)
    dearest = select(func.max(asked(pack))).where(pack.product_id == Product.id, has_left(pack))
    return dearest.correlate(Product).scalar_subquery()


def lowest_unit_price() -> ScalarSelect[int | None]:
    """A column for a statement about products joined with a pack size: the lowest unit price of what can be bought.

    Only pack sizes that are measured as that one are compared with it.
    """
    pack = aliased(Variant)
    mine = (pack.product_id == Product.id) & (pack.content_unit == Variant.content_unit)
    return (
        select(func.min(unit_price_of(pack))).where(mine, has_left(pack)).correlate(Product, Variant).scalar_subquery()
    )
