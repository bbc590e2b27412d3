"""What a shop reads about its money."""

from datetime import timedelta

import pypdfium2
import pytest

from marketplace import cash, payouts
from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.orders.models import Order
from marketplace.sellers import bank_accounts
from marketplace.web.filters import full_date
from tests import factories
from tests.client import Client
from tests.payouts.steps import hand_over
from tests.people import Cast
from tests.statements import counted

MONEY = "/ban-hang/tien"
MOST_STATEMENTS = 6


@pytest.fixture
def order(cast: Cast) -> Order:
    with transaction():
        cast.seller_a.tax_code = "9900000016"
        told = {"bank": "970436", "number": "0123456789", "holder": "HTX MAU"}
        account = bank_accounts.propose_account(cast.seller_a, by=cast.owner_a, **told)
        bank_accounts.confirm_account(cast.seller_a, account.ref)
    return factories.delivered(factories.product(cast.seller_a, price_vnd=165_000))


def month_of(order: Order) -> str:
    return payouts.months_of(order.seller_id)[0]


def test_held_money_says_why_and_what_frees_it(owner: Client, order: Order) -> None:
    page = owner.get(MONEY).text
    assert "Tiền mặt của đơn chưa về chợ" in page
    assert order.number in page
    custody = cash.custody_of(order.id)
    assert custody is not None
    assert f"hẹn gửi tiền về chợ trước hết ngày {full_date(custody.due_on)}" in page
    hand_over(order)
    assert "Tiền mặt của đơn chưa về chợ" not in owner.get(MONEY).text


def test_cash_that_a_carrier_keeps_too_long_is_told(owner: Client, order: Order) -> None:
    custody = cash.custody_of(order.id)
    assert custody is not None
    custody.due_on = today() - timedelta(days=1)
    db.session.flush()
    assert f"quá hẹn {full_date(custody.due_on)}" in owner.get(MONEY).text


def test_a_statement_ends_in_a_line_that_adds_up(owner: Client, order: Order) -> None:
    page = owner.get(f"{MONEY}/sao-ke/{month_of(order)}").text
    assert f'Bán đơn <span class="nw">{order.number}</span>' in page
    assert page.count("156.750\u00a0₫") >= 3
    assert owner.get(f"{MONEY}/sao-ke/2026-13").status_code == 404


def test_the_statement_is_a_table_and_a_paper_with_vietnamese_letters(owner: Client, order: Order) -> None:
    table = owner.get(f"{MONEY}/sao-ke/{month_of(order)}/csv")
    assert order.number in table.text
    assert "156750" in table.text
    paper = pypdfium2.PdfDocument(owner.get(f"{MONEY}/sao-ke/{month_of(order)}/pdf").data)
    words = paper[0].get_textpage().get_text_range()
    assert "Sao kê tháng" in words
    assert "Còn lại đầu kỳ" in words
    assert order.number in words


def test_a_packer_sees_no_money(packer: Client, order: Order) -> None:
    assert packer.get(MONEY).status_code == 403
    assert MONEY not in packer.get("/ban-hang").text


def test_the_money_page_asks_the_database_little(owner: Client, order: Order) -> None:
    owner.get(MONEY)
    with counted() as few:
        assert owner.get(MONEY).status_code == 200
    assert len(few) <= MOST_STATEMENTS
