"""Attempts to pay: many for a purchase, one open at a time of each method, and what their providers say of them."""

from datetime import timedelta

import pytest
import time_machine

from marketplace import audit, payments
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod
from marketplace.payments import Outcome
from marketplace.payments.errors import AttemptMoveRefused, AttemptNotFound, NothingAwaited
from marketplace.payments.models import PaymentAttempt
from marketplace.payments.states import TIME_TO_PAY, AttemptState
from tests import factories
from tests.people import Cast
from tests.work import work

HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def bought(cast: Cast) -> Purchase:
    return factories.purchase((factories.product(cast.seller_a).variants[0], 2), paying=PaymentMethod.CARD)


def begin(
    bought: Purchase, *, method: PaymentMethod = PaymentMethod.CARD, vnd: int = 0, lasts: timedelta = HALF_AN_HOUR
) -> PaymentAttempt:
    with transaction():
        purchase = payments.get_purchase(bought.code)
        return payments.open_attempt(
            purchase, method=method, provider="bank", amount_vnd=vnd or purchase.due_vnd, ends_at=now() + lasts
        )


def tell(attempt: PaymentAttempt, state: AttemptState, amount_vnd: int = 0, failure: str = "") -> None:
    with transaction():
        payments.record(payments.get_attempt(attempt.ref), Outcome(state, amount_vnd, failure))


def in_books(bought: Purchase) -> tuple[str, int]:
    assert audit.check(db.session()) == []
    return bought.payment_state, bought.paid_vnd


def test_a_declined_card_leaves_the_order_waiting_for_another_try(bought: Purchase) -> None:
    first = begin(bought)
    tell(first, AttemptState.FAILED, failure="insufficient_funds")
    assert (first.state, first.failure) == ("failed", "insufficient_funds")
    assert in_books(bought) == ("awaiting", 0)
    second = begin(bought)
    tell(second, AttemptState.SUCCEEDED, bought.total_vnd)
    assert in_books(bought) == ("paid", bought.total_vnd)
    assert [attempt.state for attempt in payments.attempts_of(bought)] == ["failed", "succeeded"]


def test_whatever_is_told_after_success_changes_nothing(bought: Purchase) -> None:
    attempt = begin(bought)
    for state in (AttemptState.SUCCEEDED, AttemptState.SUCCEEDED, AttemptState.FAILED, AttemptState.EXPIRED):
        tell(attempt, state, bought.total_vnd)
    assert attempt.state == "succeeded"
    assert in_books(bought) == ("paid", bought.total_vnd)
    assert payments.refunds_of(bought) == []


@pytest.mark.parametrize("earlier", [AttemptState.FAILED, AttemptState.EXPIRED, AttemptState.CANCELLED])
def test_that_money_was_taken_is_believed_whenever_it_is_told(bought: Purchase, earlier: AttemptState) -> None:
    attempt = begin(bought)
    tell(attempt, earlier)
    tell(attempt, AttemptState.SUCCEEDED, bought.total_vnd)
    assert attempt.state == "succeeded"
    assert in_books(bought) == ("paid", bought.total_vnd)


def test_the_banks_word_places_the_orders_and_the_money_follows(bought: Purchase) -> None:
    attempt = begin(bought)
    tell(attempt, AttemptState.AUTHORISED)
    assert (in_books(bought), bought.orders[0].state) == (("authorised", 0), "placed")
    tell(attempt, AttemptState.SUCCEEDED, bought.total_vnd)
    assert in_books(bought) == ("paid", bought.total_vnd)


def test_paid_by_two_cards_one_sum_goes_back_to_the_card_that_brought_it(bought: Purchase) -> None:
    first = begin(bought)
    tell(first, AttemptState.FAILED)
    second = begin(bought)
    tell(second, AttemptState.SUCCEEDED, bought.total_vnd)
    tell(first, AttemptState.SUCCEEDED, bought.total_vnd)
    assert in_books(bought) == ("paid", 2 * bought.total_vnd)
    (refund,) = payments.refunds_of(bought)
    assert (refund.amount_vnd, refund.attempt, refund.route) == (bought.total_vnd, first, "provider")


def test_the_same_try_is_given_again_and_another_sum_ends_it(bought: Purchase) -> None:
    first = begin(bought)
    assert begin(bought) is first
    other = begin(bought, vnd=first.amount_vnd - 1)
    assert (other is first, first.state, other.state) == (False, "cancelled", "open")
    assert in_books(bought) == ("awaiting", 0)


def test_changing_the_way_of_paying_leaves_both_open_until_one_pays(bought: Purchase) -> None:
    card, transfer = begin(bought), begin(bought, method=PaymentMethod.TRANSFER)
    assert (card.state, transfer.state, bought.payment_method) == ("open", "open", "transfer")
    with transaction():
        payments.receive(payments.get_purchase(bought.code), 50_000, attempt=transfer)
    assert (transfer.state, card.state) == ("open", "open")
    with transaction():
        payments.receive(payments.get_purchase(bought.code), bought.due_vnd, attempt=card)
    assert (transfer.state, card.state) == ("cancelled", "succeeded")
    assert in_books(bought) == ("paid", bought.total_vnd)


def test_goods_are_kept_as_long_as_the_last_try_lasts(bought: Purchase) -> None:
    attempt = begin(bought)
    tell(attempt, AttemptState.FAILED)
    begin(bought, lasts=2 * HALF_AN_HOUR)
    with time_machine.travel(now() + timedelta(minutes=55), tick=False):
        work("awaited_money")
        assert bought.payment_state == "awaiting"
    with time_machine.travel(now() + timedelta(minutes=75), tick=False):
        work("awaited_money")
        assert in_books(bought) == ("expired", 0)
        assert [each.state for each in payments.attempts_of(bought)] == ["failed", "expired"]


def test_nobody_keeps_goods_longer_than_the_time_to_pay(bought: Purchase) -> None:
    attempt = begin(bought, lasts=2 * TIME_TO_PAY)
    assert attempt.ends_at == bought.placed_at + TIME_TO_PAY
    with time_machine.travel(bought.placed_at + TIME_TO_PAY, tick=False), pytest.raises(NothingAwaited):
        begin(bought, vnd=1)


def test_what_is_paid_needs_no_attempt(bought: Purchase) -> None:
    with transaction():
        factories.pay(bought.code)
    with pytest.raises(NothingAwaited):
        begin(bought, vnd=1_000)


def test_the_table_is_kept(bought: Purchase) -> None:
    attempt = begin(bought)
    attempt.move_to(AttemptState.SUCCEEDED)
    with pytest.raises(AttemptMoveRefused):
        attempt.move_to(AttemptState.OPEN)


def test_an_attempt_that_does_not_exist_is_not_found(cast: Cast) -> None:
    with pytest.raises(AttemptNotFound):
        payments.get_attempt("none")
