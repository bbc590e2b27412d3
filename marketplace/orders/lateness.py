"""What happens when a shop misses the time for its next step; decision 125 says why.

| the time passes for | then |
|---|---|
| answering a new order | the shop is reminded; after a second time it is called off, both hear |
| packing | the shop is reminded, the buyer hears of it and may call it off at once |
| handing over | the shop is reminded |
| a promised day, a parcel coming back | it stands among the operators' late parcels |

Each order is looked at again under its lock, so two workers, a shop that answers in the same moment and a worker
that is killed between two orders do no harm.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from marketplace.clock import now
from marketplace.database import announce, db
from marketplace.orders import actions
from marketplace.orders.cancel_request_queries import find_open_request
from marketplace.orders.models import Order
from marketplace.orders.queries import get_order
from marketplace.orders.reasons import NEVER_ANSWERED
from marketplace.orders.states import ActorRole, OrderState

REMINDED: Final = (OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED)


@dataclass(frozen=True)
class StepMissed:
    """The shop has missed the time for the next step of this order."""

    order: Order


def pass_overdue() -> int:
    """Tell the shop of the order that is late longest, or call off the one that it never answered; 0 when there is
    neither. One at a time, so that nobody waits for more than this order.
    """
    number = _next_lapsing() or _next_untold()
    if number is None:
        return 0
    order = get_order(number, lock=True)
    if _lapses(order):
        actions.cancel(order, by=None, role=ActorRole.SYSTEM, reason=NEVER_ANSWERED)
    elif _is_untold(order):
        order.tell_late()
        db.session.flush()
        if find_open_request(order.id) is None:  # its seller cannot go on before answering that
            announce(StepMissed(order))
    return 1


def _next_lapsing() -> str | None:
    lapsing = select(Order.number).where(Order.lapses_at.is_not(None), Order.lapses_at <= now())
    lapsing = lapsing.where(Order.state == OrderState.PLACED)
    return db.session.scalar(lapsing.order_by(Order.lapses_at, Order.id).limit(1))


def _next_untold() -> str | None:
    untold = select(Order.number).where(Order.state.in_(REMINDED), Order.due_at <= now(), Order.late_told_at.is_(None))
    return db.session.scalar(untold.order_by(Order.due_at, Order.id).limit(1))


def _lapses(order: Order) -> bool:
    return order.state == OrderState.PLACED and order.lapses_at is not None and order.lapses_at <= now()


def _is_untold(order: Order) -> bool:
    is_due = order.due_at is not None and order.due_at <= now()
    return order.state in REMINDED and is_due and order.late_told_at is None
