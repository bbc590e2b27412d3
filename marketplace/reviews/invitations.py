"""What a buyer may review: the order lines of a purchase, found by the secret of its tracking link."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import contains_eager

from marketplace.accounts.models import User
from marketplace.catalogue.models import Product, Variant
from marketplace.database import db
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.orders.states import OrderState
from marketplace.reviews.errors import ReviewNotFound
from marketplace.reviews.models import Review


@dataclass(frozen=True)
class Invitation:
    """An order line that may be reviewed under `ref`, with its purchase's owner and the review that it has."""

    ref: str
    line: OrderLine
    owner: User | None
    review: Review | None


@dataclass(frozen=True)
class Chance:
    """A delivered line's address among the reviews of its purchase, and whether it has a review that may be changed."""

    ref: str
    written: bool
    editable: bool


def get_invitation(token: str, ref: str, *, lock: bool = False) -> Invitation:
    """The line of that pack size in the purchase behind a tracking link, whatever its state. Raises ReviewNotFound."""
    statement = select(OrderLine, User, Review).join(OrderLine.order).join(Order.purchase)
    statement = statement.join(Variant, Variant.id == OrderLine.variant_id)
    statement = statement.outerjoin(User, User.id == Purchase.user_id)
    statement = statement.outerjoin(Review, Review.order_line_id == OrderLine.id).where(_is(token, ref))
    loaded = statement.options(contains_eager(OrderLine.order).contains_eager(Order.purchase))
    if lock:
        loaded = loaded.with_for_update(of=OrderLine)
    row = db.session.execute(loaded.execution_options(populate_existing=True)).first()
    if row is None:
        raise ReviewNotFound()
    return Invitation(ref, row[0], row[1], row[2])


def chances(purchases: Iterable[Purchase]) -> dict[int, Chance]:
    """Which lines of these purchases have arrived and may be reviewed, by line id: one statement."""
    ids = [purchase.id for purchase in purchases]
    delivered = Order.purchase_id.in_(ids) & (Order.state == OrderState.DELIVERED) & ~Product.is_gift_box
    rows = select(OrderLine.id, Variant.ref, Review).join(OrderLine.order)
    rows = rows.join(Variant, Variant.id == OrderLine.variant_id).join(Variant.product)
    rows = rows.outerjoin(Review, Review.order_line_id == OrderLine.id).where(delivered)
    return {
        line_id: Chance(ref, review is not None, review is None or review.is_editable)
        for line_id, ref, review in db.session.execute(rows)
    }


def _is(token: str, ref: str) -> ColumnElement[bool]:
    return (Purchase.token == token) & (Variant.ref == ref)
