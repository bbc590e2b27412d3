"""Refunds that reach the buyer, step by step, as the shop makes them."""

from marketplace import payments
from marketplace.database import transaction
from marketplace.orders.models import Order
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundBearer, RefundReason
from tests import factories


def asked(order: Order, units: int, *, bearer: RefundBearer = RefundBearer.SELLER, **parts: int) -> Refund:
    """A refund of so many units of the order's first line, reserved."""
    by = factories.user("Người vận hành")
    with transaction():
        found = next(each for each in payments.get_purchase(order.purchase.code).orders if each.id == order.id)
        quantities = {found.lines[0].id: units} if units else {}
        return payments.request_refund(
            found, quantities=quantities, reason=RefundReason.RETURNED, bearer=bearer, by=by, **parts
        )


def confirmed(order: Order, units: int, *, bearer: RefundBearer = RefundBearer.SELLER, **parts: int) -> Refund:
    """The same, gone back to the buyer."""
    refund = asked(order, units, bearer=bearer, **parts)
    with transaction():
        payments.mark_sent(payments.get_refund(refund.ref))
    confirm(refund)
    return refund


def confirm(refund: Refund) -> None:
    """Its bank says that it has gone."""
    with transaction():
        payments.confirm_refund(payments.get_refund(refund.ref))


def returned(refund: Refund) -> None:
    """Its bank gives the money back to the shop."""
    with transaction():
        payments.fail_refund(payments.get_refund(refund.ref), "account closed")
