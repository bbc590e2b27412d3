"""The goods of the whole market as operators look for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import aliased, contains_eager, selectinload

from marketplace import stock
from marketplace.catalogue.models import Product
from marketplace.catalogue.name_keys import wanted_words
from marketplace.database import db
from marketplace.moderation.errors import ProductNotFound
from marketplace.moderation.models import ProductCase
from marketplace.pictures import Picture
from marketplace.sellers.models import Seller

MOST_ALIKE: Final = 12


class View(StrEnum):
    """Parts of the list."""

    ON_SALE = "on_sale"
    CASES = "cases"
    TAKEN_DOWN = "taken_down"
    SAME = "same"
    WORDS = "words"
    OFF_SALE = "off_sale"
    ALL = "all"


class Sort(StrEnum):
    """What stands on top."""

    NEWEST = "newest"
    NAME = "name"
    SOLD = "sold"


@dataclass(frozen=True)
class ProductFilter:
    """Which goods: `words` are looked for in names of goods and of shops, accents aside."""

    view: View = View.ON_SALE
    words: str = ""
    category: str = ""
    province: str = ""
    seller: str = ""


def find_products(wanted: ProductFilter, sort: Sort, *, limit: int, offset: int = 0) -> list[Product]:
    """A part of the goods that fit, with their shops and pack sizes; of what is listed twice, twins side by side."""
    twins = (Product.name_key,) if wanted.view == View.SAME else ()
    found = _narrowed(wanted).where(_in_view(wanted.view)).order_by(*twins, *_ORDERS[sort])
    found = found.limit(limit).offset(offset)
    return list(db.session.scalars(found.options(contains_eager(Product.seller), selectinload(Product.variants))))


def count_products(wanted: ProductFilter) -> Mapping[View, int]:
    """How many goods fit in each part: one statement."""
    columns = [func.count(case((_in_view(view), Product.id))) for view in View]
    row = db.session.execute(_narrowed(wanted).with_only_columns(*columns)).one()
    return dict(zip(View, row, strict=True))


def get_product(slug: str, *, lock: bool = False) -> Product:
    """Any product with its shop, for operators. Raises ProductNotFound."""
    found = select(Product).join(Product.seller).where(Product.slug == slug)
    loaded = found.options(contains_eager(Product.seller), selectinload(Product.variants))
    loaded = loaded.execution_options(populate_existing=True)
    product = db.session.scalars(loaded.with_for_update(of=Product) if lock else loaded).first()
    if product is None:
        raise ProductNotFound()
    return product


def same_names(key: str, *, but: int | None = None) -> Sequence[Product]:
    """Other goods whose names have this key, in whatever shop."""
    if not key:
        return ()
    same = select(Product).join(Product.seller).where(Product.name_key == key, Product.id != (but or 0))
    return db.session.scalars(same.options(contains_eager(Product.seller)).order_by(Product.id).limit(MOST_ALIKE)).all()


def same_pictures(refs: Sequence[str], *, but: int | None = None) -> Sequence[Product]:
    """Other goods that show the very file of one of these pictures."""
    ours = select(Picture.digest).where(Picture.ref.in_(refs))
    theirs = select(Picture.product_id).where(Picture.digest.in_(ours), Picture.removed_at.is_(None))
    same = select(Product).join(Product.seller).where(Product.id.in_(theirs), Product.id != (but or 0))
    return db.session.scalars(same.options(contains_eager(Product.seller)).order_by(Product.id).limit(MOST_ALIKE)).all()


def _narrowed(wanted: ProductFilter) -> Select[Product]:
    narrow = [_mentions(word) for word in wanted_words(wanted.words)]
    narrow += [Product.category == wanted.category] if wanted.category else []
    narrow += [Seller.province_code == wanted.province] if wanted.province else []
    narrow += [Seller.slug == wanted.seller] if wanted.seller else []
    return select(Product).join(Product.seller).where(and_(true(), *narrow))


def _mentions(word: str) -> ColumnElement[bool]:
    return Product.name_key.contains(word, autoescape=True) | Seller.folded.contains(word, autoescape=True)


def _in_view(view: View) -> ColumnElement[bool]:
    if view == View.ON_SALE:
        return stock.on_sale()
    if view == View.OFF_SALE:
        return ~stock.on_sale() & Product.taken_down_at.is_(None)
    if view == View.CASES:
        return exists().where(ProductCase.product_id == Product.id, ProductCase.closed_at.is_(None))
    if view == View.TAKEN_DOWN:
        return Product.taken_down_at.is_not(None)
    if view == View.WORDS:
        return stock.on_sale() & (Product.words_found != "")
    return _is_doubled() if view == View.SAME else true()


def _is_doubled() -> ColumnElement[bool]:
    """Goods that share the key of their name, or a picture, with others."""
    other, theirs = aliased(Product), aliased(Picture)
    same_name = exists().where(other.name_key == Product.name_key, other.id != Product.id, Product.name_key != "")
    shown = (Picture.product_id == Product.id) & Picture.removed_at.is_(None)
    shared = (theirs.digest == Picture.digest) & (theirs.product_id != Product.id) & theirs.removed_at.is_(None)
    return or_(same_name, exists().where(shown, shared))


_ORDERS: Final = {
    Sort.NEWEST: (Product.created_at.desc(), Product.id.desc()),
    Sort.NAME: (Product.name_vi, Product.id),
    Sort.SOLD: (Product.sold_units.desc(), Product.id),
}
