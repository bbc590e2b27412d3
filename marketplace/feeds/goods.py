"""The goods on sale, read a thousand at a time, so that a catalogue of any size needs the same memory."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, select

from marketplace import stock
from marketplace.catalogue.models import Product, Variant
from marketplace.database import db
from marketplace.feeds.site import DRAWING_PATH, PHOTO_PATH, PRODUCT_PATH, site
from marketplace.sellers.models import Seller
from marketplace.shelf.models import ShelfEntry

BATCH: Final = 1_000
PRODUCT_COLUMNS: Final = (
    Product.id,
    Product.slug,
    Product.category,
    Product.name_vi,
    Product.name_en,
    Product.summary_vi,
    Product.summary_en,
    Product.description_vi,
    Product.description_en,
    Product.picture,
    Product.photos,
    Product.ship_scope,
    Product.created_at,
)
PACK_COLUMNS: Final = (
    Variant.product_id,
    Variant.ref,
    Variant.pack_vi,
    Variant.pack_en,
    Variant.content_amount,
    Variant.content_unit,
    Variant.gross_grams,
    Variant.price_vnd,
    Variant.sale,
)


@dataclass(frozen=True, slots=True)
class Good:
    """A product on sale with its pack sizes, each with what is `left` of it; `row` has the product's columns."""

    row: Any
    packs: tuple[Any, ...]

    @property
    def ref(self) -> str:
        """A name for all its pack sizes together that stays when the goods are renamed: that of the first one."""
        return str(self.packs[0].ref)

    @property
    def address(self) -> str:
        """Where its page stands."""
        return site.at(PRODUCT_PATH, slug=self.row.slug)

    @property
    def picture(self) -> str:
        """Where its first photo stands, else its drawing; both are no SVG."""
        return picture_at(self.row.picture, self.row.photos)


def say(row: object, field: str, locale: str) -> str:
    """A text that exists in both languages; English falls back to Vietnamese where it is missing."""
    english = getattr(row, f"{field}_en") if locale == "en" else ""
    return str(english or getattr(row, f"{field}_vi"))


def batches() -> Iterator[list[Good]]:
    """All goods on sale in the order in which they came, two statements and a short transaction for each thousand."""
    after = 0
    on_sale = select(ShelfEntry.product_id).order_by(ShelfEntry.product_id).limit(BATCH)
    while rows := db.session.execute(_of(on_sale.where(ShelfEntry.product_id > after)).order_by(Product.id)).all():
        after = rows[-1].id
        goods = _with_packs(rows)
        db.session.rollback()  # nothing was changed; a reading transaction should not stay open
        yield goods


def newest(category: str = "", *, limit: int) -> list[Good]:
    """The goods on sale that came last, of one category or of all: two statements."""
    on_sale = select(ShelfEntry.product_id).order_by(ShelfEntry.product_id.desc()).limit(limit)
    wanted = on_sale.where(ShelfEntry.category == category) if category else on_sale
    return _with_packs(db.session.execute(_of(wanted).order_by(Product.id.desc())).all())


def _of(entries: Select[int]) -> Select[*tuple[Any, ...]]:
    """The columns of these goods. The shelf says what is on sale: it is short and sorted, so few rows are looked at."""
    seller = (Seller.name_vi.label("seller_vi"), Seller.name_en.label("seller_en"), Seller.province_code)
    found = entries.subquery()
    goods = select(*PRODUCT_COLUMNS, *seller).select_from(found).join(Product, Product.id == found.c.product_id)
    return goods.join(Seller, Seller.id == Product.seller_id)


def _with_packs(rows: Any) -> list[Good]:
    packs = defaultdict(list)
    of_these = Variant.product_id.in_([row.id for row in rows])
    statement = select(
        *PACK_COLUMNS, stock.left().label("left"), stock.next_harvest(Variant).label("harvest_on")
    ).where(of_these)
    for pack in db.session.execute(statement.order_by(Variant.product_id, Variant.position)):
        packs[pack.product_id].append(pack)
    return [Good(row, tuple(packs[row.id])) for row in rows]


def picture_at(drawing: str, photos: Any = ()) -> str:
    """Where the first of the photos stands, else the drawing."""
    return site.at(PHOTO_PATH, ref=photos[0]["ref"]) if photos else site.at(DRAWING_PATH, name=drawing)
