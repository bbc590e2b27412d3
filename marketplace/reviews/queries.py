"""The storefront's questions about reviews: those of one product, and single ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, select

from marketplace import stock
from marketplace.catalogue.errors import ProductNotFound
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.orders.models import OrderLine
from marketplace.reviews.errors import ReviewNotFound
from marketplace.reviews.models import Review
from marketplace.reviews.photos import has_photos, refs_in, shown_photos
from marketplace.reviews.views import SCORES, ReviewView


class Sorting(StrEnum):
    """How a product's reviews are sorted."""

    NEWEST = "newest"
    HELPFUL = "helpful"


SORTED_BY = {
    Sorting.NEWEST: (Review.written_at.desc(), Review.id.desc()),
    Sorting.HELPFUL: (Review.helpful_count.desc(), Review.written_at.desc(), Review.id.desc()),
}
OPINION: tuple[Any, ...] = (
    Review.ref,
    Review.author,
    Review.points,
    Review.quality,
    Review.look,
    Review.as_described,
    Review.tags,
    Review.body,
    Review.written_at,
    OrderLine.pack_vi,
    OrderLine.pack_en,
    Review.helpful_count,
    Review.reply,
    Review.replied_at,
    shown_photos(),
)
"""What is read of a review, in the order of `ReviewView`'s fields."""
NAMES = ReviewView._fields


@dataclass(frozen=True)
class OpinionFilter:
    """What a reader narrows a product's reviews to. Empty fields do not narrow."""

    points: int = 0
    with_text: bool = False
    with_photos: bool = False

    def conditions(self) -> list[ColumnElement[bool]]:
        """The filter as conditions on reviews."""
        found: list[ColumnElement[bool]] = []
        if self.points:
            found.append(Review.points == self.points)
        if self.with_text:
            found.append(Review.body != "")
        if self.with_photos:
            found.append(has_photos())
        return found


def shown_of(product_id: int | ColumnElement[int]) -> ColumnElement[bool]:
    """A condition on reviews: of this product, and not hidden."""
    return (Review.product_id == product_id) & Review.hidden_at.is_(None)


def opinions_matching(
    product_id: int, wanted: OpinionFilter, *, sorting: Sorting, limit: int, offset: int = 0
) -> list[ReviewView]:
    """A part of a product's reviews."""
    found = _opinions().where(shown_of(product_id), *wanted.conditions()).order_by(*SORTED_BY[sorting])
    return [opinion_from(row) for row in db.session.execute(found.limit(limit).offset(offset))]


def score_counts(product_id: int) -> tuple[int, ...]:
    """How many gave each score, from 5 down to 1."""
    counts = [func.count(case((Review.points == score, 1))) for score in SCORES]
    return tuple(db.session.execute(select(*counts).where(shown_of(product_id))).one())


def opinion_from(row: Row[Any] | Sequence[Any]) -> ReviewView:
    """An opinion from a row that begins with the columns of OPINION."""
    said: dict[str, Any] = dict(zip(NAMES, row, strict=False))
    return ReviewView(**said | {"tags": tuple(said["tags"] or ()), "photos": refs_in(said["photos"])})


def get_product(slug: str) -> Product:
    """The product on sale whose reviews or questions are read, with its seller. Raises ProductNotFound."""
    statement = select(Product).join(Product.seller).where(Product.slug == slug, stock.on_sale())
    product = db.session.scalars(statement).first()
    if product is None:
        raise ProductNotFound()
    return product


def get_shown_review(ref: str) -> Review:
    """A review that everybody sees. Raises ReviewNotFound."""
    review = db.session.scalars(select(Review).where(Review.ref == ref, Review.hidden_at.is_(None))).first()
    if review is None:
        raise ReviewNotFound()
    return review


def _opinions() -> Select[*tuple[Any, ...]]:
    return select(*OPINION).join(OrderLine, OrderLine.id == Review.order_line_id)


def newest_about(seller_id: int, *, limit: int) -> list[tuple[ReviewView, Product]]:
    """The newest opinions with words on the seller's goods on sale, each with its product: one statement."""
    spoken = Review.hidden_at.is_(None) & (Review.body != "")
    about = select(*OPINION, Product).join(OrderLine, OrderLine.id == Review.order_line_id).join(Review.product)
    mine = about.where(Product.seller_id == seller_id, Product.is_listed, spoken)
    rows = db.session.execute(mine.order_by(Review.written_at.desc(), Review.id.desc()).limit(limit))
    return [(opinion_from(row), row.Product) for row in rows]
