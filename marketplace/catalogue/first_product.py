"""The first product of a shop that is still to be opened: a name, a photo, one pack size with its price.

It belongs to the waiting shop, so that nobody sees it until the shop is open.
"""

from dataclasses import dataclass
from typing import Final

from marketplace import pictures
from marketplace.catalogue.actions import HIGHEST_PRICE_VND
from marketplace.catalogue.categories import get_category
from marketplace.catalogue.errors import ContentRefused, PriceOutOfRange, WeightRefused
from marketplace.catalogue.models import ContentUnit, Product, Variant
from marketplace.catalogue.photos import show_photos
from marketplace.catalogue.price_breaks import LOWEST_PRICE_VND
from marketplace.catalogue.slug_redirects import new_address, rename
from marketplace.database import db
from marketplace.pictures.errors import PictureNotFound
from marketplace.refs import new_ref
from marketplace.sellers.models import Seller

HEAVIEST: Final = 50_000
"""Grams: what carriers take in one parcel."""
MOST_CONTENT: Final = 50_000


@dataclass(frozen=True)
class FirstProduct:
    """What is known of it; `gross_grams` is what the packed parcel weighs."""

    name_vi: str
    category: str
    pack_vi: str
    content_amount: int
    content_unit: ContentUnit
    gross_grams: int
    price_vnd: int

    def check(self) -> None:
        """Raise ContentRefused, WeightRefused or PriceOutOfRange for what nobody can mean."""
        check_content(self.content_amount)
        check_weight(self.gross_grams)
        check_price(self.price_vnd)


def check_content(amount: int) -> None:
    """Raise ContentRefused unless a pack can hold so much."""
    if not 1 <= amount <= MOST_CONTENT:
        raise ContentRefused()


def check_weight(gross_grams: int) -> None:
    """Raise WeightRefused unless a carrier takes it."""
    if not 1 <= gross_grams <= HEAVIEST:
        raise WeightRefused()


def check_price(price_vnd: int) -> None:
    """Raise PriceOutOfRange for a price that nobody can mean."""
    if not LOWEST_PRICE_VND <= price_vnd <= HIGHEST_PRICE_VND:
        raise PriceOutOfRange()


def put_first_product(seller: Seller, what: FirstProduct, *, product_id: int | None, photo_ref: str) -> Product:
    """Write the product down, anew or in place of `product_id`, with this photo of nothing else so far.

    Raises what `FirstProduct.check` raises, NameMissing, NameIllegible or CategoryNotFound.
    """
    what.check()
    category = get_category(what.category)
    product = db.session.get(Product, product_id) if product_id else None
    if product is None:
        product = Product(seller=seller, slug=new_address(what.name_vi), variants=[Variant(ref=new_ref(), position=1)])
        product.name_vi = what.name_vi
        db.session.add(product)
    elif product.name_vi != what.name_vi:
        rename(product, name_vi=what.name_vi)
    product.category, product.picture = what.category, category.picture
    _fill(product.variants[0], what)
    db.session.flush()
    if not pictures.give(product.id, [photo_ref]):
        raise PictureNotFound()
    show_photos(product)
    return product


def _fill(variant: Variant, what: FirstProduct) -> None:
    variant.pack_vi, variant.price_vnd = what.pack_vi, what.price_vnd
    variant.content_amount, variant.content_unit = what.content_amount, what.content_unit
    variant.gross_grams = what.gross_grams
