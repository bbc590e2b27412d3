"""Changing goods that are there already: by the same ways as the list of goods and the editor of listings.

What is done is told with what stood there before, so that it can be taken back.
"""

from collections.abc import Sequence
from typing import Any, Final

from marketplace import catalogue, stock
from marketplace.approvals import listings
from marketplace.catalogue import drafts
from marketplace.catalogue.drafts import Draft
from marketplace.catalogue.drafts.content import STEP_OF, of_product, of_variant
from marketplace.catalogue.errors import ProductNotFound
from marketplace.catalogue.models import Product, Variant
from marketplace.database import db
from marketplace.imports.checking import changes
from marketplace.imports.columns import BY_FIELD
from marketplace.imports.goods import DRAFT, PRODUCT, Known, of_draft
from marketplace.imports.models import Import, Values
from marketplace.pictures import Received

AT_ONCE: Final = ("price_vnd", "left", "price_breaks")
"""What changes at once where goods are on sale; all else waits in a draft."""


def apply(table: Import, target: str, several: Sequence[Values], received: Sequence[Received]) -> list[Values]:
    """Do what these rows say of the goods, and tell for each what it did. Raises what the actions of goods raise."""
    if target.startswith(DRAFT):
        draft = drafts.get_draft_of(table.seller_id, target.removeprefix(DRAFT), lock=True)
        outcomes = [_write_draft(table, draft, values) for values in several]
        return _with_photos(table, draft, outcomes, received) if received else outcomes
    product = _get_product(table, int(target.removeprefix(PRODUCT)))
    outcomes = [_change_product(table, product, values) for values in several]
    if received:
        outcomes[0].setdefault("begun", drafts.find_change(product) is None)
        return _with_photos(table, drafts.change(product, by=table.by), outcomes, received)
    return outcomes


def _with_photos(table: Import, draft: Draft, outcomes: list[Values], received: Sequence[Received]) -> list[Values]:
    """The photos last in the row of the draft; the first row remembers those that were not in it."""
    before = {photo["ref"] for photo in draft.content["photos"]}
    refs = [drafts.add_photo(draft, photo, by=table.by).ref for photo in received]
    outcomes[0]["draft"], outcomes[0]["photos"] = draft.ref, [ref for ref in refs if ref not in before]
    return outcomes


def _get_product(table: Import, product_id: int) -> Product:
    product = db.session.get(Product, product_id, populate_existing=True)
    if product is None or product.seller_id != table.seller_id:
        raise ProductNotFound()
    return product


def _change_product(table: Import, product: Product, values: Values) -> Values:
    """Price, lower prices and stock of a pack size at once, the rest in the draft that changes the product."""
    known = Known(f"{PRODUCT}{product.id}", product.slug, of_product(product), {})
    pack = known.find_pack(values.get("pack", ""), values.get("pack_vi", ""))
    outcome: Values = {}
    if pack is not None:
        variant = catalogue.get_variant_of(table.seller_id, pack["ref"])
        known.left[variant.ref] = stock.left_of([variant.id]).get(variant.id, 0)
        outcome = _change_variant(table, variant, changes(values, known, of_variant(variant)))
        values = {name: value for name, value in values.items() if name not in AT_ONCE}
    if waiting := {name for name in changes(values, known, pack) if name != "photos"}:
        is_begun = drafts.find_change(product) is None
        draft = drafts.change(product, by=table.by)
        kept = {name: value for name, value in values.items() if name in {*waiting, "pack", "pack_vi"}}
        outcome |= _write_draft(table, draft, kept)
        outcome["begun"] = is_begun
    return outcome


def _change_variant(table: Import, variant: Variant, changed: Values) -> Values:
    done: Values = {}
    if "price_breaks" in changed:
        done["breaks"] = [variant.price_breaks, changed["price_breaks"]]
        catalogue.set_price_breaks(variant, ())
    if "price_vnd" in changed:
        price_vnd = changed["price_vnd"]
        done["price"] = [variant.price_vnd, price_vnd]
        if listings.jumps(variant, price_vnd):
            listings.ask_for_price(variant, price_vnd=price_vnd, by=table.by)
            done["asked"] = True
        else:
            catalogue.reprice(variant, price_vnd=price_vnd)
    if "price_breaks" in changed:
        catalogue.set_price_breaks(variant, tuple((start, lower) for start, lower in changed["price_breaks"]))
    if "left" in changed:
        left = stock.left_of([variant.id]).get(variant.id, 0)
        done["left"] = [left, changed["left"]]
        stock.count(variant, left=changed["left"], by_id=table.by_id)
    return done | ({"variant": variant.ref} if done else {})


def _write_draft(table: Import, draft: Draft, values: Values) -> Values:
    """Write a row into a draft, step by step as the editor does."""
    outcome: Values = {"draft": draft.ref, "fields": {}}
    known = of_draft(draft)
    pack = known.find_pack(values.get("pack", ""), values.get("pack_vi", ""))
    for name, value in changes(values, known, pack).items():
        if BY_FIELD[name].of_product and name != "photos":
            outcome["fields"][name] = [draft.content[name], value]
            drafts.save(draft, STEP_OF[name], {name: value}, by=table.by, seen=draft.version)
    _write_pack(table, draft, pack, values, outcome)
    return outcome


def _write_pack(table: Import, draft: Draft, pack: Values | None, values: Values, outcome: Values) -> None:
    wanted = pack_values(values)
    if pack is None and "price_vnd" not in wanted:
        return
    ref = pack["ref"] if pack else drafts.add_pack(draft, by=table.by)
    if pack is None:
        outcome["added"] = ref
    changed = {name: value for name, value in wanted.items() if pack is None or pack[name] != value}
    if changed:
        outcome["pack"] = [ref, {name: [pack[name] if pack else None, value] for name, value in changed.items()}]
        drafts.save_pack(draft, ref, changed, by=table.by, seen=draft.version)
    if "left" in values and ref not in drafts.refs_on_sale(draft):
        left: dict[str, Any] = draft.content["left"]
        outcome["fields"].setdefault("left", [left.get(ref), values["left"]])
        outcome["counted"] = ref
        step = STEP_OF["left"]
        drafts.save(draft, step, {"left": {**left, ref: values["left"]}}, by=table.by, seen=draft.version)


def pack_values(values: Values) -> Values:
    """What a row says of its pack size, by the fields of a listing."""
    found: Values = {
        name: values[name]
        for name in ("pack_vi", "pack_en", "gross_grams", "price_vnd", "price_breaks")
        if name in values
    }
    if "content" in values:
        found["content_amount"], found["content_unit"] = values["content"]
    return found
