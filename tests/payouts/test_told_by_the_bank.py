"""The bank tells what left its account: a transfer of a run arrived when its reference and its amount are there."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from marketplace import audit, payouts
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.orders.states import PaymentMethod
from marketplace.payments.states import RefundState
from marketplace.payouts import Payout, PayoutRun, PayoutState, RefundTransfer, RunState
from marketplace.payouts.bank_orders import MEMO, REFUND_MEMO
from marketplace.reconciliation import BankStatement
from marketplace.reconciliation.states import Source
from marketplace.text import unaccented
from tests import factories
from tests.payouts.steps import approved, days_later, hand_over, shop_with_account
from tests.payouts.test_refunds import asked_back, first, second  # noqa: F401 - fixtures
from tests.reconciliation.money import tell, told

MEMOS = {
    "as it was sent": lambda memo: memo,
    "in capitals": str.upper,
    "with the bank's words": lambda memo: f"MBVCB.77123.{memo}.CT tu 0071000 toi 0123456789",
    "cut": lambda memo: memo[:18],
    "with its spaces gone": lambda memo: memo.replace(" ", ""),
}


@pytest.fixture
def run(app: Flask, first: User, second: User) -> Iterator[PayoutRun]:  # noqa: F811
    """A payout to a seller and a refund to a buyer, approved together, after the days in which nothing goes out."""
    seller = shop_with_account(first)
    with transaction():
        sold = factories.delivered(factories.product(seller))
        bought = factories.delivered(factories.product(), quantity=2, paying=PaymentMethod.TRANSFER)
    hand_over(sold)
    refund = asked_back(bought, first)
    with days_later(8):
        with transaction():
            planned = payouts.open_run()
            total_vnd = payouts.total_of(planned)
        assert (len(planned.payouts), planned.refunds[0].refund) == (1, refund)
        yield approved(first, second, total_vnd)


@pytest.fixture
def sent_run(run: PayoutRun, first: User) -> PayoutRun:  # noqa: F811
    with transaction():
        payouts.send(payouts.get_run(run.code, lock=True), by=first)
    return run


@pytest.fixture
def statement(first: User) -> BankStatement:  # noqa: F811
    with transaction():
        made = BankStatement(filename="sao-ke.csv", shape="csv", account="8877", rows=9, by=first)
        db.session.add(made)
    return made


def memo_of(transfer: Payout | RefundTransfer) -> str:
    memo = MEMO if isinstance(transfer, Payout) else REFUND_MEMO
    return unaccented(memo.format(ref=transfer.ref, code=transfer.run.code))


def left(transfer: Payout | RefundTransfer, **more: Any) -> None:
    """The bank tells that it left."""
    memo, amount_vnd = more.pop("memo", memo_of(transfer)), more.pop("amount_vnd", transfer.amount_vnd)
    assert tell(told(-amount_vnd, memo, source=Source.STATEMENT, booked_at=now(), **more)) is None


@pytest.mark.parametrize("change", MEMOS.values(), ids=MEMOS)
def test_transfers_to_sellers_and_buyers_arrive_when_the_bank_tells_of_them(
    sent_run: PayoutRun, statement: BankStatement, change: Any
) -> None:
    [payout], [transfer] = sent_run.payouts, sent_run.refunds
    left(payout, memo=change(memo_of(payout)), bank_ref="FT1", statement_id=statement.id)
    assert (payout.state, payout.bank_ref, sent_run.state) == (PayoutState.PAID, "FT1", RunState.SENT)
    left(transfer, memo=change(memo_of(transfer)), bank_ref="FT2", statement_id=statement.id)
    assert (transfer.state, transfer.bank_ref, sent_run.state) == (PayoutState.PAID, "FT2", RunState.DONE)
    assert transfer.refund.state == RefundState.CONFIRMED
    assert (statement.sent, statement.doubts) == (2, [])
    assert audit.check(db.session()) == []


def test_told_again_it_changes_nothing_and_counts_again(sent_run: PayoutRun, statement: BankStatement) -> None:
    for _twice in range(2):
        for transfer in (*sent_run.payouts, *sent_run.refunds):
            left(transfer, bank_ref="FT1", event_id=f"row {transfer.ref}", statement_id=statement.id)
    assert (statement.sent, statement.doubts) == (4, [])
    assert sent_run.refunds[0].refund.purchase.refunded_vnd == sent_run.refunds[0].amount_vnd
    assert [len(payout.events) for payout in sent_run.payouts] == [3]
    assert audit.check(db.session()) == []


def said(statement: BankStatement) -> str:
    [[sentence, blanks]] = statement.doubts
    return str(sentence % blanks)


def test_another_amount_is_for_a_person(sent_run: PayoutRun, statement: BankStatement) -> None:
    [payout] = sent_run.payouts
    left(payout, amount_vnd=payout.amount_vnd + 1, statement_id=statement.id)
    assert (payout.state, payout.bank_ref, statement.sent) == (PayoutState.SENT, "", 0)
    assert payout.ref in said(statement)


def test_before_the_run_is_with_the_bank_nothing_arrives_and_afterwards_the_same_statement_does(
    run: PayoutRun,
    statement: BankStatement,
    first: User,  # noqa: F811
) -> None:
    [payout] = run.payouts
    row = {"event_id": "row", "statement_id": statement.id}
    left(payout, **row)
    assert payout.state == PayoutState.APPROVED
    assert "chưa ghi là đã gửi" in said(statement)
    with transaction():
        payouts.send(payouts.get_run(run.code, lock=True), by=first)
    left(payout, **row)
    assert (payout.state, statement.sent) == (PayoutState.PAID, 1)


def test_a_second_transfer_of_the_same_payout_is_told(sent_run: PayoutRun, statement: BankStatement) -> None:
    [payout] = sent_run.payouts
    left(payout, bank_ref="FT1", statement_id=statement.id)
    left(payout, bank_ref="FT2", statement_id=statement.id)
    assert (payout.bank_ref, statement.sent) == ("FT1", 1)
    assert all(part in said(statement) for part in ("FT1", "FT2", "hai lần"))


def test_what_was_written_down_as_not_arrived_stays_so(
    sent_run: PayoutRun,
    statement: BankStatement,
    first: User,  # noqa: F811
) -> None:
    with transaction():
        run = payouts.get_run(sent_run.code, lock=True)
        payouts.fail(run.payouts[0], by=first, failure="Tài khoản đã đóng")
        payouts.fail_refund(run.refunds[0], failure="Tài khoản đã đóng")
    left(sent_run.payouts[0], statement_id=statement.id)
    assert sent_run.payouts[0].state == PayoutState.FAILED
    assert "không về" in said(statement)
    left(sent_run.refunds[0], statement_id=statement.id)
    assert (len(statement.doubts), statement.sent) == (2, 0)


def test_other_money_that_leaves_is_nobodys_payout(sent_run: PayoutRun, statement: BankStatement) -> None:
    [payout] = sent_run.payouts
    left(payout, memo="phi quan ly tai khoan", statement_id=statement.id)
    left(payout, memo="GUI 0123456789ab tien hang", statement_id=statement.id)
    left(payout, account="1111222233", statement_id=statement.id)  # not ours
    assert (payout.state, statement.sent, statement.doubts) == (PayoutState.SENT, 0, [])
