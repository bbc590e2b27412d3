"""The rows of a sample seller, product, pack size, lot or certificate; dice decide, so that a seed gives the same."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from marketplace import places
from marketplace.catalogue.categories import get_category
from marketplace.clock import now, today
from marketplace.demo.sample_kinds import SampleGroup
from marketplace.text import fold, slug

Row = dict[str, Any]

STARS: Final = (3,) * 76 + (4,) * 23 + (5,)  # the shares of mid 2025 (Vietnam News Agency, 16,855 products)
KINDS: Final = (
    ("cooperative", "HTX Mẫu", "Sample Cooperative"),
    ("cooperative", "Hợp tác xã Mẫu", "Sample Cooperative"),
    ("household_business", "Hộ kinh doanh Mẫu", "Sample Household"),
    ("enterprise", "Công ty Mẫu", "Sample Company"),
    ("coop_group", "Tổ hợp tác Mẫu", "Sample Group"),
)
OLD_PLACES: Final = 0.4  # labels printed before July 2025 still name districts
SOLD_OUT: Final = 0.05
TRACED: Final = 0.15
CERTIFICATES: Final = (
    ("vietgap", 0.12, 1_095),
    ("globalgap", 0.01, 365),
    ("organic", 0.04, 730),
    ("collective_mark", 0.08, None),
    ("certification_mark", 0.03, None),
    ("geographical_indication", 0.02, None),
)
STEPS: Final = (("Thu hoạch", "Harvest", 9), ("Sơ chế", "Processing", 6), ("Đóng gói", "Packing", 0))


def seller(number: int, commune: places.Commune, dice: random.Random) -> Row:
    """A seller in this commune; some still print its former name."""
    kind, title, english = dice.choices(KINDS, (50, 15, 20, 10, 5))[0]
    name = f"{title} {commune.short_name} {number}"
    place = _printed_place(commune, dice)
    return {
        "id": number,
        "slug": f"mau-{slug(commune.short_name)}-{number}",
        "kind": kind,
        "state": "approved",
        "name_vi": name,
        "name_en": f"{commune.short_name} {english} {number}",
        "printed_place_vi": place,
        "province_code": commune.province.code,
        "commune_code": commune.code,
        "folded": fold(f"{name} {place}"),
        "tagline_vi": "Nơi bán mẫu, dữ liệu minh họa",
        "tagline_en": "Sample seller, illustrative data",
    }


def _printed_place(commune: places.Commune, dice: random.Random) -> str:
    former = places.former_communes(commune)
    if former and dice.random() < OLD_PLACES:
        return ", ".join(part.split(" ", 1)[1] for part in dice.choice(former).split(", "))
    return f"{commune.name}, {commune.province.short_name}"


def product(number: int, seller: Row, commune: places.Commune, group: SampleGroup, dice: random.Random) -> Row:
    """A product of this seller."""
    kind_vi, kind_en = dice.choice(group.kinds)
    name, category = f"{kind_vi} {commune.short_name}", get_category(group.category)
    words = (name, kind_en, seller["name_vi"], seller["printed_place_vi"], category.name_vi, category.name_en)
    return {
        "id": number,
        "slug": f"{slug(name)}-{number}",
        "seller_id": seller["id"],
        "category": group.category,
        "name_vi": name,
        "name_en": f"{kind_en} from {commune.short_name}",
        "summary_vi": f"{kind_vi} của nơi bán mẫu, dùng để thử cửa hàng với nhiều hàng.",
        "description_vi": "Món hàng mẫu. " * dice.randrange(4, 12),
        "storage_class": group.storage_class,
        "ship_scope": group.ship_scope,
        "shelf_life_days": group.shelf_life_days,
        "picture": dice.choice(group.pictures),
        "season_months": dice.choice(group.seasons),
        "folded": fold(" ".join(words)),
        "sold_units": 0,
        "created_at": now() - timedelta(minutes=dice.randrange(600_000)),
    }


def variant(number: int, product_id: int, position: int, group: SampleGroup, dice: random.Random) -> Row:
    """A pack size, its price up to a fifth around what the group costs."""
    pack = group.packs[position - 1]
    usual = group.price_vnd * pack.amount // (1 if pack.unit == "piece" else 1_000)
    return {
        "id": number,
        "ref": f"mau-{number}",
        "product_id": product_id,
        "position": position,
        "pack_vi": pack.name_vi,
        "pack_en": pack.name_en,
        "content_amount": pack.amount,
        "content_unit": pack.unit,
        "gross_grams": pack.grams + 100,
        "price_vnd": max(usual * dice.randrange(80, 121) // 100_000, 5) * 1_000,
    }


def lot(number: int, variant_id: int, dice: random.Random) -> Row:
    """What is left of a pack size: nothing in one of twenty."""
    packed_on = today() - timedelta(days=dice.randrange(1, 30))
    return {
        "id": number,
        "variant_id": variant_id,
        "code": f"M-{variant_id}",
        "packed_on": packed_on,
        "best_before_on": today() + timedelta(days=dice.randrange(30, 700)),
        "on_hand": dice.randrange(1, 200) if dice.random() > SOLD_OUT else 0,
    }


def steps(batch: Row, seller: Row, dice: random.Random) -> list[Row]:
    """The story of a lot, of some only."""
    if dice.random() > TRACED:
        return []
    about = {"lot_id": batch["id"], "place_vi": seller["printed_place_vi"], "place_en": ""}
    return [
        about | {"happened_on": batch["packed_on"] - timedelta(days=days), "title_vi": title_vi, "title_en": title_en}
        for title_vi, title_en, days in STEPS
    ]


def certificates(product_id: int, dice: random.Random) -> Iterator[Row]:
    """An OCOP certificate, which has ended for about one good in six, and other certificates of some."""
    yield _certificate(product_id, "ocop", dice.choice(STARS), dice.randrange(1, 1_300), 1_095)
    for kind, share, lasts in CERTIFICATES:
        if dice.random() < share:
            yield _certificate(product_id, kind, None, dice.randrange(1, 400), lasts)


def _certificate(product_id: int, kind: str, stars: int | None, age: int, lasts: int | None) -> Row:
    issued_on = today() - timedelta(days=age)
    return {
        "product_id": product_id,
        "kind": kind,
        "state": "verified",
        "stars": stars,
        "decision_number": "DEMO/QĐ-UBND" if stars else "",
        "issued_on": issued_on,
        "expires_on": issued_on + timedelta(days=lasts) if lasts else None,
        "has_demo_dates": True,
    }
