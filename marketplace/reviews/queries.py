"""Questions about reviews."""

from sqlalchemy import select

from marketplace.database import db
from marketplace.reviews.models import Review


def newest_reviews(product_id: int, *, limit: int) -> list[Review]:
    """The latest opinions about a product."""
    statement = select(Review).where(Review.product_id == product_id).order_by(Review.written_at.desc(), Review.id.desc())
    return list(db.session.scalars(statement.limit(limit)))
