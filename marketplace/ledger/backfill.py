"""Booking what happened before there were books, and what a server of an earlier version did meanwhile.

Everything has its key, so that it does no harm to do it again, or to be ended in between. A walk goes through each
table once: a batch begins behind the last row of the one before, and never looks again through what is booked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import selectinload

from marketplace.database import db, transaction
from marketplace.ledger.chain import link_some
from marketplace.ledger.posting import is_booked, post_all
from marketplace.ledger.sales import PAYMENT, SALE, payment, sale
from marketplace.orders.models import Order, OrderEvent
from marketplace.orders.states import OrderState
from marketplace.payments.models import PaymentEvent

BATCH: Final = 500


def count_missing() -> int:
    """How many deliveries and payments are not booked."""
    orders = select(func.count()).select_from(Order).where(_unbooked_orders())
    payments = select(func.count()).select_from(PaymentEvent).where(_unbooked_payments())
    return (db.session.scalar(orders) or 0) + (db.session.scalar(payments) or 0)


@dataclass
class Walk:
    """How far booking what is missing has come: the ids of the last payment and the last order that it took."""

    payment_id: int = 0
    order_id: int = 0


def book_missing(walk: Walk) -> int:
    """Book some of what is missing behind the walk, the oldest first, move it on, and say how much it took."""
    return _book_payments(walk) or _book_deliveries(walk)


def catch_up() -> None:
    """Book and link whatever was left out, for whatever reason. Opens a transaction for each batch."""
    for bite in (partial(book_missing, Walk()), link_some, partial(link_some, late=True)):
        while _in_transaction(bite):
            pass


def _in_transaction(bite: Callable[[], int]) -> int:
    with transaction():
        return bite()


def _book_payments(walk: Walk) -> int:
    unbooked = _unbooked_payments() & (PaymentEvent.id > walk.payment_id)
    found = select(PaymentEvent).where(unbooked).order_by(PaymentEvent.id).limit(BATCH)
    events = db.session.scalars(found).all()
    post_all(map(payment, events))
    if events:
        walk.payment_id = events[-1].id
    return len(events)


def _book_deliveries(walk: Walk) -> int:
    arrived = (OrderEvent.state == OrderState.DELIVERED) & OrderEvent.change.is_(None)
    found = select(Order, OrderEvent.at).join(Order.events).where(_unbooked_orders(), arrived, Order.id > walk.order_id)
    complete = found.options(selectinload(Order.lines), selectinload(Order.purchase), selectinload(Order.seller))
    rows = [(order, at) for order, at in db.session.execute(complete.order_by(Order.id).limit(BATCH))]
    post_all(sale(order, at) for order, at in rows)
    if rows:
        walk.order_id = rows[-1][0].id
    return len(rows)


def _unbooked_orders() -> ColumnElement[bool]:
    return (Order.state == OrderState.DELIVERED) & ~is_booked(SALE, Order.id)


def _unbooked_payments() -> ColumnElement[bool]:
    is_money = (PaymentEvent.amount_vnd != 0) & PaymentEvent.order_id.is_(None)
    return is_money & ~is_booked(PAYMENT, PaymentEvent.id)
