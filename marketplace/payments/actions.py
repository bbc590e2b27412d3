"""The steps of a payment. Load the purchase with `payments.get_purchase`, which locks it."""

from datetime import datetime

from sqlalchemy import select

from marketplace import orders
from marketplace.database import db, savepoint
from marketplace.errors import DomainError
from marketplace.orders.models import Order, OrderEvent, Purchase
from marketplace.orders.reasons import TIME_RAN_OUT
from marketplace.orders.states import CALLED_OFF, ActorRole, OrderState, PaymentMethod, PaymentState
from marketplace.payments import surpluses
from marketplace.payments.booking import enter, release, waiting
from marketplace.payments.errors import AmountRefused
from marketplace.payments.models import PaymentAttempt, PaymentEvent, PaymentNotice
from marketplace.payments.queries import attempts_of, find_overdue, is_overdue
from marketplace.payments.states import OPEN, AttemptState, RefundReason, settled_state


def authorise(purchase: Purchase) -> None:
    """The bank vouches for the money: what waited for it is placed. Raises PaymentMoveRefused."""
    enter(purchase, PaymentState.AUTHORISED)
    release(purchase)


def receive(
    purchase: Purchase,
    amount_vnd: int,
    *,
    attempt: PaymentAttempt | None = None,
    notice: PaymentNotice | None = None,
    at: datetime | None = None,
) -> None:
    """Money came in: the one place where that is written, whoever tells of it and whenever.

    Short, it is kept and the rest stays awaited. Enough, the orders are placed. What is too much is asked back as a
    refund at once. After the time to pay, the orders that it covers and whose goods are still there are placed all the
    same, and the rest goes back. So does all that comes for what is paid at the door. A notice counts once, and so does
    an attempt that comes without one. Raises AmountRefused.
    """
    if amount_vnd <= 0:
        raise AmountRefused()
    if _is_booked(purchase, attempt, notice):
        return
    is_late = purchase.payment_state in (PaymentState.EXPIRED, PaymentState.FAILED)
    if is_late:
        _revive(purchase, amount_vnd)
    takes_cash = purchase.payment_method == PaymentMethod.COD and purchase.payment_state == PaymentState.DUE
    state = PaymentState.DUE if takes_cash else _after(purchase, amount_vnd)
    enter(purchase, state, amount_vnd=amount_vnd, attempt=attempt, notice=notice, at=at)
    if state == PaymentState.PAID:
        release(purchase)
    _end_attempts(purchase, attempt, at)
    if takes_cash:
        surpluses.give_back(purchase, amount_vnd, RefundReason.OVERPAID, attempt=attempt)
    surpluses.give_back_rest(purchase, RefundReason.LATE if is_late else RefundReason.OVERPAID, attempt=attempt)


def expire(purchase: Purchase) -> None:
    """The time to pay ran out: the orders are called off, their units go back, and so does what was paid of it.

    Raises PaymentMoveRefused.
    """
    if not purchase.paid_vnd:
        enter(purchase, PaymentState.EXPIRED)
    called_off = waiting(purchase)
    for order in called_off:
        orders.cancel(order, by=None, role=ActorRole.SYSTEM, reason=TIME_RAN_OUT)
    for attempt in attempts_of(purchase):
        if attempt.is_undecided:
            attempt.move_to(AttemptState.EXPIRED)
    if purchase.paid_vnd:
        _close(purchase, RefundReason.LATE)


def expire_overdue() -> int:
    """Expire the purchase that has waited longest of those whose time to pay ran out; 0 when there is none, else 1.

    One at a time, so that nobody waits for more than this purchase. Whose money came in this moment is left alone.
    """
    purchase = find_overdue()
    if purchase is None:
        return 0
    if is_overdue(purchase):
        expire(purchase)
    return 1


def follow_parcel(purchase: Purchase, step: OrderEvent) -> None:
    """What a parcel's step means for the money: cash comes in at the door, and what is called off, came back or was
    lost is not to be paid.

    What was paid for that, or for more than was packed, goes back by itself.
    """
    if step.state == OrderState.DELIVERED and purchase.payment_method == PaymentMethod.COD:
        _take_cash(purchase, step.order, step.at)
    elif step.state in CALLED_OFF:
        _close(purchase, RefundReason.CALLED_OFF, order=step.order, at=step.at)
    elif step.state == OrderState.PACKED:
        surpluses.give_back_rest(purchase, RefundReason.ADJUSTED, order=step.order)


def _take_cash(purchase: Purchase, order: Order, at: datetime) -> None:
    enter(purchase, _after(purchase, order.total_vnd), amount_vnd=order.total_vnd, order=order, at=at)


def _close(purchase: Purchase, reason: RefundReason, *, order: Order | None = None, at: datetime | None = None) -> None:
    """Nothing may be left to be paid after a parcel was called off, and something to be given back."""
    if purchase.payment_state in OPEN and not purchase.due_vnd:
        enter(purchase, settled_state(purchase.paid_vnd, purchase.refunded_vnd), at=at)
        release(purchase)
        _end_attempts(purchase, None, at)
    surpluses.give_back_rest(purchase, reason, order=order)


def _is_booked(purchase: Purchase, attempt: PaymentAttempt | None, notice: PaymentNotice | None) -> bool:
    if notice is None:
        return attempt is not None and attempt.state == AttemptState.SUCCEEDED
    known = select(PaymentEvent.id).where(PaymentEvent.notice_id == notice.id, PaymentEvent.purchase_id == purchase.id)
    return db.session.scalar(known) is not None


def _after(purchase: Purchase, amount_vnd: int) -> PaymentState:
    """Where the payment stands with so much more."""
    if purchase.payment_state in OPEN and amount_vnd < purchase.due_vnd:
        return PaymentState(purchase.payment_state)
    return settled_state(purchase.paid_vnd + amount_vnd, purchase.refunded_vnd)


def _revive(purchase: Purchase, amount_vnd: int) -> None:
    """Place what was called off for want of this money, if it is enough for all of that; what is sold stays off."""
    lost = [order for order in purchase.orders if orders.can_revive(order)]
    if sum(order.total_vnd for order in lost) > purchase.kept_vnd + amount_vnd:
        return
    for order in lost:
        try:
            with savepoint():
                orders.revive(order)
        except DomainError:
            continue


def _end_attempts(purchase: Purchase, paid: PaymentAttempt | None, at: datetime | None) -> None:
    """The attempt that brought the money has succeeded; once nothing is due, no other one is needed."""
    is_over = purchase.payment_state not in OPEN
    if paid and paid.state != AttemptState.SUCCEEDED and (is_over or paid.method == PaymentMethod.CARD):
        paid.move_to(AttemptState.SUCCEEDED, at=at)
    for attempt in attempts_of(purchase) if is_over else ():
        if attempt.is_undecided:
            attempt.move_to(AttemptState.CANCELLED, at=at)
