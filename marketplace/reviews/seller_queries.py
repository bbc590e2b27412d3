"""What buyers say of one seller's goods."""

from sqlalchemy import select

from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.orders.models import OrderLine
from marketplace.reviews.models import Review
from marketplace.reviews.queries import OPINION, opinion_from
from marketplace.reviews.views import ReviewView


def newest_about(seller_id: int, *, limit: int) -> list[tuple[ReviewView, Product]]:
    """The newest opinions with words on the seller's goods on sale, each with its product: one statement."""
    spoken = Review.hidden_at.is_(None) & (Review.body != "")
    about = select(*OPINION, Product).join(OrderLine, OrderLine.id == Review.order_line_id).join(Review.product)
    mine = about.where(Product.seller_id == seller_id, Product.is_listed, spoken)
    rows = db.session.execute(mine.order_by(Review.written_at.desc(), Review.id.desc()).limit(limit))
    return [(opinion_from(row), row.Product) for row in rows]
