"""Taking a table back within a day: what its rows did, unless somebody has changed that since."""

from datetime import timedelta
from typing import Final

from marketplace import acting, approvals, catalogue, stock
from marketplace.approvals import ApprovalKind, ApprovalState, listings
from marketplace.approvals.listings import OF_LISTINGS
from marketplace.catalogue import drafts
from marketplace.catalogue.drafts import Draft
from marketplace.catalogue.drafts.content import STEP_OF, Step
from marketplace.catalogue.models import Variant
from marketplace.database import savepoint
from marketplace.errors import DomainError
from marketplace.imports.batches import batch, write_rows
from marketplace.imports.models import Import, ImportRow, ImportState, RowState, Values
from marketplace.imports.queries import each_row

UNDO_WITHIN: Final = timedelta(hours=24)
AT_ONCE: Final = 10


def undo_table(table: Import) -> None:
    """Take back what each written row did; what was changed since stays, and is told. Raises Gone."""
    for rows in each_row(table, {RowState.WRITTEN}, size=AT_ONCE):
        with batch(table, ImportState.UNDOING, done=len(rows)):
            write_rows([{"id": row.id, "state": _undone(table, row)} for row in rows])
    with batch(table, ImportState.UNDOING, done=0):
        table.enter(ImportState.UNDONE)


def _undone(table: Import, row: ImportRow) -> RowState:
    try:
        with acting.on_behalf_of(table.by_id), savepoint():
            is_back = [_undo_variant(table, row.outcome), _undo_draft(table, row.outcome)]
    except DomainError:
        return RowState.KEPT
    return RowState.UNDONE if all(is_back) else RowState.KEPT


def _undo_variant(table: Import, outcome: Values) -> bool:
    """Put price, lower prices and stock back. Units sold meanwhile stay sold."""
    if "variant" not in outcome:
        return True
    variant = catalogue.get_variant_of(table.seller_id, outcome["variant"])
    is_back = _undo_price(variant, outcome)
    if "left" in outcome:
        before, after = outcome["left"]
        left = stock.left_of([variant.id]).get(variant.id, 0)
        stock.count(variant, left=max(left - (after - before), 0), by_id=table.by_id)
    return is_back


def _undo_price(variant: Variant, outcome: Values) -> bool:
    before, after = outcome.get("price", (variant.price_vnd, variant.price_vnd))
    if outcome.get("asked"):
        asked = approvals.find_waiting(ApprovalKind.PRICE, variant.ref)
        if asked and asked.after == {"price_vnd": after}:
            approvals.withdraw(ApprovalKind.PRICE, variant.ref)
        return variant.price_vnd == before and _undo_breaks(variant, outcome)
    if variant.price_vnd != after:
        return False
    breaks = outcome.get("breaks")
    if breaks and variant.price_breaks != breaks[1]:
        return False
    if breaks:
        catalogue.set_price_breaks(variant, ())
    if before != after:
        catalogue.reprice(variant, price_vnd=before)
    return _undo_breaks(variant, outcome)


def _undo_breaks(variant: Variant, outcome: Values) -> bool:
    if "breaks" in outcome:
        catalogue.set_price_breaks(variant, tuple((start, lower) for start, lower in outcome["breaks"][0]))
    return True


def _undo_draft(table: Import, outcome: Values) -> bool:
    """A draft that was begun ends; of another one each field gets back what it held, where nobody changed it since."""
    if "draft" not in outcome:
        return True
    draft = drafts.find_draft(outcome["draft"])
    if draft is None or draft.seller_id != table.seller_id:
        return not _was_approved(outcome["draft"])
    if "version" in outcome:
        return _give_up(draft, is_as_written=draft.version == outcome["version"] and draft.is_new)
    fields = [_undo_field(table, draft, name, *both) for name, both in outcome.get("fields", {}).items()]
    is_back = _undo_pack(table, draft, outcome) and all(fields)
    for photo in outcome.get("photos", ()):
        drafts.remove_photo(draft, photo, by=table.by)
    if outcome.get("begun") and not draft.is_new and draft.content == draft.base:
        listings.give_up(draft)
    return is_back


def _was_approved(ref: str) -> bool:
    """Whether the draft ended because buyers see what it said; otherwise somebody has thrown it away."""
    asked = (approvals.find_last(kind, ref) for kind in OF_LISTINGS)
    return any(each is not None and each.state == ApprovalState.APPROVED for each in asked)


def _give_up(draft: Draft, *, is_as_written: bool) -> bool:
    if is_as_written:
        listings.give_up(draft)
    return is_as_written


def _undo_field(table: Import, draft: Draft, name: str, before: object, after: object) -> bool:
    if name == "left":
        return True
    if draft.content[name] != after:
        return False
    drafts.save(draft, STEP_OF[name], {name: before}, by=table.by, seen=draft.version)
    return True


def _undo_pack(table: Import, draft: Draft, outcome: Values) -> bool:
    if ref := outcome.get("added"):
        if any(pack["ref"] == ref for pack in draft.content["packs"]):
            drafts.remove_pack(draft, ref, by=table.by)
        return True
    if counted := outcome.get("counted"):
        before, after = outcome["fields"]["left"]
        left = dict(draft.content["left"])
        if left.get(counted) == after:
            left = {ref: units for ref, units in (left | {counted: before}).items() if units is not None}
            drafts.save(draft, Step.STOCK, {"left": left}, by=table.by, seen=draft.version)
    if "pack" not in outcome:
        return True
    ref, changed = outcome["pack"]
    pack = drafts.find_pack(draft, ref)
    if any(pack[name] != after for name, (_before, after) in changed.items()):
        return False
    values = {name: before for name, (before, _after) in changed.items()}
    drafts.save_pack(draft, ref, values, by=table.by, seen=draft.version)
    return True
