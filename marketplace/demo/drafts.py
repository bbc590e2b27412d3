"""Listings that the demo shop's people are writing: half written, waiting, sent in one go, come back."""

from marketplace import approvals
from marketplace.accounts.models import User
from marketplace.approvals import Approval, listings
from marketplace.catalogue import drafts
from marketplace.catalogue.drafts import Draft
from marketplace.catalogue.drafts.content import Step
from marketplace.catalogue.models import Product


def add_drafts(honey: Product, *, owner: User, operator: User) -> None:
    """Copies of a product that say that they are samples, so that nothing is claimed of its maker."""
    half = drafts.duplicate(honey, by=owner)
    _save(half, Step.NAME, owner, name_vi="Món mẫu viết dở", name_en="", ocop_set="honey")
    _sent(honey, "Món mẫu chờ duyệt", "Sample waiting for approval", owner)
    back = _sent(honey, "Món mẫu trả lại", "Sample sent back", owner)
    for number in (1, 2, 3):
        _sent(honey, f"Món mẫu gửi cả bảng {number}", f"Sample of a table {number}", owner, batch="bang-mau")
    note = "Ghi rõ xã nơi quay mật và mùa hoa."
    approvals.send_back(back, by=operator, to_mend=["origin_vi"], note=note)


def _sent(honey: Product, name_vi: str, name_en: str, owner: User, *, batch: str = "") -> Approval:
    draft = drafts.duplicate(honey, by=owner)
    _save(draft, Step.NAME, owner, name_vi=name_vi, name_en=name_en, ocop_set="honey")
    _save(draft, Step.ORIGIN, owner, origin_vi=honey.seller.printed_place_vi)
    _save(draft, Step.STOCK, owner, left={pack["ref"]: 12 for pack in draft.content["packs"]})
    return listings.send(draft, by=owner, batch=batch)


def _save(draft: Draft, step: Step, owner: User, **values: object) -> None:
    drafts.save(draft, step, values, by=owner, seen=draft.version)
