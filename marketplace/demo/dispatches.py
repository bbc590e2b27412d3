"""What was sent about the latest orders, so that operators see each outcome: by mail, Zalo or text, and an open one."""

from datetime import timedelta
from typing import Final

from sqlalchemy import select

from marketplace.accounts.mail_addresses import mask_mail
from marketplace.accounts.phones import mask_phone
from marketplace.database import db
from marketplace.dispatches import Dispatch, DispatchState
from marketplace.notices import Channel, NoticeKind, Party
from marketplace.orders.models import Order
from marketplace.refs import new_ref

LATEST: Final = 12
OUTCOMES: Final = (
    (("sent", Channel.ZALO),),
    (("unreachable", Channel.ZALO), ("sent", Channel.TEXT)),
    (("sent", Channel.ZALO),),
    (("unknown", Channel.ZALO),),
)
"""By the order: what came of the message to the buyer's number."""
REASONS: Final = {"unreachable": "-118 Zalo account not existed", "unknown": "TimeoutError: timed out"}


def add_dispatches() -> None:
    """A confirmation for each of the latest orders that were placed."""
    latest = select(Order).where(Order.placed_at.is_not(None)).order_by(Order.placed_at.desc(), Order.id.desc())
    for count, order in enumerate(db.session.scalars(latest.limit(LATEST))):
        purchase = order.purchase
        if purchase.email:
            _add(order, Channel.MAIL, "sent", mask_mail(purchase.email))
        for state, channel in OUTCOMES[count % len(OUTCOMES)]:
            _add(order, channel, state, mask_phone(purchase.phone))
    db.session.flush()


def _add(order: Order, channel: Channel, state: str, reached: str) -> None:
    db.session.add(
        Dispatch(
            key=new_ref(),
            name="purchase_placed",
            kind=NoticeKind.ORDERS,
            channel=channel,
            party=Party.BUYER,
            reached=reached,
            purchase_id=order.purchase_id,
            order_id=order.id,
            state=DispatchState(state),
            reason=REASONS.get(state, ""),
            at=(order.placed_at or order.purchase.placed_at) + timedelta(minutes=1),
        )
    )
