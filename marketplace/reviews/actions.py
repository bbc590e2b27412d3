"""What buyers do with reviews."""

from datetime import datetime

from sqlalchemy import update

from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.orders.models import OrderLine
from marketplace.reviews.models import Review


def publish(line: OrderLine, *, author: str, points: int, body: str, written_at: datetime) -> Review:
    """Add the opinion on a received order line, and count it in the product's tallies."""
    review = Review(
        product_id=line.product_id,
        order_line_id=line.id,
        author=author,
        points=points,
        body=body,
        written_at=written_at,
    )
    db.session.add(review)
    counted = {"review_count": Product.review_count + 1, "review_points": Product.review_points + points}
    db.session.execute(
        update(Product).where(Product.id == line.product_id).values(counted),
        execution_options={"synchronize_session": False},
    )
    return review
