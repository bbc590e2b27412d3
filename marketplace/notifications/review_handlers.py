"""The one letter that asks for a review, some days after an order has come."""

from datetime import timedelta
from typing import Final

from sqlalchemy import Select, select

from marketplace import jobs
from marketplace.clock import now
from marketplace.database import db
from marketplace.events import handles
from marketplace.jobs import TakenJob
from marketplace.notifications import mails, quiet_hours
from marketplace.orders.models import Order, OrderEvent, OrderLine
from marketplace.orders.states import OrderState
from marketplace.returns.models import ClaimLine
from marketplace.reviews.models import Review

REVIEW: Final = "review_reminder"
AFTER: Final = timedelta(days=3)
"""Long enough to have tasted, short enough to remember."""


@handles(OrderEvent)
def ask_later(happened: list[OrderEvent]) -> None:
    """Whoever is reached by mail or has an account is asked once, days after the order came."""
    for step in happened:
        purchase = step.order.purchase
        if step.state == OrderState.DELIVERED and (purchase.email or purchase.user_id):
            jobs.enqueue(REVIEW, {"order": step.order.id}, due_at=quiet_hours.next_time(now() + AFTER))


def ask_for_review(job: TakenJob) -> None:
    """Ask about the lines that have no review and no claim; nothing where the order has come to another end."""
    with jobs.finish(job):
        order = db.session.get(Order, job.payload["order"])
        if order is not None and order.state == OrderState.DELIVERED and order.purchase.forgotten_at is None:
            lines = list(db.session.scalars(_to_review(order)))
            if lines:
                mails.review_asked_mail(order, lines)


def _to_review(order: Order) -> Select[OrderLine]:
    claimed = select(ClaimLine.order_line_id).where(ClaimLine.order_line_id == OrderLine.id)
    reviewed = select(Review.id).where(Review.order_line_id == OrderLine.id)
    mine = select(OrderLine).where(OrderLine.order_id == order.id, OrderLine.quantity > 0)
    return mine.where(~claimed.exists(), ~reviewed.exists()).order_by(OrderLine.id)
