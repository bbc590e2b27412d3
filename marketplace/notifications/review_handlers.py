"""The one letter that asks for a review, some days after an order has come."""

from datetime import timedelta
from typing import Final

from sqlalchemy import select

from marketplace import jobs, reviews
from marketplace.clock import now
from marketplace.database import db
from marketplace.events import handles
from marketplace.jobs import TakenJob
from marketplace.notifications import mails, quiet_hours
from marketplace.orders.models import Order, OrderEvent, OrderLine
from marketplace.orders.states import OrderState
from marketplace.returns.models import ClaimLine

REVIEW: Final = "review_reminder"
AFTER: Final = timedelta(days=3)
"""Long enough to have tasted, short enough to remember."""


@handles(OrderEvent)
def ask_later(happened: list[OrderEvent]) -> None:
    """Whoever is reached by mail or has an account is asked once, days after the order came; whoever gave it away has
    tasted nothing, and may write without being asked.
    """
    for step in happened:
        purchase = step.order.purchase
        is_reached = bool(purchase.email or purchase.user_id)
        if step.state == OrderState.DELIVERED and is_reached and not purchase.is_gift:
            jobs.enqueue(REVIEW, {"order": step.order.id}, due_at=quiet_hours.next_time(now() + AFTER))


def ask_for_review(job: TakenJob) -> None:
    """Ask about the lines that have no review and no claim; nothing where the order has come to another end."""
    with jobs.finish(job):
        order = db.session.get(Order, job.payload["order"])
        if order is not None and order.state == OrderState.DELIVERED and order.purchase.forgotten_at is None:
            lines = _to_review(order)
            if lines:
                mails.review_asked_mail(order, lines)


def _to_review(order: Order) -> list[OrderLine]:
    claimed = set(
        db.session.scalars(select(ClaimLine.order_line_id).join(OrderLine).where(OrderLine.order_id == order.id))
    )
    chances = reviews.chances([order.purchase])
    open_lines = (line for line in order.sent_lines if line.id in chances and not chances[line.id].written)
    return [line for line in open_lines if line.id not in claimed]
