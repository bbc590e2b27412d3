"""Products and their pack sizes."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from math import prod
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship, validates

from marketplace import fees, prices
from marketplace.catalogue.name_keys import name_key
from marketplace.catalogue.weighing import Stored, Weighing, read_weighing
from marketplace.clock import now
from marketplace.database import Dong, Model, UtcDateTime, one_of
from marketplace.pictures import Photo
from marketplace.prices import Sale
from marketplace.sellers.models import Seller


class StorageClass(StrEnum):
    """How goods must be kept and sent."""

    AMBIENT = "ambient"
    COOL = "cool"
    CHILLED = "chilled"
    FROZEN = "frozen"


def coldest(classes: Iterable[StorageClass]) -> StorageClass:
    """The most demanding of these classes: a parcel is sent the way its most delicate goods need."""
    return max(classes, key=list(StorageClass).index)


class ShipScope(StrEnum):
    """How far goods may travel from the seller."""

    NATION = "nation"
    REGION = "region"
    PROVINCE = "province"


class ContentUnit(StrEnum):
    """What a pack's content is counted in."""

    GRAM = "g"
    MILLILITRE = "ml"
    PIECE = "piece"

    __hash__ = str.__hash__  # that of enums is written in Python, and a list hashes each card's several times


TEXTS: Final = tuple(
    f"{field}_{locale}"
    for field in ("name", "summary", "description", "ingredients", "storage", "usage", "warning", "origin", "size")
    for locale in ("vi", "en")
)
"""What is written about a product."""
IS_BOX: Final = text("is_gift_box")


class Product(Model):
    """One product of one seller. Its first pack size (position 1) is the one a card shows.

    `season_months` is a bit mask (bit 0 is January), 0 means all year. `sold_units`, `review_count` and
    `review_points` are running tallies of delivered units and published reviews; `flask audit` recounts them. `picture`
    is its drawing, `photos` are those of the seller's photos that are ready (see photos.py). `ocop_set` is the code of
    its set (see ocop_sets.py). Of crafts, `ingredients` is the material and `usage` the care. What is archived is not
    listed; its orders, reviews and addresses stay. What operators have taken down since `taken_down_at` cannot be
    listed. `name_key` is its name as names are compared (see name_keys.py); `words_found` are blocked words in its
    texts as of the check `words_checked` (see listing_checks.py). The box that a shop puts gifts into is one with
    `is_gift_box` (see gift_boxes.py), sold beside other goods and shown nowhere.
    """

    __tablename__ = "products"
    __table_args__ = (
        one_of("storage_class", StorageClass),
        one_of("ship_scope", ShipScope),
        CheckConstraint("season_months BETWEEN 0 AND 4095", name="season_months_in_year"),
        CheckConstraint("taken_down_at IS NULL OR NOT is_listed", name="taken_down_not_listed"),
        Index("uq_products_gift_box", "seller_id", unique=True, sqlite_where=IS_BOX, postgresql_where=IS_BOX),
        Index("ix_products_name_key", "name_key"),
        Index("ix_products_taken_down_at", "taken_down_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id"), index=True)
    category: Mapped[str] = mapped_column(String(40))
    name_vi: Mapped[str] = mapped_column(String(160))
    name_en: Mapped[str] = mapped_column(String(160), default="")
    summary_vi: Mapped[str] = mapped_column(String(200), default="")
    summary_en: Mapped[str] = mapped_column(String(200), default="")
    description_vi: Mapped[str] = mapped_column(Text, default="")
    description_en: Mapped[str] = mapped_column(Text, default="")
    ingredients_vi: Mapped[str] = mapped_column(String(500), default="")
    ingredients_en: Mapped[str] = mapped_column(String(500), default="")
    storage_vi: Mapped[str] = mapped_column(String(500), default="")
    storage_en: Mapped[str] = mapped_column(String(500), default="")
    usage_vi: Mapped[str] = mapped_column(String(1000), default="")
    usage_en: Mapped[str] = mapped_column(String(1000), default="")
    warning_vi: Mapped[str] = mapped_column(String(500), default="")
    warning_en: Mapped[str] = mapped_column(String(500), default="")
    storage_class: Mapped[StorageClass] = mapped_column(String(8), default=StorageClass.AMBIENT)
    ship_scope: Mapped[ShipScope] = mapped_column(String(8), default=ShipScope.NATION)
    shelf_life_days: Mapped[int | None]
    season_months: Mapped[int] = mapped_column(default=0)
    is_fragile: Mapped[bool] = mapped_column(default=False)
    is_ocop_applicant: Mapped[bool] = mapped_column(default=False)
    is_listed: Mapped[bool] = mapped_column(default=True)
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_gift_box: Mapped[bool] = mapped_column(default=False, server_default=false())
    picture: Mapped[str] = mapped_column(String(80))
    picture_alt_vi: Mapped[str] = mapped_column(String(200), default="")
    picture_alt_en: Mapped[str] = mapped_column(String(200), default="")
    photos: Mapped[list[Photo]] = mapped_column(JSON, default=list, server_default=text("'[]'"))
    keywords: Mapped[str] = mapped_column(String(300), default="")
    ocop_set: Mapped[str] = mapped_column(String(24), default="", server_default="")
    origin_vi: Mapped[str] = mapped_column(String(200), default="", server_default="")
    origin_en: Mapped[str] = mapped_column(String(200), default="", server_default="")
    size_vi: Mapped[str] = mapped_column(String(200), default="", server_default="")
    size_en: Mapped[str] = mapped_column(String(200), default="", server_default="")
    sold_units: Mapped[int] = mapped_column(default=0)
    review_count: Mapped[int] = mapped_column(default=0)
    review_points: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    taken_down_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    name_key: Mapped[str] = mapped_column(String(200), default="", server_default="")
    words_found: Mapped[str] = mapped_column(String(300), default="", server_default="")
    words_checked: Mapped[str] = mapped_column(String(16), default="", server_default="")
    seller: Mapped[Seller] = relationship()
    variants: Mapped[list["Variant"]] = relationship(
        back_populates="product", order_by="Variant.position", cascade="all, delete-orphan"
    )

    @validates(*TEXTS, "keywords", "photos")
    def _note_text(self, column: str, text: Any) -> Any:
        """Names are compared as they are now, and words looked for anew."""
        if column == "name_vi":
            self.name_key = name_key(text)
        self.words_checked = ""
        return text

    @property
    def photo(self) -> Photo | None:
        """The photo that stands for the product; None where its drawing does."""
        return self.photos[0] if self.photos else None

    @property
    def public_photo(self) -> Photo | None:
        """The same for pages that show everybody goods which are not on sale: none after a takedown."""
        return None if self.taken_down_at else self.photo

    @property
    def is_archived(self) -> bool:
        """Whether its seller put it away."""
        return self.archived_at is not None


class Variant(Model):
    """A pack size with its own price and stock. `gross_grams` is what the parcel weighs, packing included.

    `price_breaks` are lower prices for larger quantities (see price_breaks.py). Of what is paid by weight, `weighing`
    says how (see weighing.py), and the price is an estimate. `approved_price_vnd` is the price that was looked at last,
    missing while it is the present one. One buyer gets `most_per_buyer` units a day. `box_cm` are length, width and
    height of its parcel. `priced_at` and `priced_by_id` stamp its last price for the history (see price_stamps.py).
    `sale` is the promotion that runs, read with the row. `gtin` is its trade item number of fourteen digits (gtin.py).
    """

    __tablename__ = "variants"
    __table_args__ = (
        UniqueConstraint("product_id", "position"),
        one_of("content_unit", ContentUnit),
        CheckConstraint("price_vnd > 0", name="price_positive"),
        CheckConstraint("content_amount > 0", name="content_positive"),
        CheckConstraint("gross_grams > 0", name="weight_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    position: Mapped[int]
    pack_vi: Mapped[str] = mapped_column(String(80))
    pack_en: Mapped[str] = mapped_column(String(80), default="")
    content_amount: Mapped[int]
    content_unit: Mapped[ContentUnit] = mapped_column(String(5))
    gross_grams: Mapped[int]
    price_vnd: Mapped[Dong]
    price_breaks: Mapped[list[list[int]]] = mapped_column(JSON, default=list, server_default=text("'[]'"))
    approved_price_vnd: Mapped[int | None] = mapped_column(BigInteger)
    most_per_buyer: Mapped[int | None]
    box_cm: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    weighing: Mapped[Stored | None] = mapped_column(JSON(none_as_null=True))
    priced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    priced_by_id: Mapped[int | None]
    gtin: Mapped[str | None] = mapped_column(String(14))
    if TYPE_CHECKING:
        sale: Mapped[Sale | None]
    product: Mapped[Product] = relationship(back_populates="variants")

    @property
    def box_cm3(self) -> int:
        """The room that its box takes; 0 where nobody measured it."""
        return prod(self.box_cm) if self.box_cm else 0

    def price_for(self, quantity: int) -> int:
        """The price of one unit in dong when so many are bought now."""
        return prices.asked_vnd(self.price_vnd, self.price_breaks, self.sale, quantity)

    @property
    def asked_vnd(self) -> int:
        """The price of one now: that of the promotion that runs, else the usual one."""
        return self.sale.price_vnd if self.sale else self.price_vnd

    @property
    def by_weight(self) -> Weighing | None:
        """How it is paid by weight, None where a piece costs what it costs."""
        return read_weighing(self.weighing)

    @property
    def asked_by_weight(self) -> Weighing | None:
        """The same at the price of the promotion that runs, if one does."""
        weighing = self.by_weight
        return weighing.at_estimate(self.sale.price_vnd) if weighing and self.sale else weighing

    @property
    def net_vnd(self) -> int:
        """What one sale leaves the seller after today's fees and taxes, whichever way it is paid."""
        product = self.product
        net = fees.quote_line(self.price_vnd, product.seller, category=product.category, product_id=product.id)
        return net.net_vnd


Variant.sale = column_property(prices.sale_of(Variant))


class SlugRedirect(Model):
    """An address that a product had before it was renamed; it leads to the present one for good."""

    __tablename__ = "former_addresses"

    slug: Mapped[str] = mapped_column(String(120), primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
