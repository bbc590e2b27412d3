"""What a shopper sees of the goods, and the one table by which goods are found, narrowed and sorted."""

import json
from datetime import date
from typing import NamedTuple

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.catalogue.models import ContentUnit
from marketplace.database import Dong, Model
from marketplace.prices import Sale
from marketplace.shelf.filters import Facets

FEWEST_REVIEWS_FOR_AVERAGE = 5


class ShelfEntry(Model):
    """One product on sale, as lists need it. Derived: `shelf.index_products` writes it in every change's transaction.

    Lists are found, narrowed and sorted by these rows; what a card then shows comes from the product itself. What
    ends on a day carries that day, so that nothing counts a day too long: stars count until `stars_until`, certificates
    (a bit mask) until `certificates_until`, and there is something to sell until `fresh_until`. On `changes_on` the row
    must be made anew; until it is, both are looked up among the certificates. `rank` grows with the units sold
    and is the row of the search index. The prices are the lowest and highest among the pack sizes that can be bought,
    of a sold-out product among all; unit prices are for a kilogram, a litre or a piece. The highest are missing in a
    row that an earlier version wrote.
    """

    __tablename__ = "shelf_entries"
    __table_args__ = (
        Index("ix_shelf_entries_category_rank", "category", "rank"),
        Index("ix_shelf_entries_category_price", "category", "price_vnd", "product_id"),
        Index("ix_shelf_entries_category_unit_price", "category", "unit_price_vnd", "product_id"),
        Index("ix_shelf_entries_category_rating", "category", "rating", "product_id"),
        Index("ix_shelf_entries_category_newest", "category", "product_id"),
        Index("ix_shelf_entries_price", "price_vnd", "product_id"),
        Index("ix_shelf_entries_unit_price", "unit_price_vnd", "product_id"),
        Index("ix_shelf_entries_rating", "rating", "product_id"),
        Index("ix_shelf_entries_province_rank", "province_code", "rank"),
        Index("ix_shelf_entries_seller_rank", "seller_id", "rank"),
    )

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True, autoincrement=False)
    rank: Mapped[int] = mapped_column(BigInteger, unique=True)
    category: Mapped[str] = mapped_column(String(40))
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id"))
    province_code: Mapped[str] = mapped_column(String(2))
    commune_code: Mapped[str] = mapped_column(String(5))
    price_vnd: Mapped[Dong]
    unit_price_vnd: Mapped[Dong]
    highest_price_vnd: Mapped[Dong | None]
    highest_unit_price_vnd: Mapped[Dong | None]
    rating: Mapped[int]
    months: Mapped[int]
    storage_class: Mapped[str] = mapped_column(String(8))
    ship_scope: Mapped[str] = mapped_column(String(8))
    stars: Mapped[int]
    stars_until: Mapped[date | None]
    certificates: Mapped[int] = mapped_column("papers", key="certificates")
    certificates_until: Mapped[date | None] = mapped_column("papers_until", key="certificates_until")
    is_traceable: Mapped[bool]
    fresh_until: Mapped[date | None]
    changes_on: Mapped[date | None] = mapped_column(index=True)
    digest: Mapped[str] = mapped_column(String(32))


class Card(NamedTuple):
    """One product on a shelf: the cheapest pack size that can be bought, its seller and today's stars.

    `price_vnd` is what is asked now, `sale` the promotion that runs. `highest_vnd` and `lowest_unit_vnd` look at all
    pack sizes that can be bought, and are None when there is none.
    """

    product_id: int
    slug: str
    name_vi: str
    name_en: str
    photos: str
    picture: str
    picture_alt_vi: str
    picture_alt_en: str
    is_ocop_applicant: bool
    season_months: int
    sold_units: int
    review_count: int
    review_points: int
    seller_slug: str
    seller_name_vi: str
    seller_name_en: str
    printed_place_vi: str
    pack_ref: str
    pack_position: int
    pack_vi: str
    pack_en: str
    content_amount: int
    content_unit: ContentUnit
    price_vnd: int
    sale: Sale | None
    highest_vnd: int | None
    lowest_unit_vnd: int | None
    stars: int
    is_in_stock: bool
    harvest_on: date | None

    @property
    def photo(self) -> str:
        """The reference of the photo that stands for the product; empty where its drawing does."""
        photos = json.loads(self.photos)
        return str(photos[0]["ref"]) if photos else ""

    @property
    def rating(self) -> float | None:
        """The buyers' average, once there are enough reviews for one."""
        return average(self.review_count, self.review_points)


class Page(NamedTuple):
    """A part of a shelf. `next` and `previous` are the places from which it goes on, empty at the ends.

    `is_lost` says that the place asked for was none, so that this is the beginning.
    """

    cards: tuple[Card, ...]
    facets: Facets
    next: str = ""
    previous: str = ""
    is_lost: bool = False


def average(review_count: int, review_points: int) -> float | None:
    """Average points, or None below five reviews: one angry or proud cousin is not an average."""
    return review_points / review_count if review_count >= FEWEST_REVIEWS_FOR_AVERAGE else None
