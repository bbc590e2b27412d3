"""What was paid too much goes back by itself: called off, lighter than estimated, paid twice, or too late."""

from marketplace.orders.models import Order, Purchase
from marketplace.payments.models import PaymentAttempt
from marketplace.payments.refund_models import Refund
from marketplace.payments.requesting import request
from marketplace.payments.sources import sources_of
from marketplace.payments.states import RefundReason


def give_back_rest(
    purchase: Purchase, reason: RefundReason, *, order: Order | None = None, attempt: PaymentAttempt | None = None
) -> None:
    """Ask for the refund of all that is certainly too much, if there is anything and nobody did yet."""
    if surplus_vnd := purchase.settled_surplus_vnd:
        give_back(purchase, surplus_vnd, reason, order=order, attempt=attempt)


def give_back(
    purchase: Purchase,
    amount_vnd: int,
    reason: RefundReason,
    *,
    order: Order | None = None,
    attempt: PaymentAttempt | None = None,
) -> None:
    """Ask for a refund of so much: from `attempt` first, and from each source no more than it took."""
    left_vnd = amount_vnd
    by_size = sorted(sources_of(purchase), key=lambda source: (source.attempt is not attempt, -source.left_vnd))
    for source in by_size:
        if part_vnd := min(source.left_vnd, left_vnd):
            left_vnd -= part_vnd
            refund = Refund(purchase=purchase, order=order, surplus_vnd=part_vnd, amount_vnd=part_vnd, reason=reason)
            request(refund, source, by=None)
