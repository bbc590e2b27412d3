"""The tallies that a product carries of its reviews."""

from sqlalchemy import func, select, update

from marketplace import catalogue
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.reviews.models import Review


def recount(product_id: int) -> None:
    """Count the product's shown reviews anew and tell the shelves.

    The product's row is locked first: two reviews at the same moment are counted one after the other. The lock lets
    others' reviews point at the product; a stricter one would wait for them while they wait for it.
    """
    db.session.execute(select(Product.id).where(Product.id == product_id).with_for_update(key_share=True))
    shown = (Review.product_id == product_id) & Review.hidden_at.is_(None)
    tallies = {
        "review_count": select(func.count()).where(shown).scalar_subquery(),
        "review_points": select(func.coalesce(func.sum(Review.points), 0)).where(shown).scalar_subquery(),
    }
    db.session.execute(
        update(Product).where(Product.id == product_id).values(tallies),
        execution_options={"synchronize_session": False},
    )
    catalogue.touch(product_id)
