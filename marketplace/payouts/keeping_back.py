"""Operators keep money back, an order's or all of a seller's, and let it go again; the seller reads the reason."""

from datetime import date

from sqlalchemy import select

from marketplace import ledger
from marketplace.accounts.models import User
from marketplace.clock import now, today
from marketplace.database import announce, db
from marketplace.orders.models import Order
from marketplace.payouts.errors import EndsTooSoon, HeldAlready, HoldNotFound, ReasonNeeded
from marketplace.payouts.models import PayoutHold
from marketplace.sellers.models import Seller
from marketplace.text import clean_line

LONGEST_REASON = 300


def keep_back(
    seller: Seller, *, by: User, note: str, order: Order | None = None, until_on: date | None = None
) -> PayoutHold:
    """Keep the money of this order back, or all of the seller's, until it is let go or the day `until_on` comes.

    What was approved before goes out. Raises ReasonNeeded, EndsTooSoon or HeldAlready.
    """
    reason = clean_line(note, LONGEST_REASON)
    if not reason:
        raise ReasonNeeded()
    if until_on and until_on <= today():
        raise EndsTooSoon()
    ledger.lock(ledger.accounts.seller(seller.id).code)  # two operators at once; a run that is being approved
    order_id = order.id if order else None
    same = PayoutHold.seller_id == seller.id, PayoutHold.order_id.is_not_distinct_from(order_id)
    if db.session.scalar(select(PayoutHold.id).where(*same, PayoutHold.lives_on(today())).limit(1)):
        raise HeldAlready()
    hold = PayoutHold(seller=seller, order=order, note=reason, until_on=until_on, by=by)
    db.session.add(hold)
    db.session.flush()
    announce(hold)
    return hold


def let_go(ref: str, *, by: User) -> PayoutHold:
    """The money goes out with the next run. Raises HoldNotFound for what is not held any more."""
    live = select(PayoutHold).where(PayoutHold.ref == ref, PayoutHold.lives_on(today())).with_for_update()
    hold = db.session.scalar(live.execution_options(populate_existing=True))
    if hold is None:
        raise HoldNotFound()
    hold.released_by, hold.released_at = by, now()
    db.session.flush()
    announce(hold)
    return hold
