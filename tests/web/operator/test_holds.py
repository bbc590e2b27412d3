"""Operators keep money back with a reason that the shop reads, and let it go again."""

from datetime import timedelta

import pytest
from flask import Flask

from marketplace import payouts
from marketplace.accounts import OperatorRole, make_operator
from marketplace.clock import today
from marketplace.database import transaction
from marketplace.orders.models import Order
from marketplace.payouts import HoldFilter, HoldReason
from marketplace.sellers import bank_accounts
from tests import factories, people
from tests.client import Client
from tests.payouts.steps import days_later, hand_over
from tests.people import Cast
from tests.work import queued_mails

HOLDS = "/van-hanh/giu-tien"
WHY = "Khách báo ba hũ vỡ, chờ ảnh"


@pytest.fixture
def order(cast: Cast) -> Order:
    """A parcel of seller A that arrived and can be paid out in four days."""
    with transaction():
        cast.seller_a.tax_code = "9900000016"
        cast.seller_a.email = "htx@example.test"
        told = {"bank": "970436", "number": "0123456789", "holder": "HTX MAU"}
        account = bank_accounts.propose_account(cast.seller_a, by=cast.owner_a, **told)
        bank_accounts.confirm_account(cast.seller_a, account.ref)
    order = factories.delivered(factories.product(cast.seller_a))
    hand_over(order)
    return order


@pytest.fixture
def owner(app: Flask, cast: Cast) -> Client:
    browser = app.test_client()
    assert isinstance(browser, Client)
    return people.signed_in(browser, cast.owner_a)


def vnd(amount_vnd: int) -> str:
    return f"{amount_vnd:,}".replace(",", ".")


def test_money_is_kept_back_with_its_amount_in_the_button_and_the_shop_reads_why(
    operator: Client, owner: Client, order: Order
) -> None:
    with days_later(4):
        asked = operator.get(f"{HOLDS}/moi?q={order.number}")
        assert f"Giữ lại {vnd(order.net_vnd)}" in asked.text
        kept = operator.send(HOLDS, {"subject": order.number, "note": WHY, "until_on": ""})
        shown = operator.get(kept.headers["Location"])
        assert WHY in shown.text
        assert f"Thả {vnd(order.net_vnd)}" in shown.text
        assert WHY in owner.get("/ban-hang/tien").text
        [mail] = [mail for mail in queued_mails() if WHY in mail.body]
        assert (mail.recipient, order.number in mail.subject) == ("htx@example.test", True)
        assert payouts.due_of([order.seller_id])[0].payable_vnd == 0


def test_what_is_let_go_goes_out_and_the_shop_hears_of_it(operator: Client, order: Order) -> None:
    with days_later(4):
        kept = operator.send(HOLDS, {"subject": order.number, "note": WHY, "until_on": ""}).headers["Location"]
        assert operator.send(f"{kept}/tha").status_code == 303
        assert payouts.due_of([order.seller_id])[0].payable_vnd == order.net_vnd
        assert "không giữ khoản này nữa" in queued_mails()[-1].body
        again = operator.send(f"{kept}/tha")
        assert again.status_code == 404
        assert "đã được thả" in again.text


def test_all_of_a_shops_money_is_kept_back_until_its_day(operator: Client, order: Order, cast: Cast) -> None:
    with days_later(4):
        until = today() + timedelta(days=3)
        told = {"subject": cast.seller_a.slug, "note": WHY, "until_on": f"{until:%d/%m/%Y}"}
        assert operator.send(HOLDS, told).status_code == 303
        [due] = payouts.due_of([order.seller_id])
        assert (due.reason, due.held_vnd, due.note) == (HoldReason.BY_HAND, order.net_vnd, WHY)
        assert operator.send(HOLDS, told).status_code == 409
    with days_later(6):
        assert payouts.due_of([order.seller_id])[0].payable_vnd == 0
    with days_later(7):
        assert payouts.due_of([order.seller_id])[0].payable_vnd == order.net_vnd
        assert "Hết ngày giữ" in operator.get(f"{HOLDS}?xem=da-tha").text


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"note": " "}, 422, "Ghi lý do"),
        ({"note": "d" * 301}, 422, "nhiều nhất 300"),
        ({"until_on": "hôm nào"}, 422, "Ngày viết chưa đúng"),
        ({"until_on": "01/01/2020"}, 400, "phải sau hôm nay"),
        ({"subject": "khong-co"}, 404, "Không có đơn hay nơi bán nào"),
    ],
)
def test_what_does_not_fit_is_said_and_keeps_nothing_back(
    operator: Client, order: Order, fields: dict[str, str], status: int, said: str
) -> None:
    answer = operator.send(HOLDS, {"subject": order.number, "note": WHY, "until_on": ""} | fields)
    assert (answer.status_code, said in answer.text) == (status, True)
    assert payouts.count_holds(HoldFilter()) == 0


def test_holds_are_found_by_order_shop_and_reason_without_accents_of_the_shop(operator: Client, order: Order) -> None:
    operator.send(HOLDS, {"subject": order.number, "note": WHY, "until_on": ""})
    for words in (order.number.lower(), "green life", "ba hũ vỡ"):
        assert WHY in operator.get(HOLDS, query_string={"q": words, "xem": "tat-ca"}).text
    for words in ("%", "son nam"):
        assert WHY not in operator.get(HOLDS, query_string={"q": words, "xem": "tat-ca"}).text


def test_who_may_only_look_keeps_nothing_back(app: Flask, cast: Cast, order: Order) -> None:
    looker = factories.user("Người xem")
    looker.password_hash = cast.operator.password_hash
    make_operator(looker, [OperatorRole.READ_ONLY])
    browser = app.test_client()
    assert isinstance(browser, Client)
    people.signed_in(browser, looker)
    assert browser.get(HOLDS).status_code == 200
    assert "Giữ một khoản" not in browser.get(HOLDS).text
    assert browser.send(HOLDS, {"subject": order.number, "note": WHY, "until_on": ""}).status_code == 403
    assert payouts.count_holds(HoldFilter()) == 0
