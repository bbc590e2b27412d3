"""Which way the money of a purchase came, because it goes back the same way."""

from dataclasses import dataclass

from sqlalchemy import func, select

from marketplace.database import db
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod
from marketplace.payments.errors import SeveralSources
from marketplace.payments.models import PaymentAttempt, PaymentEvent
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundRoute, RefundState


@dataclass(frozen=True)
class Source:
    """Money that came by a card, or all that came as cash or by transfer; `left_vnd` of it can still go back."""

    attempt: PaymentAttempt | None
    left_vnd: int

    @property
    def route(self) -> RefundRoute:
        """How it goes back."""
        return RefundRoute.PROVIDER if self.attempt else RefundRoute.TRANSFER


def sources_of(purchase: Purchase) -> list[Source]:
    """Where the purchase's money came from, in the order of its coming; three statements where a card was used."""
    came = func.sum(PaymentEvent.amount_vnd)
    by_card = select(PaymentAttempt, came).join(PaymentEvent, PaymentEvent.attempt_id == PaymentAttempt.id)
    of_cards = by_card.where(
        PaymentAttempt.purchase_id == purchase.id,
        PaymentAttempt.method == PaymentMethod.CARD,
        PaymentEvent.refund_id.is_(None),
    )
    cards = db.session.execute(of_cards.group_by(PaymentAttempt.id).order_by(PaymentAttempt.id)).all()
    going = _going_back(purchase) if purchase.refunded_vnd + purchase.refunding_vnd else {}
    found = [Source(attempt, int(vnd) - going.pop(attempt.id, 0)) for attempt, vnd in cards]
    other_vnd = purchase.paid_vnd - sum(int(vnd) for _, vnd in cards)
    return [*found, Source(None, other_vnd - sum(going.values()))]


def source_for(purchase: Purchase, amount_vnd: int) -> Source:
    """One way by which so much can go back. Raises SeveralSources."""
    sources = sources_of(purchase)
    for source in sources:
        if amount_vnd <= source.left_vnd:
            return source
    raise SeveralSources(most=max(source.left_vnd for source in sources))


def _going_back(purchase: Purchase) -> dict[int, int]:
    """What refunds took of each source by the id of its attempt, 0 for the one without."""
    by_attempt = select(Refund.attempt_id, func.sum(Refund.amount_vnd)).where(Refund.purchase_id == purchase.id)
    rows = by_attempt.where(Refund.state != RefundState.CANCELLED).group_by(Refund.attempt_id)
    return {attempt_id or 0: int(vnd) for attempt_id, vnd in db.session.execute(rows)}
