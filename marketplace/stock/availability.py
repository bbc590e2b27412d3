"""What can be bought: said here and nowhere else, once for statements and once for Python.

Goods are *on sale* while they are listed by an approved seller. A lot is *sellable* while something of it is left, it
is not recalled and not past its best-before day. What is *left* of a pack size are the units of its sellable lots
together with those that an order keeps in vain (docs/decisions/0080), and what is *available* is what is left of goods
on sale. An expected lot sells until its last day for orders; what lies
in lots that are not expected is *in hand*.
"""

from datetime import date
from typing import Any, Protocol

from sqlalchemy import ColumnElement, ScalarSelect, case, func, or_, select
from sqlalchemy.orm import aliased

from marketplace.catalogue.models import Product, Variant
from marketplace.database import TODAY
from marketplace.sellers.models import Seller, SellerState
from marketplace.stock.holders import promised_to_others
from marketplace.stock.keeping import kept_in_vain
from marketplace.stock.models import Lot


class Listed(Protocol):
    """A product, or the columns of one."""

    @property
    def is_listed(self) -> bool:
        """Whether its seller offers it."""


class Selling(Protocol):
    """A seller, or the columns of one."""

    @property
    def state(self) -> SellerState:
        """How far the shop has come."""


def is_on_sale(product: Listed, seller: Selling) -> bool:
    """Whether a product is sold at the moment; how much of it is left is another question."""
    return product.is_listed and seller.state == SellerState.APPROVED


def on_sale() -> ColumnElement[bool]:
    """The same as a condition on products joined with sellers."""
    return Product.is_listed & (Seller.state == SellerState.APPROVED)


def sellable() -> ColumnElement[bool]:
    """A condition on lots: something is left, it is not recalled, not past its best-before day, and may be ordered."""
    return (Lot.on_hand > 0) & is_fit()


def is_fit() -> ColumnElement[bool]:
    """The same, whether anything of it is left or not."""
    fit = Lot.recalled_on.is_(None) & may_be_ordered()
    return fit & or_(Lot.best_before_on.is_(None), Lot.best_before_on >= TODAY)


def may_be_ordered() -> ColumnElement[bool]:
    """A condition on lots: it is here, or its last day for orders is not over."""
    return or_(Lot.orders_until.is_(None), Lot.orders_until >= TODAY)


def is_here() -> ColumnElement[bool]:
    """A condition on lots: it is harvested."""
    return Lot.expected_on.is_(None)


def may_sell(lot: Lot) -> bool:
    """Whether units that are put into this lot can be sold, as what lies in the shed."""
    return not (lot.is_recalled or lot.is_past_best or lot.is_expected)


def has_left(pack: Any) -> ColumnElement[bool]:
    """A condition on pack sizes, `pack` is Variant or an alias of it: something can be sold of this one."""
    return select(Lot.id).where(Lot.variant_id == pack.id, sellable()).correlate(pack).exists()


def left() -> ColumnElement[int]:
    """A column for a statement about variants: how many units lie in sellable lots, or are kept in vain;
    without those that are promised to others.
    """
    units = select(func.coalesce(func.sum(Lot.on_hand), 0)).where(Lot.variant_id == Variant.id, sellable())
    return units.correlate(Variant).scalar_subquery() + kept_in_vain(is_fit()) - promised_to_others()


def left_of_product() -> ScalarSelect[int]:
    """A column for a statement about products: how many units lie in sellable lots of all pack sizes."""
    pack = aliased(Variant)
    lots = select(func.coalesce(func.sum(Lot.on_hand), 0)).join(pack, pack.id == Lot.variant_id)
    return lots.where(pack.product_id == Product.id, sellable()).correlate(Product).scalar_subquery()


def in_hand() -> ColumnElement[int]:
    """A column for a statement about variants: how many of the units that are left lie in the shed."""
    units = select(func.coalesce(func.sum(Lot.on_hand), 0)).where(Lot.variant_id == Variant.id, sellable(), is_here())
    return units.correlate(Variant).scalar_subquery() + kept_in_vain(is_fit(), is_here())


def next_harvest(pack: Any) -> ColumnElement[date | None]:
    """A column for a statement about pack sizes: when what can be ordered is harvested; NULL while some is in hand."""
    of_pack = select(Lot.id).where(Lot.variant_id == pack.id, sellable(), is_here()).correlate(pack)
    first = select(func.min(Lot.expected_on)).where(Lot.variant_id == pack.id, sellable()).correlate(pack)
    return case((~of_pack.exists(), first.scalar_subquery()))


def in_stock() -> ColumnElement[bool]:
    """A condition on products: something is left of one pack size at least."""
    pack = aliased(Variant)
    lots = select(Lot.id).join(pack, pack.id == Lot.variant_id).where(pack.product_id == Product.id, sellable())
    return lots.correlate(Product).exists()


def has_unpromised(pack_id: Any = None) -> ColumnElement[bool]:
    """A condition on products: something is left of one pack size at least that is promised to nobody else.

    With a number or a column `pack_id`, of this one; where the column is NULL, of any.
    """
    found = select(Variant.id).where(Variant.product_id == Product.id, left() > 0).correlate_except(Variant)
    if pack_id is not None:
        found = found.where(Variant.id == func.coalesce(pack_id, Variant.id))
    return found.exists()


def available() -> ColumnElement[int | None]:
    """A column for a statement about variants joined with product and seller: how many units can be bought now.

    NULL where the goods are not on sale, 0 where they are sold out.
    """
    return case((on_sale(), left()))
