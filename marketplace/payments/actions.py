"""The steps of a payment. Load the purchase with `payments.get_purchase`, which locks it."""

from datetime import datetime

from marketplace import orders
from marketplace.clock import now
from marketplace.database import db
from marketplace.orders.models import Order, OrderEvent, Purchase
from marketplace.orders.reasons import TIME_RAN_OUT
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod, PaymentState
from marketplace.payments.errors import PaymentMoveRefused, RefundRefused
from marketplace.payments.models import PaymentEvent
from marketplace.payments.queries import find_overdue
from marketplace.payments.states import MOVES

OPEN = (PaymentState.DUE, PaymentState.AWAITING, PaymentState.AUTHORISED)


def authorise(purchase: Purchase) -> None:
    """The bank vouches for the money: what waited for it is placed. Raises PaymentMoveRefused."""
    _enter(purchase, PaymentState.AUTHORISED)
    _release(purchase)


def settle(purchase: Purchase) -> None:
    """All that was awaited has come: what waited for it is placed. Raises PaymentMoveRefused."""
    _enter(purchase, PaymentState.PAID, amount_vnd=purchase.due_vnd)
    _release(purchase)


def expire(purchase: Purchase) -> None:
    """The time to pay ran out: the orders are called off and their units go back. Raises PaymentMoveRefused."""
    _enter(purchase, PaymentState.EXPIRED)
    for order in _waiting(purchase):
        orders.cancel(order, by=None, role=ActorRole.SYSTEM, reason=TIME_RAN_OUT)


def expire_overdue() -> int:
    """Expire the purchase that has waited longest of those whose time to pay ran out; 0 when there is none, else 1.

    One at a time, so that nobody waits for more than this purchase. Whose money came in this moment is left alone.
    """
    purchase = find_overdue()
    if purchase is None:
        return 0
    if purchase.payment_state == PaymentState.AWAITING:
        expire(purchase)
    return 1


def refund(purchase: Purchase, amount_vnd: int) -> None:
    """So much of what was paid went back. Raises RefundRefused or PaymentMoveRefused."""
    kept_vnd = purchase.paid_vnd - purchase.refunded_vnd
    if not 0 < amount_vnd <= kept_vnd:
        raise RefundRefused()
    _enter(
        purchase,
        PaymentState.REFUNDED if amount_vnd == kept_vnd else PaymentState.PARTLY_REFUNDED,
        amount_vnd=-amount_vnd,
    )


def follow_parcel(purchase: Purchase, step: OrderEvent) -> None:
    """What a parcel's step means for the money: cash comes in at the door, and what is called off is not to be paid.

    A payment that is over stays as it is: what was paid for a parcel that is called off is given back by a refund.
    """
    if step.state == OrderState.DELIVERED and purchase.payment_method == PaymentMethod.COD:
        received_vnd = step.order.total_vnd
        last = purchase.due_vnd <= received_vnd
        paid = PaymentState.PAID if last else PaymentState.DUE
        _enter(purchase, paid, amount_vnd=received_vnd, order=step.order, at=step.at)
    elif step.state == OrderState.CANCELLED and purchase.payment_state in OPEN:
        _call_off(purchase, step.at)


def _call_off(purchase: Purchase, at: datetime) -> None:
    if not purchase.payable_vnd:
        _enter(purchase, PaymentState.FAILED, at=at)
    elif not purchase.due_vnd:
        _enter(purchase, PaymentState.PAID, at=at)


def _enter(
    purchase: Purchase,
    state: PaymentState,
    *,
    amount_vnd: int = 0,
    order: Order | None = None,
    at: datetime | None = None,
) -> None:
    """Write the state, the sums and the event. The only writer of them."""
    if state not in MOVES[PaymentState(purchase.payment_state)]:
        raise PaymentMoveRefused(purchase.payment_state)
    purchase.payment_state = state
    purchase.paid_vnd += max(amount_vnd, 0)
    purchase.refunded_vnd += max(-amount_vnd, 0)
    order_id = order.id if order else None
    event = PaymentEvent(purchase_id=purchase.id, order_id=order_id, state=state, amount_vnd=amount_vnd, at=at or now())
    db.session.add(event)


def _release(purchase: Purchase) -> None:
    for order in _waiting(purchase):
        orders.release(order)


def _waiting(purchase: Purchase) -> list[Order]:
    return [order for order in purchase.orders if order.state == OrderState.AWAITING_PAYMENT]
