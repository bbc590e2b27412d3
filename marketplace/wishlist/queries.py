"""Questions about wishes and followed shops."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import contains_eager

from marketplace import stock
from marketplace.catalogue.errors import ProductNotFound
from marketplace.catalogue.models import Product, Variant
from marketplace.database import db
from marketplace.prices import asked
from marketplace.sellers.models import Seller
from marketplace.shelf import pack_prices
from marketplace.wishlist.models import Follow, Wish

_FIRST_PACK = (Variant.product_id == Product.id) & (Variant.position == 1)


@dataclass(frozen=True)
class Wished:
    """A product somebody keeps in mind, with what is true of it now.

    `variant` is the pack size that its card shows, the cheapest that can be bought; `highest_vnd` is the price of the
    dearest one. `then_vnd` is what the first pack size cost when the product was added.
    """

    product: Product
    variant: Variant
    available: int | None
    highest_vnd: int | None
    then_vnd: int

    @property
    def is_gone(self) -> bool:
        """Whether the product is not sold at the moment."""
        return self.available is None

    @property
    def left(self) -> int:
        """How many units of the pack size can be bought now; of goods that are sold out none of any."""
        return self.available or 0

    @property
    def has_dearer(self) -> bool:
        """Whether other pack sizes that can be bought cost more."""
        return (self.highest_vnd or 0) > self.variant.asked_vnd

    @property
    def cheaper_vnd(self) -> int:
        """By how much the price has fallen since then; negative when it has risen. Zero for other pack sizes."""
        return self.then_vnd - self.variant.asked_vnd if self.variant.position == 1 else 0


@dataclass(frozen=True)
class Following:
    """How many people follow a shop, and whether this person does."""

    followers: int
    is_mine: bool


def is_wished_by(user_id: int) -> ColumnElement[bool]:
    """A column for a statement about products: whether this person keeps it in mind."""
    own = select(Wish.product_id).where(Wish.user_id == user_id, Wish.product_id == Product.id)
    return own.correlate(Product).exists()


def is_followed_by(user_id: int) -> ColumnElement[bool]:
    """A column for a statement about products: whether this person follows the shop that makes it."""
    own = select(Follow.seller_id).where(Follow.user_id == user_id, Follow.seller_id == Product.seller_id)
    return own.correlate(Product).exists()


def get_offer(slug: str) -> tuple[int, int]:
    """The id of the product on sale at this address and its first pack's price in dong. Raises ProductNotFound."""
    offer = select(Product.id, asked(Variant)).join(Variant, _FIRST_PACK).join(Product.seller)
    row = db.session.execute(offer.where(Product.slug == slug, stock.on_sale())).first()
    if row is None:
        raise ProductNotFound()
    return row[0], row[1]


def get_wished(slug: str) -> Product:
    """The product at this address, on sale or not: what is gone can still be forgotten. Raises ProductNotFound."""
    product = db.session.scalars(select(Product).where(Product.slug == slug)).first()
    if product is None:
        raise ProductNotFound()
    return product


def wishes_of(user_id: int) -> list[Wished]:
    """What a person wishes for, the newest first: one statement."""
    own = _goods().add_columns(Wish.price_vnd).join(Wish, Wish.product_id == Product.id).where(Wish.user_id == user_id)
    return [Wished(*row) for row in db.session.execute(own.order_by(Wish.created_at.desc(), Product.id.desc()))]


def wishes_among(kept: Mapping[int, int]) -> list[Wished]:
    """What a guest wishes for, by product id and price then, the newest first: one statement, or none."""
    if not kept:
        return []
    rows = {row.Product.id: row for row in db.session.execute(_goods().where(Product.id.in_(kept)))}
    return [Wished(*rows[one], kept[one]) for one in reversed(list(kept)) if one in rows]


def wished_slugs(kept: Iterable[int], *, user_id: int | None) -> list[str]:
    """The addresses of what a person wishes for or, without one, of these products: one statement, or none."""
    if user_id is None and not kept:
        return []
    own = Product.id.in_(select(Wish.product_id).where(Wish.user_id == user_id))
    return list(db.session.scalars(select(Product.slug).where(own if user_id else Product.id.in_(kept))))


def following(seller_id: int, *, user_id: int | None = None) -> Following:
    """How well a shop is followed: one statement."""
    mine = func.count(case((Follow.user_id == user_id, 1)))
    followers, is_mine = db.session.execute(select(func.count(), mine).where(Follow.seller_id == seller_id)).one()
    return Following(followers, bool(is_mine))


def followed_by(user_id: int, *, limit: int, offset: int = 0) -> list[Seller]:
    """The shops a person follows, the latest first; also those that are closed now."""
    own = select(Seller).join(Follow, Follow.seller_id == Seller.id).where(Follow.user_id == user_id)
    latest = own.order_by(Follow.created_at.desc(), Seller.id.desc())
    return list(db.session.scalars(latest.limit(limit).offset(offset)))


def new_from_followed(user_id: int, *, limit: int) -> list[int]:
    """The ids of the newest goods of the shops that a person follows, the newest first."""
    shops = select(Follow.seller_id).where(Follow.user_id == user_id)
    goods = select(Product.id).join(Product.seller).where(Product.seller_id.in_(shops), stock.on_sale())
    return list(db.session.scalars(goods.order_by(Product.id.desc()).limit(limit)))


def _goods() -> Select[Product, Variant, int | None, int | None]:
    goods = select(Product, Variant, stock.available(), pack_prices.highest_price())
    goods = goods.select_from(Product).join(Variant, Variant.id == pack_prices.shown_pack())
    return goods.join(Product.seller).options(contains_eager(Product.seller))
