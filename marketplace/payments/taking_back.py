"""Money that was booked to the wrong purchase leaves it again, as long as nobody has built on it."""

from sqlalchemy import select

from marketplace import orders
from marketplace.database import db
from marketplace.orders.models import Purchase
from marketplace.orders.states import OrderState, PaymentMethod, PaymentState
from marketplace.payments import surpluses
from marketplace.payments.booking import enter
from marketplace.payments.errors import MoneyInUse
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundReason, RefundState, settled_state


def take_back(purchase: Purchase, amount_vnd: int) -> None:
    """So much was never this purchase's: what it placed waits once more. Load it with `payments.get_purchase`.

    Surplus that was only asked back is asked back anew for what is left. Raises MoneyInUse, and then the transaction
    must be given up, when a seller has accepted an order that the rest does not pay for, or the money has left.
    """
    _call_off_surplus(purchase)
    if purchase.kept_vnd < amount_vnd:
        raise MoneyInUse(code=purchase.code)
    enter(purchase, _state_without(purchase, amount_vnd), amount_vnd=-amount_vnd)
    if purchase.payment_state == PaymentState.AWAITING:
        _hold_orders(purchase)
    surpluses.give_back_rest(purchase, RefundReason.OVERPAID)


def _state_without(purchase: Purchase, amount_vnd: int) -> PaymentState:
    if purchase.payment_method == PaymentMethod.COD and purchase.payment_state == PaymentState.DUE:
        return PaymentState.DUE
    if purchase.payable_vnd > purchase.paid_vnd - purchase.refunded_vnd - amount_vnd:
        return PaymentState.AWAITING
    return settled_state(purchase.paid_vnd - amount_vnd, purchase.refunded_vnd)


def _hold_orders(purchase: Purchase) -> None:
    for order in purchase.orders:
        if order.state == OrderState.PLACED:
            orders.hold(order)
        elif order.state not in (OrderState.CANCELLED, OrderState.AWAITING_PAYMENT):
            raise MoneyInUse(code=purchase.code)


def _call_off_surplus(purchase: Purchase) -> None:
    """Refunds of what was too much that nobody has sent yet: how much that is changes with the money."""
    asked = select(Refund).where(Refund.purchase_id == purchase.id, Refund.state == RefundState.REQUESTED)
    for refund in db.session.scalars(asked.where(Refund.surplus_vnd > 0).with_for_update()):
        if refund.queued_at:
            raise MoneyInUse(code=purchase.code)
        refund.move_to(RefundState.CANCELLED, by=None)
        purchase.refunding_vnd -= refund.amount_vnd
    db.session.flush()
