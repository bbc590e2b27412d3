"""The gift box of a shop: a good of its own with a price, a weight and stock, sold beside other goods and never alone.

It stands on no shelf and in no list of goods; what is known of fees, refunds and units holds for it like for anything
else (docs/decisions/0135).
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from marketplace.catalogue.actions import check_price
from marketplace.catalogue.errors import BoxNoteMissing, WeightRefused
from marketplace.catalogue.models import ContentUnit, Product, Variant
from marketplace.catalogue.packs import HEAVIEST
from marketplace.catalogue.slug_redirects import new_address
from marketplace.clock import now
from marketplace.database import db
from marketplace.refs import new_ref
from marketplace.sellers.models import Seller

CATEGORY: Final = "qua-bieu"
PICTURE: Final = "hop-qua-mat-ong"
LONGEST_NOTE: Final = 80


@dataclass(frozen=True)
class BoxTerms:
    """What a shop says of its box: what one costs in dong, what it looks like, and what it weighs empty in grams."""

    price_vnd: int
    note_vi: str
    note_en: str = ""
    gross_grams: int = 300

    def check(self) -> None:
        """Raise PriceOutOfRange, WeightRefused or BoxNoteMissing."""
        check_price(self.price_vnd)
        if not 1 <= self.gross_grams <= HEAVIEST:
            raise WeightRefused()
        if not self.note_vi:
            raise BoxNoteMissing()


def find_box(seller_id: int) -> Variant | None:
    """The box of a shop with its product, whether it is offered now or not; None where it never had one."""
    found = select(Variant).join(Variant.product).options(contains_eager(Variant.product))
    return db.session.scalars(found.where(Product.seller_id == seller_id, Product.is_gift_box)).first()


def offer_box(seller: Seller, terms: BoxTerms) -> Variant:
    """Offer the shop's box like this from now on; orders that were placed keep what they were placed with.

    Load the seller with its lock first. Raises what `BoxTerms.check` raises.
    """
    terms.check()
    box = find_box(seller.id) or _new_box(seller)
    box.pack_vi, box.pack_en = terms.note_vi[:LONGEST_NOTE], terms.note_en[:LONGEST_NOTE]
    box.price_vnd, box.gross_grams = terms.price_vnd, terms.gross_grams
    seller.offers_gift_box = True
    db.session.flush()
    return box


def withdraw_box(seller: Seller) -> None:
    """Offer it no more; what was ordered is packed as agreed."""
    seller.offers_gift_box = False


def _new_box(seller: Seller) -> Variant:
    box = Variant(ref=new_ref(), position=1, content_amount=1, content_unit=ContentUnit.PIECE)
    product = Product(
        seller=seller,
        slug=new_address(f"hop qua {seller.slug}"),
        category=CATEGORY,
        name_vi="Hộp quà",
        name_en="Gift box",
        picture=PICTURE,
        is_gift_box=True,
        is_listed=False,
        archived_at=now(),
        variants=[box],
    )
    db.session.add(product)
    return box
