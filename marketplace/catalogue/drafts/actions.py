"""Writing a listing: begun, saved step by step, given up. Nothing here is seen by buyers."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, Final

from marketplace import pictures
from marketplace.accounts.models import User
from marketplace.catalogue.actions import check_price
from marketplace.catalogue.drafts.content import BLANK, LONGEST, MOST_PACKS, Step, of_product
from marketplace.catalogue.drafts.errors import PackNotFound, PackOnSale, SavedMeanwhile, TooManyPacks
from marketplace.catalogue.drafts.models import Draft, Values
from marketplace.catalogue.drafts.queries import find_change
from marketplace.catalogue.errors import NameMissing
from marketplace.catalogue.models import Product
from marketplace.catalogue.price_breaks import check_breaks
from marketplace.catalogue.weighing import check_weighing, read_weighing
from marketplace.clock import now
from marketplace.database import db, insert_new
from marketplace.names import check_legible
from marketplace.refs import new_ref
from marketplace.sellers.models import Seller
from marketplace.text import clean_text, slug

NEW_PACK: Final[Values] = {
    "pack_vi": "",
    "pack_en": "",
    "content_amount": None,
    "content_unit": "g",
    "gross_grams": None,
    "price_vnd": None,
    "price_breaks": [],
    "most_per_buyer": None,
    "box_cm": None,
    "weighing": None,
}


def start(seller: Seller, *, by: User, content: Values | None = None) -> Draft:
    """Begin the listing of a new product, empty or with this content."""
    begun = deepcopy(BLANK | (content or {}))
    draft = Draft(seller=seller, base=deepcopy(begun), content=begun, saved_by=by)
    db.session.add(draft)
    db.session.flush()
    return draft


def start_several(seller: Seller, contents: Sequence[Values], *, by: User) -> list[Draft]:
    """Begin the listings of many new products, each with its content: one statement."""
    begun = [
        Draft(ref=new_ref(), seller_id=seller.id, base=deepcopy(content), content=content, saved_by_id=by.id)
        for content in contents
    ]
    if begun:
        insert_new(begun, known_by="ref")
    return begun


def change(product: Product, *, by: User) -> Draft:
    """The draft that changes a product: the one that is there already, or a new one that says what is on sale.

    Of two people who begin in the same moment, the second finds the draft of the first.
    """
    db.session.refresh(product, ["id"], with_for_update={"key_share": True})
    if draft := find_change(product):
        return draft
    draft = start(product.seller, by=by, content=of_product(product))
    draft.product = product
    db.session.flush()
    return draft


def duplicate(product: Product, *, by: User) -> Draft:
    """A new product that begins as a copy of another one: all but its photos, and with pack sizes of its own."""
    copied = of_product(product)
    packs = [pack | {"ref": new_ref()} for pack in copied["packs"]]
    return start(product.seller, by=by, content=copied | {"photos": [], "packs": packs, "is_ocop_applicant": False})


def save(draft: Draft, step: Step, values: Mapping[str, Any], *, by: User, seen: int) -> None:
    """Write fields of one step into a draft that was loaded with its lock; `seen` is the version that the page showed.

    Raises SavedMeanwhile when somebody else saved that step since then, NameIllegible or NameMissing.
    """
    version, saver = draft.saves.get(step, (0, by.id))
    if version > seen and saver != by.id:
        raise SavedMeanwhile(name=db.session.get_one(User, saver).name)
    texts = {name: clean_text(text, LONGEST[name]) for name, text in values.items() if name in LONGEST}
    for name in ("name_vi", "name_en"):
        if texts.get(name):
            check_legible(texts[name])
            if not slug(texts[name]):
                raise NameMissing()
    draft.content.update({**values, **texts})
    draft.version += 1
    draft.saves[step] = [draft.version, by.id]
    draft.saved_at, draft.saved_by = now(), by
    db.session.flush()


def find_pack(draft: Draft, ref: str) -> Values:
    """A pack size of the draft. Raises PackNotFound."""
    for pack in draft.content["packs"]:
        if pack["ref"] == ref:
            found: Values = pack
            return found
    raise PackNotFound()


def save_pack(draft: Draft, ref: str, values: Values, *, by: User, seen: int) -> None:
    """Write one pack size. Raises PriceOutOfRange, what `check_breaks` and `check_weighing` raise, PackNotFound and
    SavedMeanwhile.
    """
    written = find_pack(draft, ref) | values
    if (price_vnd := written["price_vnd"]) is not None:
        check_price(price_vnd)
        check_breaks(price_vnd, tuple((start, lower_vnd) for start, lower_vnd in written["price_breaks"]))
    if weighing := read_weighing(written.get("weighing")):
        check_weighing(weighing, written["price_breaks"])
    packs = [written if pack["ref"] == ref else pack for pack in draft.content["packs"]]
    save(draft, Step.PACKS, {"packs": packs}, by=by, seen=seen)


def add_pack(draft: Draft, *, by: User) -> str:
    """Add an empty pack size and return its reference, which it keeps when it is sold. Raises TooManyPacks."""
    packs = draft.content["packs"]
    if len(packs) >= MOST_PACKS:
        raise TooManyPacks(most=MOST_PACKS)
    ref = new_ref()
    save(draft, Step.PACKS, {"packs": [*packs, {"ref": ref, **NEW_PACK}]}, by=by, seen=draft.version)
    return ref


def remove_pack(draft: Draft, ref: str, *, by: User) -> None:
    """Take out a pack size that was never sold. Raises PackOnSale or PackNotFound."""
    gone = find_pack(draft, ref)
    if ref in refs_on_sale(draft):
        raise PackOnSale()
    left = {each: units for each, units in draft.content["left"].items() if each != ref}
    packs = [pack for pack in draft.content["packs"] if pack is not gone]
    save(draft, Step.PACKS, {"packs": packs, "left": left}, by=by, seen=draft.version)


def refs_on_sale(draft: Draft) -> tuple[str, ...]:
    """The pack sizes that the product has already."""
    return tuple(variant.ref for variant in draft.product.variants) if draft.product else ()


def discard(draft: Draft) -> None:
    """Give a draft up; photos that only it has go with it."""
    for picture in pictures.pictures_of_draft(draft.ref):
        pictures.remove(picture)
    db.session.delete(draft)
    db.session.flush()


def merged(base: Values, mine: Values, present: Values) -> Values:
    """What a draft asks for: its own changes since `base` upon what stands at present, pack sizes field by field."""
    result = {field: mine[field] if mine[field] != base.get(field) else present[field] for field in mine}
    before, today = ({pack["ref"]: pack for pack in each["packs"]} for each in (base, present))
    result["packs"] = [
        _merged_pack(before.get(pack["ref"], {}), pack, today.get(pack["ref"], pack)) for pack in mine["packs"]
    ]
    return result


def _merged_pack(base: Values, mine: Values, present: Values) -> Values:
    return {field: mine[field] if mine[field] != base.get(field) else present.get(field) for field in mine}
