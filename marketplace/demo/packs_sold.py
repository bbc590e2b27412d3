"""Which goods sample orders are for, and who of the demo shop buys and sells."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from marketplace import stock
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product, Variant
from marketplace.database import db
from marketplace.demo.accounts import ACCOUNTS
from marketplace.sellers.models import Seller, SellerMember
from marketplace.stock.models import Lot

MOST_GOODS: Final = 8_000
"""Of more goods each second, third ... one is sold, so that memory stays flat."""
BUYER, OWNER = ACCOUNTS[0].phone, ACCOUNTS[1].phone


@dataclass(frozen=True, slots=True)
class Sold:
    """A pack size with what an order freezes of it, its seller, and a lot that has some of it."""

    variant_id: int
    product_id: int
    seller_id: int
    seller_kind: str
    lot_id: int
    product_slug: str
    category: str
    picture: str
    name_vi: str
    name_en: str
    pack_vi: str
    pack_en: str
    price_vnd: int
    gross_grams: int


def choice(seller_id: int | None = None) -> Sequence[Sold]:
    """Pack sizes on sale that have a lot and are not weighed, of one seller or of all, those of a seller together."""
    goods = select(func.count()).select_from(Product)
    each = max((db.session.scalar(goods) or 0) // MOST_GOODS, 1)
    lot, other = aliased(Lot), aliased(Lot)
    first = select(func.min(other.id)).where(other.variant_id == Variant.id, other.expected_on.is_(None))
    wanted = (
        select(
            *(Variant.id, Product.id, Seller.id, Seller.kind, lot.id, Product.slug, Product.category, Product.picture),
            *(Product.name_vi, Product.name_en, Variant.pack_vi, Variant.pack_en, Variant.price_vnd),
            Variant.gross_grams,
        )
        .join(Variant.product)
        .join(Product.seller)
        .join(lot, lot.id == first.scalar_subquery())
        .where(stock.on_sale(), Variant.weighing.is_(None))
        .order_by(Seller.id, Variant.id)
    )
    mine = Seller.id == seller_id if seller_id is not None else Product.id % each == 0
    return [Sold(*cast(tuple[Any, ...], row)) for row in db.session.execute(wanted.where(mine))]


def owned_shop() -> int | None:
    """The shop whose owner signs in to the demo shop."""
    member = select(SellerMember.seller_id).join(User, User.id == SellerMember.user_id)
    return db.session.scalar(member.where(User.phone == OWNER).order_by(SellerMember.seller_id))


def buyer_id() -> int | None:
    """The account of the buyer who signs in to the demo shop."""
    return db.session.scalar(select(User.id).where(User.phone == BUYER))
