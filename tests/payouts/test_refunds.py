"""Refunds by transfer go out with a run of payouts, in its file, and what the bank returns waits for an account."""

from collections.abc import Callable

import pytest
from flask import Flask

from marketplace import audit, ledger, payments, payouts
from marketplace.accounts.models import User
from marketplace.database import db, transaction
from marketplace.ledger import accounts
from marketplace.orders.models import Order
from marketplace.orders.states import PaymentMethod
from marketplace.payments.errors import AccountFixed, RefundQueued
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundBearer, RefundReason, RefundState
from marketplace.payouts import PayoutRun, PayoutState, RunState
from marketplace.payouts.errors import PayoutMoveRefused, RunChanged
from tests import factories
from tests.payouts.steps import approved, sent
from tests.statements import counted

ACCOUNT = {"bank": "970436", "number": "0123456789", "holder": "NGUYEN THI MAU"}


@pytest.fixture
def first(app: Flask) -> User:
    return factories.user("Chị Một")


@pytest.fixture
def second(app: Flask) -> User:
    return factories.user("Anh Hai")


@pytest.fixture
def honey(app: Flask) -> Order:
    with transaction():
        return factories.delivered(factories.product(), quantity=2, paying=PaymentMethod.TRANSFER)


@pytest.fixture
def refund(honey: Order, first: User) -> Refund:
    return asked_back(honey, first)


def asked_back(order: Order, by: User) -> Refund:
    """One of two jars goes back at the shop's cost, to an account that the buyer has named."""
    with transaction():
        [mine] = payments.get_purchase(order.purchase.code).orders
        why = {"reason": RefundReason.DAMAGED, "bearer": RefundBearer.SHOP}
        made = payments.request_refund(mine, quantities={mine.lines[0].id: 1}, by=by, **why)
    change(made, lambda found: payments.name_account(found, **ACCOUNT))
    return made


def change(refund: Refund, do: Callable[[Refund], None]) -> None:
    with transaction():
        do(payments.get_refund(refund.ref))


def with_run(run: PayoutRun, do: Callable[[PayoutRun], None]) -> None:
    with transaction():
        do(payouts.get_run(run.code, lock=True))


def test_a_refund_stands_in_the_run_and_in_the_file_of_the_bank_and_arrives(
    first: User, second: User, refund: Refund
) -> None:
    run = approved(first, second, refund.amount_vnd)
    [line] = run.refunds
    name, content = payouts.write_file(payouts.get_run(run.code), "generic", None)
    assert name.endswith(".csv")
    assert all(part in content.decode() for part in ("0123456789", "NGUYEN THI MAU", str(refund.amount_vnd), line.ref))
    with_run(run, lambda run: payouts.send(run, by=first))
    assert (refund.state, refund.tries) == (RefundState.SENT, 1)
    with_run(run, lambda run: payouts.confirm_refunds(run.refunds, bank_ref="FT9"))
    assert (refund.state, line.state, run.state) == (RefundState.CONFIRMED, PayoutState.PAID, RunState.DONE)
    assert refund.purchase.refunded_vnd == refund.amount_vnd
    assert ledger.balances(accounts.buyer(refund.purchase_id)).posted_vnd == 0
    assert audit.check(db.session()) == []


def test_a_refund_without_an_account_or_without_a_second_word_waits(honey: Order, first: User) -> None:
    with transaction():
        order = payments.get_purchase(honey.purchase.code).orders[0]
        why = {"reason": RefundReason.DAMAGED, "bearer": RefundBearer.SHOP}
        payments.request_refund(order, quantities={order.lines[0].id: 1}, by=first, **why)
    dear = factories.delivered(factories.product(price_vnd=2_500_000), quantity=1, paying=PaymentMethod.TRANSFER)
    with transaction():
        order = payments.get_purchase(dear.purchase.code).orders[0]
        large = payments.request_refund(order, quantities={order.lines[0].id: 1}, by=first, **why)
    change(large, lambda found: payments.name_account(found, **ACCOUNT))
    with transaction():
        assert payouts.open_run().refunds == []


def test_in_a_closed_run_nobody_changes_the_account_or_calls_it_off_until_it_is_opened_again(
    first: User, refund: Refund
) -> None:
    with transaction():
        run = payouts.open_run()
        payouts.close(run, by=first, typed_vnd=refund.amount_vnd)
    with pytest.raises(AccountFixed):
        change(refund, lambda found: payments.name_account(found, **ACCOUNT))
    with pytest.raises(RefundQueued):
        change(refund, lambda found: payments.cancel_refund(found, by=first, note="Nhầm"))
    with_run(run, payouts.reopen)
    change(refund, lambda found: payments.cancel_refund(found, by=first, note="Nhầm"))
    assert refund.state == RefundState.CANCELLED


def test_an_account_that_was_changed_after_the_count_stops_the_run(first: User, refund: Refund) -> None:
    with transaction():
        run = payouts.open_run()
    change(refund, lambda found: payments.name_account(found, **(ACCOUNT | {"number": "9990001112"})))
    with pytest.raises(RunChanged):
        with_run(run, lambda run: payouts.close(run, by=first, typed_vnd=refund.amount_vnd))
    assert refund.queued_at is None


def test_what_is_called_off_with_its_run_goes_out_with_the_next(first: User, second: User, refund: Refund) -> None:
    run = approved(first, second, refund.amount_vnd)
    with_run(run, lambda run: payouts.call_off(run, by=first, note=""))
    assert (refund.state, refund.queued_at) == (RefundState.REQUESTED, None)
    again = approved(first, second, refund.amount_vnd)
    assert [line.refund_id for line in again.refunds] == [refund.id]


@pytest.mark.parametrize("arrived", [False, True])
def test_what_the_bank_returns_is_owed_to_the_buyer_and_goes_to_another_account(
    first: User, second: User, refund: Refund, arrived: bool
) -> None:
    run = sent(first, second, refund.amount_vnd)
    if arrived:
        with_run(run, lambda run: payouts.confirm_refunds(run.refunds))
    with_run(run, lambda run: payouts.fail_refund(run.refunds[0], failure="Tài khoản đã đóng"))
    [line] = payouts.get_run(run.code).refunds
    assert line.state == (PayoutState.RETURNED if arrived else PayoutState.FAILED)
    assert (refund.state, refund.account_sealed, refund.purchase.refunded_vnd) == (RefundState.FAILED, None, 0)
    assert refund.purchase.refunding_vnd == refund.amount_vnd
    with transaction():
        assert payouts.open_run().refunds == []
    change(refund, lambda found: payments.name_account(found, **(ACCOUNT | {"number": "9990001112"})))
    again = sent(first, second, refund.amount_vnd)
    with_run(again, lambda run: payouts.confirm_refunds(run.refunds))
    assert (refund.state, refund.tries, refund.purchase.refunded_vnd) == (RefundState.CONFIRMED, 2, refund.amount_vnd)
    assert audit.check(db.session()) == []


def test_a_transfer_confirmed_twice_gives_back_once(first: User, second: User, refund: Refund) -> None:
    run = sent(first, second, refund.amount_vnd)
    with_run(run, lambda run: payouts.confirm_refunds(run.refunds))
    with pytest.raises(PayoutMoveRefused):
        with_run(run, lambda run: payouts.confirm_refunds(run.refunds))
    assert refund.purchase.refunded_vnd == refund.amount_vnd


def test_the_refunds_of_a_run_are_read_together(first: User, second: User) -> None:
    """Counting, closing and sending five refunds ask as much as for one."""
    asked = {}
    for refunds in (1, 5):
        sold = [
            factories.delivered(factories.product(), quantity=2, paying=PaymentMethod.TRANSFER) for _ in range(refunds)
        ]
        total_vnd = sum(asked_back(order, first).amount_vnd for order in sold)
        db.session.expire_all()
        with counted() as counting, transaction():
            run = payouts.open_run()
        with counted() as closing:
            with_run(run, lambda run, total_vnd=total_vnd: payouts.close(run, by=first, typed_vnd=total_vnd))
        with_run(run, lambda run: payouts.approve(run, by=second))
        with counted() as sending:
            with_run(run, lambda run: payouts.send(run, by=first))
        assert len(run.refunds) == refunds
        asked[refunds] = [sum(each.startswith("SELECT") for each in step) for step in (counting, closing, sending)]
        with_run(run, lambda run: payouts.confirm_refunds(run.refunds))
    assert asked[5] == asked[1]
