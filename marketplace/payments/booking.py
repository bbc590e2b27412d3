"""Where money and the state of a payment are written. The only writer of a purchase's state and sums."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm.attributes import set_committed_value

from marketplace import orders
from marketplace.clock import now
from marketplace.database import announce, db
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import OrderState, PaymentState
from marketplace.payments.errors import PaymentMoveRefused, RefundRefused
from marketplace.payments.models import PaymentAttempt, PaymentEvent, PaymentNotice
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import MOVES


def enter(
    purchase: Purchase,
    state: PaymentState,
    *,
    amount_vnd: int = 0,
    order: Order | None = None,
    attempt: PaymentAttempt | None = None,
    notice: PaymentNotice | None = None,
    refund: Refund | None = None,
    at: datetime | None = None,
) -> None:
    """Write the state, the sums and the event, and announce it. Raises PaymentMoveRefused.

    Money of a refund leaves what was reserved for it, or comes back to that when a bank returned it.
    """
    if state not in MOVES[PaymentState(purchase.payment_state)]:
        raise PaymentMoveRefused(purchase.payment_state)
    purchase.payment_state = state
    if refund:
        purchase.refunded_vnd -= amount_vnd
        purchase.refunding_vnd += amount_vnd
    else:
        purchase.paid_vnd += amount_vnd
    event = PaymentEvent(purchase=purchase, order=order, state=state, amount_vnd=amount_vnd, at=at or now())
    event.attempt_id = attempt.id if attempt else None
    event.notice_id = notice.id if notice else None
    event.refund_id = refund.id if refund else None
    db.session.add(event)
    db.session.flush()
    announce(event)


def reserve(purchase: Purchase, amount_vnd: int) -> None:
    """Keep so much of what was paid for a refund, on the condition that it is there. Raises RefundRefused."""
    db.session.flush()
    more = Purchase.refunding_vnd + amount_vnd
    is_there = Purchase.refunded_vnd + more <= Purchase.paid_vnd
    reserved = update(Purchase).where(Purchase.id == purchase.id, is_there).values(refunding_vnd=more)
    left = reserved.returning(Purchase.refunding_vnd).execution_options(synchronize_session=False)
    refunding_vnd = db.session.scalar(left)
    if amount_vnd <= 0 or refunding_vnd is None:
        raise RefundRefused()
    set_committed_value(purchase, "refunding_vnd", refunding_vnd)


def release(purchase: Purchase) -> None:
    """Place the orders that waited for their money."""
    for order in waiting(purchase):
        orders.release(order)


def waiting(purchase: Purchase) -> list[Order]:
    """The orders that wait for their money."""
    return [order for order in purchase.orders if order.state == OrderState.AWAITING_PAYMENT]
