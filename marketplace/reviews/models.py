"""What buyers say of what they received."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.clock import now
from marketplace.database import Model, UtcDateTime


class Review(Model):
    """A buyer's opinion of a delivered order line, once per line."""

    __tablename__ = "reviews"
    __table_args__ = (
        CheckConstraint("points BETWEEN 1 AND 5", name="points_in_range"),
        Index("ix_reviews_product_newest", "product_id", "written_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"), unique=True)
    author: Mapped[str] = mapped_column(String(80))
    points: Mapped[int]
    body: Mapped[str] = mapped_column(Text, default="")
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
