"""Who bought is forgotten once the law asks for it no longer; what was bought, for how much and when, stays."""

from typing import Final

from sqlalchemy import select, update

from marketplace.clock import now
from marketplace.database import db
from marketplace.orders.cancel_request_models import CancelRequest
from marketplace.orders.gift_models import Gift
from marketplace.orders.models import Order, OrderEvent, Purchase
from marketplace.orders.receiver_models import GiftReceiver
from marketplace.orders.states import OrderState, PaymentState
from marketplace.retention import period

KEPT: Final = period("closed_orders")
AT_ONCE: Final = 500
NOBODY: Final = "•••"
"""Stands where a name, a number or an address stood; the same in every language."""
CLOSED: Final = (OrderState.DELIVERED, OrderState.CANCELLED, OrderState.RETURNED, OrderState.LOST)
UNDECIDED: Final = (PaymentState.AWAITING, PaymentState.AUTHORISED)


def forget_people() -> int:
    """Blank who some of the purchases were for that ended long ago; returns how many, 0 when none is left.

    Tax papers and receipts keep what stands on them. A purchase with money on its way back waits for it.
    """
    before = now() - KEPT
    of_it = Order.purchase_id == Purchase.id
    is_open = select(Order.id).where(of_it, Order.state.not_in(CLOSED)).exists()
    is_recent = select(OrderEvent.id).join(Order).where(of_it, OrderEvent.at >= before).exists()
    ended = (
        select(Purchase.id)
        .where(Purchase.forgotten_at.is_(None), Purchase.placed_at < before, Purchase.refunding_vnd == 0)
        .where(Purchase.payment_state.not_in(UNDECIDED), ~is_open, ~is_recent)
        .limit(AT_ONCE)
        .with_for_update(of=Purchase, skip_locked=True)
    )
    found = list(db.session.scalars(ended))
    db.session.execute(update(Purchase).where(Purchase.id.in_(found)).values(_blank()))
    db.session.execute(update(Gift).where(Gift.purchase_id.in_(found)).values(_blank_gift()))
    to_many = update(GiftReceiver).where(GiftReceiver.purchase_id.in_(found))
    db.session.execute(to_many.values(_blank_receiver()))
    theirs = CancelRequest.order_id.in_(select(Order.id).where(Order.purchase_id.in_(found)))
    db.session.execute(update(CancelRequest).where(theirs).values(reason=NOBODY, answer=""))
    return len(found)


def _blank() -> dict[str, object]:
    empty = dict.fromkeys(("phone", "street", "recipient_name"), NOBODY)
    return {**empty, "recipient_folded": "", "email": None, "old_address": "", "note": "", "forgotten_at": now()}


def _blank_receiver() -> dict[str, object]:
    empty = dict.fromkeys(("phone", "street", "recipient_name"), NOBODY)
    return {**empty, "recipient_folded": "", "note": "", "card_text": ""}


def _blank_gift() -> dict[str, object]:
    return {"phone": NOBODY, "sender_name": NOBODY, "card_text": ""}
