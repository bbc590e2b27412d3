"""A believable large catalogue for measuring: sample cooperatives in real communes, each with a few sample goods."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from typing import Any, Final

from sqlalchemy import Table, func, insert, select, text

from marketplace import places
from marketplace.catalogue.categories import get_category
from marketplace.catalogue.models import Product, Variant
from marketplace.certification.models import Certificate
from marketplace.clock import now, today
from marketplace.database import db
from marketplace.demo.families import FAMILIES, Family
from marketplace.sellers.models import Seller
from marketplace.stock.models import Lot, StockMovement
from marketplace.text import fold, slug

PRODUCTS_PER_SELLER: Final = 2
BATCH: Final = 1_000
STARS: Final = (3,) * 76 + (4,) * 23 + (5,)  # the shares of mid 2025 (Vietnam News Agency, 16,855 products)
Row = dict[str, Any]


def fill_up_to(count: int, progress: Callable[[int], None]) -> None:
    """Add sample goods until the catalogue holds `count`, the same ones every time; `progress` hears of each batch."""
    missing = count - (db.session.scalar(select(func.count()).select_from(Product)) or 0)
    made = _goods(_next_id(Product), _next_id(Seller), missing)
    while batch := list(islice(made, BATCH)):
        for model in (Seller, Product, Variant, Lot, StockMovement, Certificate):
            _insert(model, [row for goods in batch for row in goods.get(model, ())])
        progress(len(batch))
    _catch_up_sequences()


def _goods(first_product: int, first_seller: int, count: int) -> Iterator[dict[Any, list[Row]]]:
    """The rows of one product after another, by model; every other product brings its seller along."""
    dice = random.Random(2024)  # noqa: S311 - sample data, nothing secret
    communes = [commune for province in places.provinces() for commune in places.communes_in(province.code)]
    variant, seller = _next_id(Variant), {}
    for offset in range(max(count, 0)):
        rows: dict[Any, list[Row]] = {}
        if offset % PRODUCTS_PER_SELLER == 0:
            seller = _seller(first_seller + offset // PRODUCTS_PER_SELLER, dice.choice(communes))
            rows[Seller] = [seller]
        family = dice.choice(FAMILIES)
        product = _product(first_product + offset, seller, family, dice)
        packs = [_variant(variant + rank, product["id"], rank + 1, family, dice) for rank in range(len(family.packs))]
        variant += len(packs)
        lots = [_lot(pack["id"], dice) for pack in packs]
        rows |= {Product: [product], Variant: packs, Lot: lots, StockMovement: [_movement(lot) for lot in lots]}
        rows[Certificate] = [_certificate(product["id"], dice)]
        yield rows


def _seller(number: int, commune: places.Commune) -> Row:
    name = f"HTX Mẫu {commune.short_name} {number}"
    place = f"{commune.name}, {commune.province.short_name}"
    return {
        "id": number,
        "slug": f"mau-{slug(commune.short_name)}-{number}",
        "kind": "cooperative",
        "state": "approved",
        "name_vi": name,
        "name_en": f"{commune.short_name} Sample Cooperative {number}",
        "printed_place_vi": place,
        "province_code": commune.province.code,
        "commune_code": commune.code,
        "folded": fold(f"{name} {place}"),
        "tagline_vi": "Nơi bán mẫu, dữ liệu minh họa",
        "tagline_en": "Sample seller, illustrative data",
    }


def _product(number: int, seller: Row, family: Family, dice: random.Random) -> Row:
    kind_vi, kind_en = dice.choice(family.kinds)
    name, english = f"{kind_vi} {seller['printed_place_vi'].split(',')[0].split(' ', 1)[1]}", kind_en
    category = get_category(family.category)
    words = (name, english, seller["name_vi"], seller["printed_place_vi"], category.name_vi, category.name_en)
    return {
        "id": number,
        "slug": f"{slug(name)}-{number}",
        "seller_id": seller["id"],
        "category": family.category,
        "name_vi": name,
        "name_en": english,
        "summary_vi": f"{kind_vi} của nơi bán mẫu, dùng để thử cửa hàng với nhiều hàng.",
        "description_vi": "Món hàng mẫu. " * dice.randrange(4, 12),
        "storage_class": family.storage_class,
        "shelf_life_days": family.shelf_life_days,
        "picture": dice.choice(family.pictures),
        "season_months": dice.choice((0, 0, 0, 0b111, 0b111000, 0b111000000, 0b111000000000)),
        "folded": fold(" ".join(words)),
        "created_at": now() - timedelta(minutes=dice.randrange(600_000)),
    }


def _variant(number: int, product: int, position: int, family: Family, dice: random.Random) -> Row:
    pack_vi, pack_en, amount, unit = family.packs[position - 1]
    price = family.price_per_thousand_vnd * amount // (1_000 if unit != "piece" else 1) * dice.randrange(80, 121) // 100
    return {
        "id": number,
        "ref": f"mau-{number}",
        "product_id": product,
        "position": position,
        "pack_vi": pack_vi,
        "pack_en": pack_en,
        "content_amount": amount,
        "content_unit": unit,
        "gross_grams": (amount if unit != "piece" else amount * 500) + 100,
        "price_vnd": max(price // 1_000, 5) * 1_000,
    }


def _lot(variant: int, dice: random.Random) -> Row:
    return {
        "id": variant + _LOT_OFFSET,
        "variant_id": variant,
        "code": f"M-{variant}",
        "packed_on": today() - timedelta(days=dice.randrange(1, 30)),
        "best_before_on": today() + timedelta(days=dice.randrange(30, 700)),
        "on_hand": dice.randrange(1, 200) if dice.random() > 0.05 else 0,
    }


_LOT_OFFSET: Final = 1_000_000


def _movement(lot: Row) -> Row:
    return {"lot_id": lot["id"], "quantity": lot["on_hand"], "reason": "received", "at": now()}


def _certificate(product: int, dice: random.Random) -> Row:
    issued_on = today() - timedelta(days=dice.randrange(1, 1_300))
    return {
        "product_id": product,
        "kind": "ocop",
        "state": "verified",
        "stars": dice.choice(STARS),
        "decision_number": "DEMO/QĐ-UBND",
        "issued_on": issued_on,
        "expires_on": issued_on + timedelta(days=1_095),
        "has_demo_dates": True,
    }


def _insert(model: type[Any], rows: list[Row]) -> None:
    wanted = [row for row in rows if model is not StockMovement or row["quantity"]]
    if wanted:
        db.session.execute(insert(model), wanted)


def _next_id(model: type[Any]) -> int:
    return (db.session.scalar(select(func.max(model.id))) or 0) + 1


def _catch_up_sequences() -> None:
    """PostgreSQL counts ids by itself and must be told of those given here."""
    if db.session.connection().dialect.name != "postgresql":
        return
    for model in (Seller, Product, Variant, Lot):
        table: Table = model.__table__  # type: ignore[assignment]
        db.session.execute(text(f"SELECT setval('{table.name}_id_seq', (SELECT max(id) FROM {table.name}))"))  # noqa: S608
