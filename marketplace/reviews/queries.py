"""Questions about reviews."""

from dataclasses import dataclass

from sqlalchemy import case, func, select

from marketplace.database import db
from marketplace.orders.models import OrderLine
from marketplace.reviews.models import Review

SCORES = (5, 4, 3, 2, 1)


@dataclass(frozen=True)
class Opinions:
    """The latest reviews of a product, each with what was bought, and how many gave each score from 5 down to 1."""

    newest: tuple[tuple[Review, OrderLine], ...] = ()
    counts: tuple[int, ...] = (0, 0, 0, 0, 0)


def opinions_on(product_id: int, *, limit: int) -> Opinions:
    """What buyers say about a product: one statement."""
    counts = [func.sum(case((Review.points == score, 1), else_=0)).over() for score in SCORES]
    statement = select(Review, OrderLine, *counts).join(OrderLine, OrderLine.id == Review.order_line_id)
    newest = statement.where(Review.product_id == product_id).order_by(Review.written_at.desc(), Review.id.desc())
    rows = db.session.execute(newest.limit(limit)).all()
    if not rows:
        return Opinions()
    return Opinions(tuple((row[0], row[1]) for row in rows), tuple(int(count) for count in rows[0][2:]))
