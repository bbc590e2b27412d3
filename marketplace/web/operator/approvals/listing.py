"""What a listing brings to the desk: its fields in words, its photos as evidence, and what is checked first."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from flask import url_for

from marketplace import moderation
from marketplace.approvals import Approval
from marketplace.approvals.listings import PRICE_JUMP_PERCENT
from marketplace.catalogue.categories import get_category
from marketplace.catalogue.drafts.content import LONGEST
from marketplace.catalogue.models import ContentUnit, ShipScope, StorageClass
from marketplace.catalogue.name_keys import name_key
from marketplace.catalogue.ocop_sets import find_ocop_set
from marketplace.catalogue.seasons import months_in
from marketplace.catalogue.weighing import read_weighing
from marketplace.web.estimates import estimate_of
from marketplace.web.filters import number, say, vnd
from marketplace.web.listing_labels import CONTENT_UNITS, SHIP_SCOPES, STORAGE_CLASSES
from marketplace.web.locale import gettext
from marketplace.web.media import photo_url
from marketplace.web.operator.approvals.checks import Check, of_texts
from marketplace.web.operator.approvals.diff import plain
from marketplace.web.operator.approvals.evidence import Evidence, Show, of_shop, read_by

WIDTH: Final = 1600


def _pack(pack: Mapping[str, Any]) -> str:
    unit = CONTENT_UNITS[ContentUnit(pack["content_unit"])]
    content = f"{plain(pack['content_amount'])} {unit}"
    price = vnd(pack["price_vnd"]) if pack["price_vnd"] else plain(None)
    most, box = pack.get("most_per_buyer"), pack.get("box_cm")
    limit = gettext("mỗi khách tối đa %(most)s một ngày", most=most) if most else ""
    sides = gettext("thùng %(sides)s cm", sides="×".join(map(str, box))) if box else ""
    told = ", ".join(filter(None, (f"{pack['pack_vi']} ({content}): {price}", limit, sides)))
    weighing = read_weighing(pack.get("weighing"))
    return f"{told}. {estimate_of(weighing)}" if weighing else told


def _packs(packs: list[Mapping[str, Any]]) -> str:
    return "; ".join(map(_pack, packs))


def _photos(photos: list[Mapping[str, str]]) -> str:
    told = ", ".join(photo["alt_vi"] for photo in photos if photo["alt_vi"])
    count = gettext("%(count)s ảnh", count=len(photos))
    return f"{count}: {told}" if told else count


def _ocop_set(code: str) -> str:
    found = find_ocop_set(code)
    return str(say(found, "name")) if found else code


def _season(mask: int | None) -> str:
    if mask is None:
        return plain(None)
    return ", ".join(map(str, months_in(mask))) if mask else gettext("Quanh năm")


SHOWN: Final[Mapping[str, Show]] = {
    "category": lambda slug: str(say(get_category(slug), "name")),
    "ocop_set": _ocop_set,
    "packs": _packs,
    "photos": _photos,
    "price_vnd": vnd,
    "left": lambda left: ", ".join(map(number, left.values())),
    "storage_class": lambda word: str(STORAGE_CLASSES[StorageClass(word)]),
    "shelf_life_days": lambda days: gettext("%(days)s ngày", days=days),
    "ship_scope": lambda word: str(SHIP_SCOPES[ShipScope(word)]),
}
SHOW: Final = {field: read_by(show) for field, show in SHOWN.items()} | {"season_months": _season}


def evidence(approval: Approval) -> Iterator[Evidence]:
    """The photos as buyers would see them, then the pages about the shop."""
    for place, photo in enumerate(approval.after.get("photos", ()), start=1):
        url = photo_url(photo["ref"], WIDTH)
        yield Evidence(photo["alt_vi"] or gettext("Ảnh %(number)s", number=place), url, picture=url)
    yield from of_shop(approval)


def checks(approval: Approval) -> Iterator[Check]:
    """Words that may not stand in a listing, texts without English, and goods without a photo."""
    after = approval.after
    texts = [str(after.get(field) or "") for field in LONGEST]
    yield from of_texts(*texts)
    yield from _doubles(approval)
    if "photos" in after and not after["photos"]:
        yield Check(gettext("Chưa có ảnh"), "w", gettext("Chợ vẽ hình thay cho ảnh."))
    if after.get("name_vi") and not after.get("name_en"):
        yield Check(gettext("Chưa có bản tiếng Anh"), "w", gettext("Trang tiếng Anh dùng chữ tiếng Việt."))


def _doubles(approval: Approval) -> Iterator[Check]:
    """Other goods of the same or nearly the same name, and those that show the very file of one of its photos."""
    after, own = approval.after, approval.product_id
    same_names = moderation.same_names(name_key(str(after.get("name_vi") or "")), but=own)
    refs = [photo["ref"] for photo in after.get("photos", ())]
    for text, found in (
        (gettext("Trùng hoặc gần trùng tên món khác"), same_names),
        (gettext("Ảnh đã có ở món khác"), moderation.same_pictures(refs, but=own) if refs else ()),
    ):
        if found:
            told = "; ".join(f"{say(each, 'name')} ({say(each.seller, 'name')})" for each in found)
            yield Check(text, "w", told, url_for("operator_products.show", slug=found[0].slug))


def price_checks(approval: Approval) -> Iterator[Check]:
    """How far the price of each pack size jumps, and what stands in a listing."""
    before, after = _prices(approval.before), _prices(approval.after)
    for name, price_vnd in after.items():
        former_vnd = before.get(name, 0)
        if former_vnd and price_vnd * 100 > former_vnd * (100 + PRICE_JUMP_PERCENT):
            percent = number((price_vnd - former_vnd) * 100 // former_vnd)
            what = gettext("Giá tăng %(percent)s %%: %(name)s", percent=percent, name=name or approval.title)
            yield Check(what, "w", gettext("Từ %(old)s lên %(new)s.", old=vnd(former_vnd), new=vnd(price_vnd)))
    if "packs" in approval.after:
        yield from checks(approval)


def _prices(values: Mapping[str, Any]) -> dict[str, int]:
    """The price of each pack size by its name; of a single one under an empty name."""
    if "packs" in values:
        return {pack["pack_vi"]: pack["price_vnd"] or 0 for pack in values["packs"]}
    return {"": values.get("price_vnd") or 0}
