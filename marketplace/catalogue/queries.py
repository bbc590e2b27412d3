"""Questions sellers ask about their own goods, and operators about anybody's."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from marketplace.catalogue.errors import ProductNotFound
from marketplace.catalogue.models import Product, SlugRedirect, Variant
from marketplace.database import db


def get_product_of(seller_id: int, slug: str) -> Product:
    """One of the seller's own goods with its pack sizes, fresh. Raises ProductNotFound for anybody else's."""
    own = _own(seller_id).where(Product.slug == slug).execution_options(populate_existing=True)
    product = db.session.scalars(own).first()
    if product is None:
        raise ProductNotFound()
    return product


def seasonal_goods_of(seller_id: int, *, limit: int) -> list[Product]:
    """The seller's goods on sale that have a season, best selling first."""
    own = select(Product).where(Product.seller_id == seller_id, Product.is_listed, Product.season_months > 0)
    return list(db.session.scalars(own.order_by(Product.sold_units.desc(), Product.id).limit(limit)))


def listed_of(seller_id: int) -> list[Product]:
    """The seller's goods on sale, as an alphabetical list names them."""
    own = select(Product).where(Product.seller_id == seller_id, Product.is_listed)
    return list(db.session.scalars(own.order_by(Product.name_vi, Product.id)))


def goods_of(seller_id: int) -> list[Product]:
    """All of the seller's goods, on sale or not, as an alphabetical list names them."""
    own = select(Product).where(Product.seller_id == seller_id, ~Product.is_gift_box)
    return list(db.session.scalars(own.order_by(Product.name_vi, Product.id)))


def get_variant_of(seller_id: int, ref: str) -> Variant:
    """One of the seller's own pack sizes with its product, fresh from the database. Raises ProductNotFound."""
    statement = select(Variant).join(Variant.product).options(contains_eager(Variant.product))
    mine = Variant.ref == ref, Product.seller_id == seller_id, ~Product.is_gift_box
    own = statement.where(*mine).execution_options(populate_existing=True)
    variant = db.session.scalars(own).first()
    if variant is None:
        raise ProductNotFound()
    return variant


def get_slug(ref: str) -> str:
    """The address of the product that has the pack size `ref`. Raises ProductNotFound."""
    slug = db.session.scalar(select(Product.slug).join(Product.variants).where(Variant.ref == ref))
    if slug is None:
        raise ProductNotFound()
    return slug


def find_present_slug(former: str) -> str | None:
    """The address of the product that had the address `former` before it was renamed."""
    renamed = select(Product.slug).join(SlugRedirect, SlugRedirect.product_id == Product.id)
    return db.session.scalar(renamed.where(SlugRedirect.slug == former))


def count_products(seller_id: int) -> tuple[int, int]:
    """How many of a seller's goods are listed, and how many there are."""
    listed = func.count(case((Product.is_listed, Product.id)))
    on_sale, goods = db.session.execute(
        select(listed, func.count()).where(Product.seller_id == seller_id, ~Product.is_gift_box)
    ).one()
    return on_sale, goods


def last_taken_down_at() -> datetime | None:
    """When operators took goods down last that are still kept off sale, whichever they are."""
    return db.session.scalar(select(func.max(Product.taken_down_at)))


def get_any_product(slug: str) -> Product:
    """Any product, for operators. Raises ProductNotFound."""
    product = db.session.scalar(select(Product).where(Product.slug == slug))
    if product is None:
        raise ProductNotFound()
    return product


def examples(
    *, category: str | None = None, seller_id: int | None = None, product_id: int | None = None, limit: int
) -> list[Product]:
    """Goods on sale of which all of this is so, best selling first, with their pack sizes and shops."""
    wanted = {Product.category: category, Product.seller_id: seller_id, Product.id: product_id}
    found = select(Product).where(Product.is_listed, *(column == value for column, value in wanted.items() if value))
    complete = found.options(selectinload(Product.variants), joinedload(Product.seller))
    return list(db.session.scalars(complete.order_by(Product.sold_units.desc(), Product.id).limit(limit)))


def products_by_id(ids: Iterable[int]) -> dict[int, Product]:
    """These products by their ids."""
    return {each.id: each for each in db.session.scalars(select(Product).where(Product.id.in_(list(ids))))}


def _own(seller_id: int) -> Select[Product]:
    mine = Product.seller_id == seller_id, ~Product.is_gift_box
    return select(Product).where(*mine).options(selectinload(Product.variants))
