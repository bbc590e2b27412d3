"""Loading purchases whose money moves. Orders are locked before their purchase, everywhere, so that nobody waits in
a circle.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from marketplace.clock import now
from marketplace.database import db
from marketplace.orders.errors import OrderNotFound
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.orders.states import OrderState, PaymentMethod, PaymentState
from marketplace.payments.errors import AttemptNotFound, RefundNotFound
from marketplace.payments.models import PaymentAttempt, PaymentEvent, PaymentNotice
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import TIME_TO_PAY, UNDECIDED, AttemptState, RefundRoute, RefundState

DISPUTES_WON: Final = {"won", "warning_closed"}
"""How a dispute ends in which the shop keeps the money (docs.stripe.com/api/disputes/object)."""
CHARGE_DISPUTED: Final = "charge_disputed"
"""Why Stripe gives nothing back of a payment that is disputed, maybe before it told of it."""


def get_purchase(code: str) -> Purchase:
    """The purchase with its orders, all locked until the end of the transaction. Raises OrderNotFound."""
    of_purchase = select(Order.id).join(Order.purchase).where(Purchase.code == code)
    db.session.execute(of_purchase.order_by(Order.id).with_for_update(of=Order)).all()
    found = list(db.session.scalars(_locked().where(Purchase.code == code)))
    if not found:
        raise OrderNotFound()
    return found[0]


def purchases_of_parcels(purchase_ids: Iterable[int]) -> dict[int, Purchase]:
    """These purchases by their ids, locked: the sellers of two parcels may be paid at the same moment."""
    return {purchase.id: purchase for purchase in db.session.scalars(_locked().where(Purchase.id.in_(purchase_ids)))}


def get_attempt(ref: str) -> PaymentAttempt:
    """An attempt to pay with its purchase and the orders of that, all locked. Raises AttemptNotFound."""
    mine = PaymentAttempt.ref == ref
    code = db.session.scalar(
        select(Purchase.code).join(PaymentAttempt, PaymentAttempt.purchase_id == Purchase.id).where(mine)
    )
    if code is None:
        raise AttemptNotFound()
    get_purchase(code)
    return db.session.scalars(select(PaymentAttempt).where(mine).execution_options(populate_existing=True)).one()


def get_refund(ref: str) -> Refund:
    """A refund with its purchase and the orders of that, all locked. Raises RefundNotFound."""
    mine = Refund.ref == ref
    code = db.session.scalar(select(Purchase.code).join(Refund, Refund.purchase_id == Purchase.id).where(mine))
    if code is None:
        raise RefundNotFound()
    get_purchase(code)
    return db.session.scalars(select(Refund).where(mine).execution_options(populate_existing=True)).one()


def lock_refunds(wanted: ColumnElement[bool]) -> Sequence[Refund]:
    """Some refunds with their steps and purchases, all locked as by `get_refund`, in the order of their purchases.

    It takes as many statements for thousands as for one.
    """
    purchases = select(Refund.purchase_id).where(wanted)
    orders = select(Order.id).where(Order.purchase_id.in_(purchases)).order_by(Order.id)
    db.session.execute(orders.with_for_update(of=Order)).all()
    db.session.scalars(_locked().where(Purchase.id.in_(purchases))).all()
    found = select(Refund).where(wanted).options(joinedload(Refund.purchase), selectinload(Refund.events))
    in_turn = found.order_by(Refund.purchase_id, Refund.id)
    return db.session.scalars(in_turn.execution_options(populate_existing=True)).all()


def find_attempt_of_charge(charge: str) -> PaymentAttempt | None:
    """The attempt that this payment of its provider belongs to, unlocked."""
    return db.session.scalars(select(PaymentAttempt).where(PaymentAttempt.charge_ref == charge)).first()


def unsettled_cards(since: datetime) -> list[str]:
    """The attempts of which a card provider may still tell something: undecided, or ended without money since then."""
    ended = PaymentAttempt.ended_at >= since, PaymentAttempt.state != AttemptState.SUCCEEDED
    open_or_late = or_(PaymentAttempt.state.in_(UNDECIDED), and_(*ended))
    asked = PaymentAttempt.provider_ref.is_not(None), PaymentAttempt.method == PaymentMethod.CARD
    return list(db.session.scalars(select(PaymentAttempt.ref).where(*asked, open_or_late).order_by(PaymentAttempt.id)))


def unsettled_refunds() -> list[str]:
    """The refunds that a provider has to be told, or asked about."""
    to_do = Refund.state.in_((RefundState.REQUESTED, RefundState.APPROVED, RefundState.SENT))
    return list(
        db.session.scalars(select(Refund.ref).where(Refund.route == RefundRoute.PROVIDER, to_do).order_by(Refund.id))
    )


def disputes_of(purchase: Purchase) -> list[PaymentNotice]:
    """What the card's bank told of a dispute about a purchase, oldest first."""
    mine = select(PaymentNotice).join(PaymentNotice.attempt).where(PaymentAttempt.purchase_id == purchase.id)
    about = PaymentNotice.kind.startswith("charge.dispute.")
    return list(db.session.scalars(mine.where(about).order_by(PaymentNotice.id)))


def is_disputed(refund: Refund) -> bool:
    """Whether the bank of the card that paid has given its money back to the owner, or may."""
    told = [notice.body for notice in disputes_of(refund.purchase) if notice.attempt_id == refund.attempt_id]
    won = {body.get("id") for body in told if body.get("status") in DISPUTES_WON}
    return any(body.get("id") not in won for body in told) or (not told and refund.failure == CHARGE_DISPUTED)


def attempts_of(purchase: Purchase) -> list[PaymentAttempt]:
    """The attempts to pay a purchase, oldest first."""
    mine = select(PaymentAttempt).where(PaymentAttempt.purchase_id == purchase.id)
    return list(db.session.scalars(mine.order_by(PaymentAttempt.id)))


def kept_until(purchase: Purchase) -> datetime:
    """Until when the goods of a purchase are or were kept for its money."""
    told = [order.kept_until for order in purchase.orders if order.kept_until]
    return max(told, default=purchase.placed_at + TIME_TO_PAY)


def receipts_of(purchase: Purchase) -> list[PaymentEvent]:
    """What came in for a purchase, oldest first."""
    mine = PaymentEvent.purchase_id == purchase.id, PaymentEvent.amount_vnd > 0
    return list(db.session.scalars(select(PaymentEvent).where(*mine).order_by(PaymentEvent.id)))


def look_up(token: str) -> Purchase:
    """The purchase behind a tracking link without its orders, to see how it stands. Raises OrderNotFound."""
    purchase = db.session.scalars(select(Purchase).where(Purchase.token == token)).one_or_none()
    if purchase is None:
        raise OrderNotFound()
    return purchase


def standing(purchase: Purchase) -> str:
    """In one word how it stands with the money of a purchase: another word once anything has changed."""
    return f"{purchase.payment_method}-{purchase.payment_state}-{purchase.paid_vnd}"


def refunds_of(purchase: Purchase) -> list[Refund]:
    """What goes or went back of a purchase, oldest first."""
    mine = select(Refund).where(Refund.purchase_id == purchase.id)
    return list(db.session.scalars(mine.options(selectinload(Refund.lines)).order_by(Refund.id)))


def find_overdue() -> Purchase | None:
    """Of the purchases whose money has not come in time the first, locked like the others; None when there is none."""
    code = db.session.scalar(_overdue().limit(1))
    return get_purchase(code) if code else None


def find_overdue_of(variant_ids: Iterable[int]) -> list[str]:
    """The codes of such purchases that keep some of these goods, in the order in which they are locked."""
    of_these = OrderLine.variant_id.in_(list(variant_ids))
    keeping = _overdue().join(OrderLine, OrderLine.order_id == Order.id).where(of_these)
    return list(dict.fromkeys(db.session.scalars(keeping)))


def find_kept_by(user_id: int, variant_ids: Iterable[int]) -> list[Purchase]:
    """A person's own purchases that keep some of these goods while they are paid, oldest first."""
    waits = Order.state == OrderState.AWAITING_PAYMENT, Order.kept_until > now()
    keeping = select(Order.purchase_id).join(Order.lines).where(*waits, OrderLine.variant_id.in_(list(variant_ids)))
    mine = select(Purchase).where(Purchase.user_id == user_id, Purchase.id.in_(keeping))
    return list(db.session.scalars(mine.order_by(Purchase.id)))


def is_overdue(purchase: Purchase) -> bool:
    """Whether its money is awaited still, and its goods are kept no longer."""
    latest = purchase.placed_at + TIME_TO_PAY
    kept = (order.kept_until or latest for order in purchase.orders if order.state == OrderState.AWAITING_PAYMENT)
    return purchase.payment_state == PaymentState.AWAITING and any(until <= now() for until in kept)


def _overdue() -> Select[str]:
    """Of what waits in vain the longest first; what an older release has written has a day from its purchase."""
    waits = Purchase.payment_state == PaymentState.AWAITING, Order.state == OrderState.AWAITING_PAYMENT
    is_old = and_(Order.kept_until.is_(None), Purchase.placed_at <= now() - TIME_TO_PAY)
    overdue = select(Purchase.code).join(Order, Order.purchase_id == Purchase.id)
    return overdue.where(*waits, or_(Order.kept_until <= now(), is_old)).order_by(Purchase.placed_at, Purchase.id)


def _locked() -> Select[Purchase]:
    complete = select(Purchase).options(selectinload(Purchase.orders)).execution_options(populate_existing=True)
    return complete.order_by(Purchase.id).with_for_update(of=Purchase, key_share=True)
