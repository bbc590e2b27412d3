"""Writing an approved listing: only what it changes, so that prices set meanwhile stay."""

from copy import deepcopy
from typing import Final

from marketplace import pictures
from marketplace.catalogue.actions import touch
from marketplace.catalogue.categories import get_category
from marketplace.catalogue.drafts.content import BLANK, OF_PACK
from marketplace.catalogue.drafts.models import Draft, Values
from marketplace.catalogue.models import Product, Variant
from marketplace.catalogue.photos import show_photos
from marketplace.catalogue.price_breaks import check_breaks
from marketplace.catalogue.slug_redirects import new_address, rename
from marketplace.catalogue.weighing import check_weighing
from marketplace.database import db
from marketplace.pictures import Photo
from marketplace.refs import new_ref
from marketplace.sellers.models import Seller

OF_PRODUCT: Final = tuple(field for field in BLANK if field not in {"photos", "packs", "left", "name_vi", "name_en"})


def publish(seller: Seller, product: Product | None, *, before: Values, after: Values) -> Product:
    """Write what differs between `before` and `after` into a product, a new one where there is none, and return it.

    Raises NameMissing, and BreakPriceRefused when a price set meanwhile no longer fits.
    """
    wanted = {field: value for field, value in after.items() if product is None or before.get(field) != value}
    if product is None:
        product = _new(seller, after)
    elif {"name_vi", "name_en"} & wanted.keys():
        rename(product, name_vi=after["name_vi"], name_en=after["name_en"])
    for field in OF_PRODUCT:
        if field in wanted:
            setattr(product, field, wanted[field])
    db.session.flush()
    _write_packs(product, before.get("packs", []), after["packs"])
    if "photos" in wanted:
        _write_photos(product, after["photos"])
    touch(product.id)
    return product


def settle(draft: Draft, product: Product, *, sent: Values) -> None:
    """The draft was approved as it was sent: it ends, unless somebody went on writing; then it changes the product."""
    if draft.content == sent:
        db.session.delete(draft)
    else:
        draft.product, draft.base = product, deepcopy(sent)
        draft.content["left"] = {}
    db.session.flush()


def _new(seller: Seller, after: Values) -> Product:
    product = Product(
        seller=seller,
        slug=new_ref(),
        category=after["category"],
        name_vi="",
        picture=get_category(after["category"]).picture,
    )
    product.slug = new_address(after["name_vi"])
    product.name_vi, product.name_en = after["name_vi"], after["name_en"]
    db.session.add(product)
    return product


def _write_packs(product: Product, before: list[Values], after: list[Values]) -> None:
    known = {variant.ref: variant for variant in product.variants}
    stood = {pack["ref"]: pack for pack in before}
    for pack in after:
        variant = known.get(pack["ref"])
        if variant is None:
            variant = Variant(ref=pack["ref"], position=len(product.variants) + 1)
            product.variants.append(variant)
        old = stood.get(pack["ref"], {})
        for field in OF_PACK:
            if field in pack and old.get(field) != pack[field]:
                setattr(variant, field, pack[field])
        if old.get("price_vnd") != pack["price_vnd"]:
            variant.approved_price_vnd = None  # this is the price that was looked at
        check_breaks(variant.price_vnd, tuple((start, price) for start, price in variant.price_breaks))
        if weighing := variant.by_weight:
            check_weighing(weighing, variant.price_breaks)
            variant.price_vnd = weighing.estimate_vnd
    db.session.flush()


def _write_photos(product: Product, row: list[Photo]) -> None:
    """Let the product show these photos in this order, and no others."""
    words = {photo["ref"]: photo for photo in row}
    for picture in pictures.give(product.id, list(words)):
        pictures.describe(picture, alt_vi=words[picture.ref]["alt_vi"], alt_en=words[picture.ref]["alt_en"])
    show_photos(product)
