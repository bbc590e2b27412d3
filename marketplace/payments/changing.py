"""What a buyer may still change while the money is awaited. Load the purchase with `payments.get_purchase`."""

from datetime import datetime
from typing import Final

from marketplace import orders
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import savepoint
from marketplace.errors import DomainError
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod, PaymentState
from marketplace.payments.attempts import open_attempt
from marketplace.payments.booking import enter, release, waiting
from marketplace.payments.errors import HoldRefused, MethodRefused
from marketplace.payments.models import PaymentAttempt
from marketplace.payments.queries import attempts_of
from marketplace.payments.states import TIME_TO_PAY, AttemptState

BANK: Final = "bank"
"""The provider of transfers: whoever keeps the shop's own account."""


def await_transfer(purchase: Purchase, *, until: datetime) -> PaymentAttempt:
    """Keep the goods for a transfer of all that is due until then. Raises NothingAwaited."""
    amount_vnd = purchase.due_vnd
    return open_attempt(purchase, method=PaymentMethod.TRANSFER, provider=BANK, amount_vnd=amount_vnd, ends_at=until)


def may_change(purchase: Purchase) -> bool:
    """Whether it may be paid another way: money is awaited, and none has come."""
    return purchase.payment_state == PaymentState.AWAITING and not purchase.paid_vnd


def change_method(purchase: Purchase, method: PaymentMethod) -> None:
    """Pay another way. To be paid at the door, the orders are placed at once; for anything else an attempt is still to
    be begun. What was begun another way ends: money that comes by it all the same is believed.

    Raises MethodRefused, or CashRefused where it may not be paid at the door; then nothing has changed.
    """
    if not may_change(purchase):
        raise MethodRefused()
    if method == PaymentMethod.COD:
        orders.check_cash(purchase, waiting(purchase))
    for attempt in attempts_of(purchase):
        if attempt.is_undecided and attempt.method != method:
            attempt.move_to(AttemptState.CANCELLED)
    purchase.payment_method = method
    if method == PaymentMethod.COD:
        enter(purchase, PaymentState.DUE)
        release(purchase)


def may_hold_again(purchase: Purchase) -> bool:
    """Whether goods whose time ran out may be kept once more, as far as they are still there."""
    if now() >= purchase.placed_at + TIME_TO_PAY:
        return False
    is_lost = purchase.payment_state == PaymentState.EXPIRED and any(map(orders.can_revive, purchase.orders))
    return is_lost or purchase.payment_state == PaymentState.AWAITING


def hold_again(purchase: Purchase, *, until: datetime) -> PaymentAttempt:
    """Take the goods once more and await a transfer for them; what was sold meanwhile stays called off.

    Raises HoldRefused when it is too late or nothing is left.
    """
    if not may_hold_again(purchase):
        raise HoldRefused()
    if purchase.payment_state == PaymentState.EXPIRED:
        lost = [order for order in purchase.orders if orders.can_revive(order)]
        if not sum(_is_kept_again(order) for order in lost):
            raise HoldRefused()
        enter(purchase, PaymentState.AWAITING)
    return await_transfer(purchase, until=until)


def give_up(purchase: Purchase, *, by: User | None, reason: str) -> None:
    """The buyer wants nothing of it any more: what came for it goes back. Raises MethodRefused or ReasonMissing."""
    called_off = waiting(purchase)
    if not called_off:
        raise MethodRefused()
    for order in called_off:
        orders.cancel(order, by=by, role=ActorRole.BUYER, reason=reason)


def _is_kept_again(order: Order) -> bool:
    try:
        with savepoint():
            orders.revive(order, OrderState.AWAITING_PAYMENT)
    except DomainError:
        return False
    return True
