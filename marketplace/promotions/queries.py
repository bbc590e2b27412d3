"""Questions about promotions."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from marketplace.catalogue.models import Product, Variant
from marketplace.database import db
from marketplace.prices import Promotion, PromotionPack
from marketplace.promotions.errors import PromotionNotFound
from marketplace.stock import on_sale


class Within(NamedTuple):
    """One pack size of a promotion with what is in it."""

    pack: PromotionPack
    variant: Variant


def get(ref: str, *, seller_id: int | None = None, lock: bool = False) -> Promotion:
    """The promotion; with a seller, one of this seller's. Raises PromotionNotFound."""
    found = select(Promotion).where(Promotion.ref == ref)
    if seller_id is not None:
        found = found.where(Promotion.seller_id == seller_id)
    if lock:
        found = found.with_for_update(of=Promotion).execution_options(populate_existing=True)
    people = joinedload(Promotion.made_by), joinedload(Promotion.stopped_by), joinedload(Promotion.seller)
    promotion = db.session.scalar(found.options(*people, selectinload(Promotion.packs)))
    if promotion is None:
        raise PromotionNotFound()
    return promotion


def all_promotions(*, seller_id: int | None = None, limit: int = 100) -> Sequence[Promotion]:
    """The promotions of a seller, or of everybody, the last to begin first."""
    found = select(Promotion).options(joinedload(Promotion.seller), selectinload(Promotion.packs))
    if seller_id is not None:
        found = found.where(Promotion.seller_id == seller_id)
    return db.session.scalars(found.order_by(Promotion.first_on.desc(), Promotion.id.desc()).limit(limit)).all()


def packs_of(promotion: Promotion) -> list[Within]:
    """What is in it: one statement."""
    rows = select(PromotionPack, Variant).join(Variant, Variant.id == PromotionPack.variant_id).join(Variant.product)
    mine = rows.where(PromotionPack.promotion_id == promotion.id).order_by(Product.name_vi, Variant.position)
    loaded = mine.options(contains_eager(Variant.product))
    return [Within(*row) for row in db.session.execute(loaded)]


def offered_by(seller_id: int) -> list[Variant]:
    """The pack sizes of a seller that a promotion may hold for."""
    own = select(Variant).join(Variant.product).join(Product.seller).options(contains_eager(Variant.product))
    mine = own.where(Product.seller_id == seller_id, on_sale())
    return list(db.session.scalars(mine.order_by(Product.name_vi, Variant.position)))
