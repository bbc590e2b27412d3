"""What buyers asked to have called off."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from marketplace.database import db
from marketplace.orders.cancel_request_models import CancelOutcome, CancelRequest
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState

NEVER_ASKED = (OrderState.AWAITING_PAYMENT, OrderState.PLACED)
"""Until the seller accepts, the buyer asks nobody."""


def find_open_request(order_id: int) -> CancelRequest | None:
    """The request about this order that waits for an answer."""
    wanted = select(CancelRequest).where(CancelRequest.order_id == order_id, CancelRequest.outcome.is_(None))
    return db.session.scalars(wanted).first()


def was_refused(order_id: int) -> bool:
    """Whether the seller has said before that this order is not called off."""
    mine = select(CancelRequest.id).where(CancelRequest.order_id == order_id)
    return db.session.scalar(mine.where(CancelRequest.outcome == CancelOutcome.REFUSED).limit(1)) is not None


def open_requests_of(orders: Iterable[Order]) -> set[int]:
    """Which of these orders have a request that waits, by their ids; at most one statement."""
    ids = [order.id for order in orders if order.buyer_can_ask]
    wanted = select(CancelRequest.order_id).where(CancelRequest.order_id.in_(ids), CancelRequest.outcome.is_(None))
    return set(db.session.scalars(wanted)) if ids else set()


def requests_of(orders: Iterable[Order]) -> Mapping[int, Sequence[CancelRequest]]:
    """All requests about these orders, oldest first, by the ids of the orders; at most one statement."""
    found: defaultdict[int, list[CancelRequest]] = defaultdict(list)
    ids = [order.id for order in orders if order.state not in NEVER_ASKED]
    if ids:
        wanted = select(CancelRequest).where(CancelRequest.order_id.in_(ids)).order_by(CancelRequest.id)
        for request in db.session.scalars(wanted):
            found[request.order_id].append(request)
    return found
