"""What the card provider says, written into our books: the one place for its answers and for its notices.

Nothing here speaks to the provider (see flows.py), and everything may be said again, late, or in another order.
"""

import logging
from typing import Final

from marketplace.errors import DomainError
from marketplace.gateways import stripe_cards
from marketplace.gateways.stripe_cards import CardRefund, Charge, Failure, Notice, Session
from marketplace.payments.attempts import Outcome, note, record
from marketplace.payments.models import PaymentAttempt
from marketplace.payments.queries import find_attempt_of_charge, get_attempt, get_refund
from marketplace.payments.refunds import confirm_refund, fail_refund
from marketplace.payments.states import AttemptState, NoticeOutcome, RefundState

STRIPE: Final = "stripe"
log = logging.getLogger(__name__)
"""What does not fit is for somebody to look at; the provider could not mend it."""


def settle(attempt: PaymentAttempt, session: Session) -> bool:
    """What became of the page of a locked attempt; False, and nothing is written, when it is not the page of it."""
    if not _fits(attempt, session):
        log.error("a card page does not fit attempt %s", attempt.ref)
        return False
    attempt.provider_ref = session.id
    attempt.charge_ref = session.charge or attempt.charge_ref
    if session.is_paid:
        record(attempt, Outcome(AttemptState.SUCCEEDED, session.amount_vnd))
    elif session.status == "expired":
        record(attempt, Outcome(AttemptState.EXPIRED))
    return True


def settle_refund(told: CardRefund) -> bool:
    """What became of a refund; False, and nothing is written, when it is none of ours or not what we asked for."""
    refund = get_refund(told.ref)
    if (told.amount_vnd, told.currency) != (refund.amount_vnd, stripe_cards.CURRENCY):
        log.error("a card refund does not fit %s", refund.ref)
        return False
    if told.tries != refund.tries:
        return True  # an earlier try, of which the last word was said before the next one
    if told.status == "succeeded" and refund.state == RefundState.SENT:
        confirm_refund(refund, provider_ref=told.id)
    elif told.status in ("failed", "canceled") and refund.state in (RefundState.SENT, RefundState.CONFIRMED):
        fail_refund(refund, told.failure or told.status)
    refund.provider_ref = told.id
    return True


def take_notice(notice: Notice) -> None:
    """A notice with a good signature: what it tells is written once, whatever else told the same."""
    attempt = _attempt_of(notice)
    outcome = NoticeOutcome.IGNORED if notice.subject is None else NoticeOutcome.APPLIED
    amount_vnd = getattr(notice.subject, "amount_vnd", None)
    noted = note(
        STRIPE, notice.id, notice.kind, outcome=outcome, attempt=attempt, amount_vnd=amount_vnd, body=notice.body
    )
    if noted is None or notice.subject is None:
        return
    if notice.is_live != stripe_cards.is_live():
        noted.outcome = NoticeOutcome.MISMATCHED
    else:
        noted.outcome = _apply(notice.subject, attempt)


def _apply(subject: Session | Failure | CardRefund | Charge, attempt: PaymentAttempt | None) -> NoticeOutcome:
    if isinstance(subject, CardRefund):
        try:
            return NoticeOutcome.APPLIED if settle_refund(subject) else NoticeOutcome.MISMATCHED
        except DomainError:
            return NoticeOutcome.UNMATCHED  # made by hand at the provider
    if attempt is None:
        return NoticeOutcome.UNMATCHED
    if isinstance(subject, Session):
        return NoticeOutcome.APPLIED if settle(attempt, subject) else NoticeOutcome.MISMATCHED
    if isinstance(subject, Failure) and attempt.is_undecided:
        attempt.failure = subject.code[:80]
    return NoticeOutcome.APPLIED


def _attempt_of(notice: Notice) -> PaymentAttempt | None:
    """The attempt that a notice is about, locked with its purchase."""
    subject = notice.subject
    ref = subject.ref if isinstance(subject, Session | Failure) else ""
    if isinstance(subject, Charge) and (found := find_attempt_of_charge(subject.id)):
        ref = found.ref
    try:
        return get_attempt(ref) if ref else None
    except DomainError:
        return None


def _fits(attempt: PaymentAttempt, session: Session) -> bool:
    """Amount, currency, our own name for it and the kind of money are compared before anything counts."""
    ours = (attempt.ref, attempt.amount_vnd, stripe_cards.CURRENCY, stripe_cards.is_live(), STRIPE)
    return ours == (session.ref, session.amount_vnd, session.currency, session.is_live, attempt.provider)
