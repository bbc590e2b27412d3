"""The first product of a shop that is still to be opened: a name, a photo, one pack size with its price.

It belongs to the waiting shop, so that nobody sees it until the shop is open.
"""

from dataclasses import dataclass

from marketplace import pictures
from marketplace.catalogue.actions import check_price
from marketplace.catalogue.categories import get_category
from marketplace.catalogue.errors import ContentRefused, WeightRefused
from marketplace.catalogue.models import ContentUnit, Product, Variant
from marketplace.catalogue.packs import HEAVIEST, MOST_CONTENT
from marketplace.catalogue.photos import show_photos
from marketplace.catalogue.slug_redirects import new_address, rename
from marketplace.database import db
from marketplace.pictures.errors import PictureNotFound
from marketplace.refs import new_ref
from marketplace.sellers.models import Seller


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
        if not 1 <= self.content_amount <= MOST_CONTENT:
            raise ContentRefused()
        if not 1 <= self.gross_grams <= HEAVIEST:
            raise WeightRefused()
        check_price(self.price_vnd)


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
