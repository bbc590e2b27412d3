"""The fields of a listing: which there are, at which step they stand, what is missing, and what may not be sent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from marketplace.catalogue.blocked_words import Flag, flags_in
from marketplace.catalogue.categories import CATEGORIES
from marketplace.catalogue.drafts.models import Values
from marketplace.catalogue.models import Product, Variant
from marketplace.catalogue.ocop_sets import Demands, find_ocop_set
from marketplace.text import N_

MOST_PACKS: Final = 6
LANGUAGES: Final = ("vi", "en")
DEMANDED: Final[Mapping[Demands, tuple[str, ...]]] = {
    Demands.FOOD: ("ingredients_vi", "storage_vi", "shelf_life_days", "warning_vi"),
    Demands.FRESH: ("storage_vi", "shelf_life_days"),
    Demands.CRAFT: ("ingredients_vi", "size_vi", "usage_vi"),
    Demands.NOTHING: (),
}
"""What the label of such goods has to say (Decree 37/2026/NĐ-CP, chapter IV), and its listing with it."""

UNTOLD: Final[Mapping[Demands, tuple[str, ...]]] = {
    Demands.FOOD: ("size",),
    Demands.FRESH: ("size",),
    Demands.CRAFT: ("storage",),
    Demands.NOTHING: (),
}
"""The texts that such goods do not have."""


class Step(StrEnum):
    """One short screen of the editor, in their order, by its word in addresses."""

    PHOTOS = "anh"
    NAME = "ten"
    PACKS = "gia"
    STOCK = "kho"
    ORIGIN = "goc-gac"
    DELIVERY = "gui"
    TEXTS = "loi"


FIELDS: Final[Mapping[Step, tuple[str, ...]]] = {
    Step.PHOTOS: ("photos",),
    Step.NAME: ("name_vi", "name_en", "category", "ocop_set"),
    Step.PACKS: ("packs",),
    Step.STOCK: ("left", "season_months", "shelf_life_days"),
    Step.ORIGIN: ("origin_vi", "origin_en", "is_ocop_applicant"),
    Step.DELIVERY: ("storage_class", "ship_scope", "is_fragile"),
    Step.TEXTS: (
        *("summary_vi", "summary_en", "description_vi", "description_en", "ingredients_vi", "ingredients_en"),
        *("size_vi", "size_en", "storage_vi", "storage_en", "usage_vi", "usage_en", "warning_vi", "warning_en"),
        "keywords",
    ),
}
STEP_OF: Final = {field: step for step, fields in FIELDS.items() for field in fields}
LONGEST: Final = {
    **{f"name_{language}": 160 for language in LANGUAGES},
    **{f"summary_{language}": 200 for language in LANGUAGES},
    **{f"description_{language}": 4_000 for language in LANGUAGES},
    **{f"{field}_{language}": 500 for field in ("ingredients", "storage", "warning") for language in LANGUAGES},
    **{f"usage_{language}": 1_000 for language in LANGUAGES},
    **{f"{field}_{language}": 200 for field in ("origin", "size") for language in LANGUAGES},
    "keywords": 300,
}
"""The texts with the most characters that each may have."""
BLANK: Final[Values] = {
    "photos": [],
    "packs": [],
    "left": {},
    "category": "",
    "ocop_set": "",
    "season_months": 0,
    "shelf_life_days": None,
    "is_ocop_applicant": False,
    "storage_class": "ambient",
    "ship_scope": "nation",
    "is_fragile": False,
    **dict.fromkeys(LONGEST, ""),
}
OF_PACK: Final = (
    *("pack_vi", "pack_en", "content_amount", "content_unit", "gross_grams", "price_vnd", "price_breaks"),
    *("most_per_buyer", "box_cm", "weighing"),
)


@dataclass(frozen=True)
class Missing:
    """A field that has to be filled before the listing can be sent."""

    field: str
    sentence: str

    @property
    def step(self) -> Step:
        """Where it stands."""
        return STEP_OF[self.field]


@dataclass(frozen=True)
class Blocked:
    """A word in a field that may not stand there."""

    field: str
    flag: Flag

    @property
    def step(self) -> Step:
        """Where it stands."""
        return STEP_OF[self.field]


SENTENCES: Final = {
    "name_vi": N_("Món này tên gì?"),
    "category": N_("Món này thuộc nhóm nào?"),
    "ocop_set": N_("Món này thuộc bộ sản phẩm nào?"),
    "packs": N_("Thiếu cỡ gói, lượng, cân nặng hoặc giá."),
    "left": N_("Mỗi cỡ gói còn bao nhiêu?"),
    "origin_vi": N_("Làm ở đâu, từ nguyên liệu nơi nào?"),
    "summary_vi": N_("Một câu giới thiệu cho khách."),
    "ingredients_vi": N_("Nhóm này cần ghi thành phần hoặc chất liệu."),
    "storage_vi": N_("Nhóm này cần ghi cách bảo quản."),
    "shelf_life_days": N_("Nhóm này cần ghi hạn dùng."),
    "warning_vi": N_("Nhóm này cần ghi lưu ý, ví dụ “Không dùng cho trẻ dưới 1 tuổi”."),
    "size_vi": N_("Nhóm này cần ghi kích thước."),
    "usage_vi": N_("Nhóm này cần ghi cách giữ gìn."),
}


def of_product(product: Product) -> Values:
    """The listing as it is on sale."""
    texts = {field: getattr(product, field) for field in BLANK if hasattr(product, field)}
    return texts | {
        "photos": [{part: photo[part] for part in ("ref", "alt_vi", "alt_en")} for photo in product.photos],
        "packs": [of_variant(variant) for variant in product.variants],
        "left": {},
    }


def of_variant(variant: Variant) -> Values:
    """A pack size as it is on sale."""
    return {"ref": variant.ref, **{field: getattr(variant, field) for field in OF_PACK}}


def demands_of(content: Values) -> Demands:
    """What the set of the goods has to say, that of its category where no set is chosen."""
    if chosen := find_ocop_set(content["ocop_set"]):
        return chosen.demands
    group = next((each.group for each in CATEGORIES if each.slug == content["category"]), "")
    return Demands.CRAFT if group == "craft" else Demands.FOOD if group else Demands.NOTHING


def demanded_in(content: Values) -> tuple[str, ...]:
    """The fields that goods of this kind have to fill, beside pack sizes and stock."""
    return ("name_vi", "category", "ocop_set", "origin_vi", "summary_vi", *DEMANDED[demands_of(content)])


def missing_in(content: Values, *, kept: Sequence[str] = ()) -> list[Missing]:
    """What has to be filled before sending; `kept` are pack sizes on sale, whose stock is counted elsewhere."""
    found = [field for field in demanded_in(content) if not content[field]]
    if not content["packs"] or not all(map(is_whole, content["packs"])):
        found.append("packs")
    if any(pack["ref"] not in {*kept, *content["left"]} for pack in content["packs"]):
        found.append("left")
    in_order = sorted(set(found), key=list(STEP_OF).index)
    return [Missing(field, SENTENCES[field]) for field in in_order]


def is_whole(pack: Values) -> bool:
    """Whether nothing of the pack size is missing."""
    return all(pack[field] for field in ("pack_vi", "content_amount", "content_unit", "gross_grams", "price_vnd"))


def blocked_in(content: Values) -> list[Blocked]:
    """Words that may not stand in a listing, in the order of the steps."""
    return list(_blocked_in(content))


def _blocked_in(content: Values) -> Iterator[Blocked]:
    for field in STEP_OF:
        for text in _texts_of(field, content):
            for flag in flags_in(text):
                yield Blocked(field, flag)


def _texts_of(field: str, content: Values) -> list[str]:
    if field == "packs":
        return [pack[name] for pack in content["packs"] for name in ("pack_vi", "pack_en")]
    if field == "photos":
        return [photo[name] for photo in content["photos"] for name in ("alt_vi", "alt_en")]
    return [content[field]] if field in LONGEST else []
