"""Listings that tests write."""

from typing import Any

from marketplace.catalogue import drafts
from marketplace.catalogue.drafts import Draft
from marketplace.catalogue.drafts.content import Step
from tests.people import Cast

WHOLE: dict[Step, dict[str, Any]] = {
    Step.NAME: {"name_vi": "Mật ong hoa vải", "name_en": "Lychee honey", "category": "mat-ong", "ocop_set": "honey"},
    Step.ORIGIN: {"origin_vi": "Thanh Hà, Hải Dương"},
    Step.TEXTS: {
        "summary_vi": "Mật vàng nhạt, thơm hoa vải.",
        "ingredients_vi": "Mật ong 100 %",
        "storage_vi": "Nơi khô mát",
        "warning_vi": "Không dùng cho trẻ dưới 1 tuổi",
    },
}
BOTTLE = {"pack_vi": "Chai 500 ml", "content_amount": 500, "content_unit": "ml", "gross_grams": 900}


def save(draft: Draft, step: Step, by: Any, **values: Any) -> None:
    drafts.save(draft, step, values, by=by, seen=draft.version)


def whole(cast: Cast, **changed: Any) -> Draft:
    """A draft of a new product in which nothing is missing."""
    draft = drafts.start(cast.seller_a, by=cast.owner_a)
    for step, values in WHOLE.items():
        save(draft, step, cast.owner_a, **values)
    ref = drafts.add_pack(draft, by=cast.owner_a)
    drafts.save_pack(draft, ref, {**BOTTLE, "price_vnd": 150_000}, by=cast.owner_a, seen=draft.version)
    save(draft, Step.STOCK, cast.owner_a, left={ref: 60}, shelf_life_days=720)
    if changed:
        save(draft, Step.TEXTS, cast.owner_a, **changed)
    return draft
