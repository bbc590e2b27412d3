"""The beginning of every refund: its amount is reserved before anybody is told to pay it."""

from datetime import date
from typing import Final

from sqlalchemy import func, select

from marketplace.accounts.models import User
from marketplace.clock import now, today
from marketplace.database import db
from marketplace.orders.models import Purchase
from marketplace.payments.booking import reserve
from marketplace.payments.refund_models import Refund
from marketplace.payments.sources import Source
from marketplace.payments.states import RefundRoute, RefundState

SECOND_OPERATOR_ABOVE_VND: Final = ((date(2025, 1, 1), 2_000_000),)
"""From which day on what sum may be given back by one operator alone; the last one that holds counts."""


def request(refund: Refund, source: Source, *, by: User | None) -> None:
    """Reserve the refund's amount and write it down; it goes back the way its source came. Raises RefundRefused."""
    refund.takes_two = by is not None and takes_two(refund.purchase, refund.amount_vnd, by=by)
    reserve(refund.purchase, refund.amount_vnd)
    refund.route, refund.attempt, refund.requested_by = source.route, source.attempt, by
    refund.asked_at = now() if source.route == RefundRoute.TRANSFER else None
    db.session.add(refund)
    refund.enter(RefundState.REQUESTED, by=by, note=refund.note or "")
    if refund.order:
        refund.order.given_back_vnd += refund.amount_vnd - (refund.surplus_vnd or 0)
    db.session.flush()


def takes_two(purchase: Purchase, amount_vnd: int, *, by: User) -> bool:
    """Whether somebody else has to agree: with what this operator gave back of the purchase alone, it is too much.

    So a large sum does not go out in small ones.
    """
    mine = Refund.purchase_id == purchase.id, Refund.requested_by_id == by.id
    alone = Refund.state != RefundState.CANCELLED, Refund.takes_two.is_(False)
    before = select(func.coalesce(func.sum(Refund.amount_vnd), 0)).where(*mine, *alone)
    return amount_vnd + int(db.session.scalars(before).one()) > most_alone()


def most_alone() -> int:
    """What one operator may give back of a purchase alone today, in dong."""
    return next(vnd for since, vnd in reversed(SECOND_OPERATOR_ABOVE_VND) if since <= today())
