"""Questions about gift sets. How many there are is asked of the lots of their parts, each time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager

from marketplace import certification, stock
from marketplace.catalogue.models import Product, Variant
from marketplace.database import db
from marketplace.gift_sets.errors import SetNotFound
from marketplace.gift_sets.models import GiftSet, SetPart
from marketplace.sellers.models import Seller, SellerState


@dataclass(frozen=True)
class ViewedPart:
    """A part with what is true of it now: units that can be bought (0 while it is not sold), and its own stars."""

    variant: Variant
    quantity: int
    left: int
    stars: int | None

    @property
    def sets(self) -> int:
        """For how many sets it lasts."""
        return self.left // self.quantity

    @property
    def price_vnd(self) -> int:
        """Today's price of so many, in dong."""
        return self.variant.price_for(self.quantity) * self.quantity


@dataclass(frozen=True)
class SetView:
    """A set with its parts as they are now."""

    gift_set: GiftSet
    parts: tuple[ViewedPart, ...]

    @property
    def left(self) -> int:
        """How many whole sets can be bought: the part that lasts for fewest decides."""
        return min((part.sets for part in self.parts), default=0)

    @property
    def scarcest(self) -> ViewedPart:
        """The part that decides."""
        return min(self.parts, key=lambda part: part.sets)

    @property
    def price_vnd(self) -> int:
        """What its parts cost together today, in dong."""
        return sum(part.price_vnd for part in self.parts)

    @property
    def gross_grams(self) -> int:
        """What it weighs, packing included."""
        return sum(part.variant.gross_grams * part.quantity for part in self.parts)


def sets_on_show(*, limit: int) -> list[SetView]:
    """The sets that can be looked at, those of open shops, newest first; two statements."""
    shown = select(GiftSet).join(GiftSet.seller).where(GiftSet.is_shown, Seller.state == SellerState.APPROVED)
    newest = shown.order_by(GiftSet.id.desc()).limit(limit).options(contains_eager(GiftSet.seller))
    return _views(list(db.session.scalars(newest)))


def sets_of_seller(seller_id: int) -> list[SetView]:
    """All sets of a shop, shown or not, newest first; two statements."""
    mine = select(GiftSet).where(GiftSet.seller_id == seller_id).order_by(GiftSet.id.desc())
    return _views(list(db.session.scalars(mine)))


def get_set(slug: str) -> SetView:
    """A set that can be looked at. Raises SetNotFound."""
    return _one(GiftSet.slug == slug, GiftSet.is_shown, Seller.state == SellerState.APPROVED)


def get_set_of(seller_id: int, slug: str) -> SetView:
    """One of the shop's own sets. Raises SetNotFound for anybody else's."""
    return _one(GiftSet.slug == slug, GiftSet.seller_id == seller_id)


def packs_for_sets(seller_id: int, gift_set: GiftSet | None = None) -> list[Variant]:
    """The pack sizes that can stand in a set of the shop: listed, and not paid by weight; what stands in `gift_set`
    stays in it though it is not sold at the moment.
    """
    found = select(Variant).join(Variant.product).options(contains_eager(Variant.product))
    mine, sold = Product.seller_id == seller_id, Product.is_listed & Variant.weighing.is_(None)
    present = select(SetPart.variant_id).where(SetPart.set_id == gift_set.id) if gift_set else None
    wanted = found.where(mine, sold if present is None else or_(sold, Variant.id.in_(present)))
    return list(db.session.scalars(wanted.order_by(Product.name_vi, Product.id, Variant.position)))


def _one(*conditions: Any) -> SetView:
    found = select(GiftSet).join(GiftSet.seller).where(*conditions).options(contains_eager(GiftSet.seller))
    gift_set = db.session.scalars(found.execution_options(populate_existing=True)).first()
    if gift_set is None:
        raise SetNotFound()
    return _views([gift_set])[0]


def _views(sets: Sequence[GiftSet]) -> list[SetView]:
    columns = select(SetPart, stock.available(), certification.stars_today()).join(SetPart.variant)
    joined = columns.join(Variant.product).join(Product.seller)
    loaded = joined.options(contains_eager(SetPart.variant).contains_eager(Variant.product))
    parts: dict[int, list[ViewedPart]] = {each.id: [] for each in sets}
    wanted = loaded.where(SetPart.set_id.in_(parts)).order_by(SetPart.set_id, SetPart.position)
    for part, available, stars in db.session.execute(wanted) if parts else ():
        parts[part.set_id].append(ViewedPart(part.variant, part.quantity, max(0, available or 0), stars))
    return [SetView(each, tuple(parts[each.id])) for each in sets]
