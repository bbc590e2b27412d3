"""Two operators pay the sellers: count, close, approve, hand to the bank, and note what came of it."""

import re

import pytest
from flask import Flask

from marketplace import payments, payouts
from marketplace.accounts import make_operator
from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.ledger import balances
from marketplace.ledger.accounts import seller as account_of
from marketplace.orders.states import PaymentMethod
from marketplace.payments.states import RefundBearer, RefundReason, RefundState
from marketplace.payouts import PayoutRun, PayoutState, RunState
from marketplace.sellers import bank_accounts
from tests import factories, people
from tests.client import Client
from tests.payouts.steps import days_later, hand_over
from tests.people import Cast
from tests.statements import counted
from tests.work import queued_mails

RUNS = "/van-hanh/chuyen-tien"
MOST_STATEMENTS = 6


@pytest.fixture
def owed(cast: Cast) -> int:
    """What seller A is owed for a parcel, ready to go out in four days."""
    with transaction():
        cast.seller_a.tax_code = "9900000016"
        told = {"bank": "970436", "number": "0123456789", "holder": "HTX MAU"}
        account = bank_accounts.propose_account(cast.seller_a, by=cast.owner_a, **told)
        bank_accounts.confirm_account(cast.seller_a, account.ref)
    order = factories.delivered(factories.product(cast.seller_a))
    hand_over(order)
    return order.net_vnd


@pytest.fixture
def second(app: Flask, cast: Cast) -> Client:
    colleague = factories.user("Chị Kế Toán")
    colleague.password_hash = cast.operator.password_hash
    make_operator(colleague)
    browser = app.test_client()
    assert isinstance(browser, Client)
    return people.signed_in(browser, colleague)


def opened(operator: Client) -> str:
    return operator.send(RUNS).headers["Location"]


def sent(operator: Client, second: Client, owed: int) -> str:
    run = opened(operator)
    operator.send(f"{run}/chot", {"total": str(owed)})
    second.send(f"{run}/duyet")
    operator.send(f"{run}/da-gui")
    return run


def code_of(run: str) -> str:
    return run.rpartition("/")[2]


def test_a_run_is_closed_with_its_sum_and_approved_by_somebody_else(
    operator: Client, second: Client, owed: int
) -> None:
    with days_later(4):
        run = opened(operator)
        wrong = operator.send(f"{run}/chot", {"total": str(owed + 1)})
        assert wrong.status_code == 400
        assert f'value="{owed + 1}"' in wrong.text
        assert operator.get(f"{run}/tep/generic").status_code == 409
        assert operator.send(f"{run}/chot", {"total": str(owed)}).status_code == 303
        assert operator.send(f"{run}/duyet").status_code == 409
        assert second.send(f"{run}/duyet").status_code == 303
        file = operator.get(f"{run}/tep/generic")
        assert "0123456789" in file.text
        assert str(owed) in file.text
        assert payouts.get_run(code_of(run)).state == RunState.APPROVED


def test_what_arrives_is_booked_and_the_shop_hears_of_it(
    operator: Client, second: Client, owed: int, cast: Cast
) -> None:
    cast.seller_a.email = "htx@example.test"
    with days_later(4):
        run = sent(operator, second, owed)
        assert operator.send(f"{run}/ve-het").status_code == 303
        [payout] = payouts.get_run(code_of(run)).payouts
        assert (payout.state, payout.run.state) == (PayoutState.PAID, RunState.DONE)
        assert balances(account_of(cast.seller_a.id)).posted_vnd == 0
        mails = [mail for mail in queued_mails() if f"/lan-chuyen/{payout.ref}" in mail.body]
        assert [mail.recipient for mail in mails] == ["htx@example.test"]


def test_what_the_bank_returns_is_the_sellers_again_with_the_banks_reason(
    operator: Client, second: Client, owed: int, cast: Cast
) -> None:
    cast.seller_a.email = "htx@example.test"
    with days_later(4):
        run = sent(operator, second, owed)
        operator.send(f"{run}/ve-het")
        [payout] = payouts.get_run(code_of(run)).payouts
        assert operator.send(f"{run}/{payout.ref}/khong-ve", {"reason": ""}).status_code == 422
        operator.send(f"{run}/{payout.ref}/khong-ve", {"reason": "Tài khoản đã đóng"})
        db.session.refresh(payout)
        assert (payout.state, payout.failure) == (PayoutState.RETURNED, "Tài khoản đã đóng")
        assert balances(account_of(cast.seller_a.id)).posted_vnd == owed
        assert "Tài khoản đã đóng" in queued_mails()[-1].body
        assert "Tài khoản đã đóng" in operator.get(run).text


def test_the_table_of_a_run_can_be_saved_without_account_numbers(operator: Client, owed: int) -> None:
    with days_later(4):
        table = operator.get(f"{opened(operator)}/bang.csv").text
        assert str(owed) in table
        assert "0123456789" not in table


def test_a_run_is_shown_in_pages_and_asks_the_database_little(operator: Client, owed: int, cast: Cast) -> None:
    with days_later(4):
        run = opened(operator)
        operator.get(run)
        with counted() as few:
            page = operator.get(run).text
        assert len(few) <= MOST_STATEMENTS
        assert cast.seller_a.name_vi in page
        assert cast.seller_a.name_vi in operator.get(f"{run}?q=green+life").text
        assert "Không có khoản nào khớp với lời tìm." in operator.get(f"{run}?q=nobody").text


def test_a_refund_in_the_run_arrives_or_comes_back_by_its_own_buttons(
    operator: Client, second: Client, cast: Cast
) -> None:
    order = factories.delivered(factories.product(cast.seller_a), quantity=2, paying=PaymentMethod.TRANSFER)
    with transaction():
        found = payments.get_purchase(order.purchase.code).orders[0]
        why = {"reason": RefundReason.DAMAGED, "bearer": RefundBearer.SHOP}
        refund = payments.request_refund(found, quantities={found.lines[0].id: 1}, by=cast.operator, **why)
        payments.name_account(refund, bank="970436", number="0123456789", holder="NGUYEN THI MAU")
    run = sent(operator, second, refund.amount_vnd)
    page = operator.get(run).text
    assert "NGUYEN THI MAU" in page
    assert "0123456789" not in page
    assert order.purchase.code in operator.get(f"{run}/bang.csv").text
    [line] = payouts.get_run(code_of(run)).refunds
    assert operator.send(f"{run}/hoan/{line.ref}/khong-ve", {"reason": ""}).status_code == 422
    assert operator.send(f"{run}/hoan/{line.ref}/ve").status_code == 303
    assert refund.state == RefundState.CONFIRMED
    assert operator.send(f"{run}/hoan/{line.ref}/khong-ve", {"reason": "Sai tên"}).status_code == 303
    assert (refund.state, refund.failure) == (RefundState.FAILED, "Sai tên")
    assert operator.send(f"{run}/hoan/khongco/ve").status_code == 404


def keys_on(page: str) -> set[str]:
    return set(re.findall(r'aria-keyshortcuts="(.)"', page))


def test_each_step_of_a_run_has_its_keys_on_the_page_and_in_the_help(
    operator: Client, second: Client, owed: int
) -> None:
    with days_later(4):
        run = opened(operator)
        assert keys_on(operator.get(run).text) == {"S", "T"}
        operator.send(f"{run}/chot", {"total": str(owed)})
        assert keys_on(operator.get(run).text) == {"M"}
        assert keys_on(second.get(run).text) == {"A", "M"}
        second.send(f"{run}/duyet")
        assert keys_on(operator.get(run).text) == {"F", "G"}
        operator.send(f"{run}/da-gui")
        sent_page = operator.get(run).text
        assert keys_on(sent_page) == {"F", "V", "L"}
        assert "<kbd>V</kbd> dòng đang đứng đã về" in sent_page


def test_a_long_list_of_runs_is_turned_over(operator: Client) -> None:
    db.session.add_all(PayoutRun(code=f"old-{number:02}", due_on=today()) for number in range(51))
    db.session.commit()
    first = operator.get(RUNS).text
    assert ("old-50" in first, "old-00" in first) == (True, False)
    assert "old-00" in operator.get(f"{RUNS}?trang=2").text
