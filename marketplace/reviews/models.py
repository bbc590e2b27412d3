"""What buyers say of what they received, and how much it counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime
from marketplace.orders.models import OrderLine
from marketplace.refs import new_ref

TIME_TO_EDIT: Final = timedelta(days=30)
LOWEST, HIGHEST = 1, 5


class Tag(StrEnum):
    """What a buyer can say with one tick."""

    TASTY = "tasty"
    FRESH = "fresh"
    AS_A_GIFT = "as_a_gift"
    WELL_PACKED = "well_packed"
    ON_TIME = "on_time"
    BUY_AGAIN = "buy_again"


@dataclass(frozen=True)
class Scores:
    """The three headings, each 1 to 5. Their rounded mean is the overall score that averages are made of."""

    quality: int
    look: int
    as_described: int

    @property
    def overall(self) -> int:
        """The rounded mean."""
        return (self.quality + self.look + self.as_described + 1) // 3


class Hideable:
    """Something that people wrote in public and operators may hide, with a reason that its writer reads."""

    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    hidden_reason: Mapped[str] = mapped_column(String(300), default="")

    @property
    def is_hidden(self) -> bool:
        """Whether only its writer and the operators see it."""
        return self.hidden_at is not None


class Review(Hideable, Model):
    """A buyer's opinion of a delivered order line, once per line.

    `points` is the rounded mean of the three headings; averages and tallies are made of it. `author` is the short
    name that is shown. The seller's one reply stands in the same row; `helpful_count` tallies the votes.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        CheckConstraint("points BETWEEN 1 AND 5", name="points_in_range"),
        CheckConstraint("quality BETWEEN 1 AND 5", name="quality_in_range"),
        CheckConstraint("look BETWEEN 1 AND 5", name="look_in_range"),
        CheckConstraint("as_described BETWEEN 1 AND 5", name="as_described_in_range"),
        CheckConstraint("points = (quality + look + as_described + 1) / 3", name="points_are_the_mean"),
        Index("ix_reviews_product_newest", "product_id", "written_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"), unique=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    author: Mapped[str] = mapped_column(String(80))
    points: Mapped[int]
    quality: Mapped[int]
    look: Mapped[int]
    as_described: Mapped[int]
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    body: Mapped[str] = mapped_column(Text, default="")
    helpful_count: Mapped[int] = mapped_column(default=0)
    reply: Mapped[str] = mapped_column(Text, default="")
    replied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    replied_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    product: Mapped[Product] = relationship()
    line: Mapped[OrderLine] = relationship()

    @property
    def scores(self) -> Scores:
        """The three headings."""
        return Scores(self.quality, self.look, self.as_described)

    @property
    def editable_until(self) -> datetime:
        """Until when the writer may change it."""
        return self.written_at + TIME_TO_EDIT

    @property
    def is_editable(self) -> bool:
        """Whether the writer may still change it."""
        return now() < self.editable_until


class ReviewVote(Model):
    """One reader found one review helpful. `reader` is a person, or the network of a guest."""

    __tablename__ = "review_votes"

    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), primary_key=True)
    reader: Mapped[str] = mapped_column(String(60), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
