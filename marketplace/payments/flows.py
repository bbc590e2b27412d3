"""Commit, call outside, commit: what is asked of the card provider, so that a crash at any moment loses nothing.

The first transaction writes what is about to be asked, with the key under which it is asked; the last one what came of
it. In between nothing is locked. What was not answered is asked again with the same key, by the buyer's next click or
by the clock (`reconcile`); after a fault of the provider's own, which it repeats, it is looked whether it was done, and
then asked with the next key. Money goes back with the next key only after the fault was repeated: before, the first
asking may still be at work.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Final

from marketplace.clock import now
from marketplace.database import transaction
from marketplace.gateways import stripe_cards
from marketplace.gateways.stripe_cards import Fault, NoAnswer, Refused, Session
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod
from marketplace.payments import cards
from marketplace.payments.actions import expire
from marketplace.payments.attempts import Outcome, open_attempt, record
from marketplace.payments.errors import CardsAway, CardTooSmall
from marketplace.payments.models import PaymentAttempt
from marketplace.payments.queries import (
    find_overdue_of,
    get_attempt,
    get_purchase,
    get_refund,
    is_overdue,
    unsettled_cards,
    unsettled_refunds,
)
from marketplace.payments.refunds import fail_refund, mark_sent, needs_second_operator
from marketplace.payments.states import AttemptState, RefundState

TIME_ON_PAGE: Final = timedelta(minutes=35)
"""How long the provider's page stays open, and the goods are kept for it: the half hour that it has to be open at
least, and a while in which an asking without an answer is repeated with the same key.
"""
SHORTEST: Final = timedelta(seconds=stripe_cards.OPEN_AT_LEAST_SECONDS + 60)
LATE: Final = timedelta(hours=2)
"""How long after its end an attempt is still asked about by the clock; the provider itself tells of it for days."""
KEYS_KEPT: Final = timedelta(hours=12)
"""Half the time for which the provider surely remembers under which key it was asked for what."""
log = logging.getLogger(__name__)


def start(code: str, *, locale: str, title: str, back_url: Callable[[str], str], cancel_url: str) -> str:
    """The address of a page on which the purchase can be paid by card, the same one as long as it is open.

    `back_url` gives the address to come back to from the attempt's name. Raises NothingAwaited, CardTooSmall or
    CardsAway.
    """
    with transaction():
        attempt = _attempt_for(code)
        ref, amount_vnd, ends_at, page_url = attempt.ref, attempt.amount_vnd, attempt.ends_at, attempt.page_url
        key = f"page-{ref}-{attempt.tries}"
    if page_url:
        return page_url
    try:
        session = stripe_cards.open_session(
            ref=ref,
            key=key,
            amount_vnd=amount_vnd,
            title=title,
            ends_at=int(ends_at.timestamp()),
            locale=locale,
            back_url=back_url(ref),
            cancel_url=cancel_url,
        )
    except NoAnswer as error:
        raise CardsAway() from error
    except Fault as error:
        with transaction():
            get_attempt(ref).tries += 1
        raise CardsAway() from error
    except Refused as error:
        log.exception("a card page was refused")
        with transaction():
            record(get_attempt(ref), Outcome(AttemptState.FAILED, failure=error.code))
        raise CardsAway() from error
    with transaction():
        attempt = get_attempt(ref)
        cards.settle(attempt, session)
        attempt.page_url = session.url
    return session.url


def look(ref: str) -> None:
    """Ask what became of an attempt's page, and write it down. Raises CardsAway or AttemptNotFound.

    A page that we gave up before its end is closed, so that nobody pays for what was called off.
    """
    with transaction():
        attempt = get_attempt(ref)
        page, is_given_up = attempt.provider_ref, not attempt.is_undecided and attempt.ends_at > now()
    if page is None:
        return
    try:
        session = _closed(page) if is_given_up else stripe_cards.find_session(page)
    except (NoAnswer, Fault, Refused) as error:
        raise CardsAway() from error
    with transaction():
        cards.settle(get_attempt(ref), session)


def send_refund(ref: str) -> None:
    """Have a refund given back to its card, or ask what became of it. Whatever happens in between, it is given once.

    Raises CardsAway when the provider gives no answer; what is left is done the next time.
    """
    with transaction():
        refund = get_refund(ref)
        if refund.state in (RefundState.REQUESTED, RefundState.APPROVED) and not needs_second_operator(refund):
            mark_sent(refund)
        charge = refund.attempt.charge_ref if refund.attempt else None
        amount_vnd, tries, is_sent = refund.amount_vnd, refund.tries, refund.state == RefundState.SENT
        is_known = refund.provider_ref is not None or (refund.sent_at or now()) < now() - KEYS_KEPT
    if not is_sent or charge is None:
        return
    try:
        if is_known:
            _look_for(ref, charge, tries)
        else:
            _give_back(ref, charge, amount_vnd, tries)
    except NoAnswer as error:
        raise CardsAway() from error


def _give_back(ref: str, charge: str, amount_vnd: int, tries: int) -> None:
    try:
        told = stripe_cards.give_back(charge=charge, amount_vnd=amount_vnd, ref=ref, tries=tries)
    except Fault as error:
        if not error.is_over:
            raise CardsAway() from error
        _look_for(ref, charge, tries)
        return
    except Refused as error:
        with transaction():
            refund = get_refund(ref)
            if refund.state == RefundState.SENT and refund.tries == tries:
                fail_refund(refund, error.code)
        return
    with transaction():
        cards.settle_refund(told)


def reconcile(late: timedelta = LATE) -> tuple[int, int]:
    """Ask the provider about everything that is not settled; how many payments and refunds were asked about.

    What gets no answer is asked the next time.
    """
    if not stripe_cards.is_on():
        return 0, 0
    payments, refunds = unsettled_cards(now() - late), unsettled_refunds()
    for ref in payments:
        _quietly(look, ref)
    for ref in refunds:
        _quietly(send_refund, ref)
    return len(payments), len(refunds)


def _quietly(do: Callable[[str], None], ref: str) -> None:
    try:
        do(ref)
    except CardsAway:
        log.warning("no answer about %s", ref)


def free_overdue(variant_ids: Iterable[int]) -> int:
    """Expire every purchase that keeps some of these goods in vain, each in a transaction of its own; returns how many.

    Whoever wants the goods calls it, outside of any transaction, when there are too few: what is kept too long is
    anybody's, whether a worker runs or not.
    """
    freed = 0
    for code in find_overdue_of(variant_ids):
        with transaction():
            purchase = get_purchase(code)
            if is_overdue(purchase):
                expire(purchase)
                freed += 1
    return freed


def _attempt_for(code: str) -> PaymentAttempt:
    """The open attempt to pay this purchase by card, or a new one where its page could not be open long enough."""
    purchase = get_purchase(code)
    if 0 < purchase.due_vnd < stripe_cards.LEAST_VND:
        raise CardTooSmall(least=f"{stripe_cards.LEAST_VND:,}".replace(",", "."))
    attempt = _opened(purchase)
    if not attempt.page_url and attempt.ends_at < now() + SHORTEST:
        attempt.move_to(AttemptState.CANCELLED)
        attempt = _opened(purchase)
    return attempt


def _opened(purchase: Purchase) -> PaymentAttempt:
    ends_at = now() + TIME_ON_PAGE
    card = PaymentMethod.CARD
    return open_attempt(purchase, method=card, provider=cards.STRIPE, amount_vnd=purchase.due_vnd, ends_at=ends_at)


def _closed(page: str) -> Session:
    try:
        return stripe_cards.close_session(page)
    except Refused:  # it was paid, or has ended by itself
        return stripe_cards.find_session(page)


def _look_for(ref: str, charge: str, tries: int) -> None:
    """Whether this try of a refund was made, whatever the provider said; if not, the next one gets another key."""
    try:
        found = stripe_cards.refunds_of(charge)
    except (Fault, Refused) as error:
        raise CardsAway() from error
    made = next((one for one in found if (one.ref, one.tries) == (ref, tries)), None)
    with transaction():
        if made:
            cards.settle_refund(made)
        else:
            refund = get_refund(ref)
            refund.tries += refund.state == RefundState.SENT and refund.tries == tries
