"""Attempts to pay, and the notices of those who take the money."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marketplace.clock import now
from marketplace.database import db, insert_or_conflict
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod, PaymentState
from marketplace.payments.actions import authorise, receive
from marketplace.payments.booking import waiting
from marketplace.payments.errors import NothingAwaited
from marketplace.payments.models import PaymentAttempt, PaymentNotice
from marketplace.payments.queries import attempts_of
from marketplace.payments.states import TIME_TO_PAY, AttemptState, NoticeOutcome


@dataclass(frozen=True)
class Outcome:
    """What a provider says became of an attempt; `amount_vnd` is what it took, `failure` its code for why not."""

    state: AttemptState
    amount_vnd: int = 0
    failure: str = ""
    at: datetime | None = None


def open_attempt(
    purchase: Purchase, *, method: PaymentMethod, provider: str, amount_vnd: int, ends_at: datetime
) -> PaymentAttempt:
    """Begin to pay: the purchase's goods are kept until `ends_at`, at most as long as the time to pay.

    The attempt of this method that is open is given once more when it is for the same sum; else it ends. Raises
    NothingAwaited.
    """
    latest = purchase.placed_at + TIME_TO_PAY
    if purchase.payment_state != PaymentState.AWAITING or now() >= latest:
        raise NothingAwaited()
    purchase.payment_method = method
    for attempt in attempts_of(purchase):
        if attempt.method == method and attempt.is_undecided:
            if attempt.amount_vnd == amount_vnd and attempt.provider == provider and attempt.ends_at > now():
                return attempt
            attempt.move_to(AttemptState.CANCELLED)
    db.session.flush()
    opened = PaymentAttempt(
        purchase=purchase,
        method=method,
        provider=provider,
        amount_vnd=amount_vnd,
        state=AttemptState.OPEN,
        ends_at=min(ends_at, latest),
    )
    db.session.add(opened)
    for order in waiting(purchase):
        order.kept_until = max(order.kept_until or opened.ends_at, opened.ends_at)
    db.session.flush()
    return opened


def record(attempt: PaymentAttempt, outcome: Outcome) -> None:
    """What the provider says of an attempt, whether it comes first, twice, late or in another order.

    Load it with `payments.get_attempt`. That money was taken is believed always and counts once; anything else changes
    nothing once the attempt has ended.
    """
    if outcome.state == AttemptState.SUCCEEDED:
        receive(attempt.purchase, outcome.amount_vnd, attempt=attempt, at=outcome.at)
    elif attempt.is_undecided and outcome.state != attempt.state:
        attempt.move_to(outcome.state, failure=outcome.failure, at=outcome.at)
        if outcome.state == AttemptState.AUTHORISED and attempt.purchase.payment_state == PaymentState.AWAITING:
            authorise(attempt.purchase)


def note(
    provider: str,
    event_id: str,
    kind: str,
    *,
    outcome: NoticeOutcome,
    attempt: PaymentAttempt | None = None,
    amount_vnd: int | None = None,
    body: dict[str, Any] | None = None,
) -> PaymentNotice | None:
    """Write down what a provider told; None when this event is known already, be it from this very moment."""
    values: dict[str, Any] = {"provider": provider, "event_id": event_id, "kind": kind[:80], "outcome": outcome}
    values |= {"attempt_id": attempt.id if attempt else None, "amount_vnd": amount_vnd, "body": body or {}}
    new = insert_or_conflict(PaymentNotice).values(**values)
    noted = new.on_conflict_do_nothing(index_elements=["provider", "event_id"]).returning(PaymentNotice.id)
    number = db.session.scalar(noted)
    return None if number is None else db.session.get_one(PaymentNotice, number)
