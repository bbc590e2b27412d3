"""Whoever chose a card finds the way to its page, to another way to pay, and out of a time that ran out."""

from datetime import timedelta

import pytest
import time_machine

from marketplace import payments
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod
from tests import factories
from tests.cards.double import Double
from tests.cards.paying import open_page
from tests.client import Client
from tests.web.storefront.shopping import RECIPIENT, put

pytestmark = pytest.mark.smoke


def run_out() -> None:
    with transaction():
        payments.expire_overdue()


def test_the_checkout_speaks_of_the_card_where_a_card_is_chosen(client: Client, double: Double) -> None:
    put(client, factories.product())
    page = client.send("/dat-hang/noi-nhan", RECIPIENT, form_at="/dat-hang").text
    assert '<span data-way="card">Thẻ chỉ bị trừ khi bạn xác nhận ở trang thẻ.</span>' in page
    assert '<span data-way="cod">Chưa trừ tiền nào lúc này.</span>' in page


def test_the_page_of_the_order_leads_to_the_card_page(client: Client, bought: Purchase, double: Double) -> None:
    page = client.get(f"/don/{bought.token}").text
    assert "bằng thẻ" in page
    assert f'href="/don/{bought.token}/the"' in page
    assert client.get(f"/don/{bought.token}/xong").headers["Location"] == f"/don/{bought.token}"


def test_another_way_to_pay_is_chosen_from_the_card_page_and_back(
    client: Client, bought: Purchase, double: Double
) -> None:
    at = f"/don/{bought.token}"
    ways = f"{at}/tra-tien/cach"
    assert f'href="{ways}"' in client.get(f"{at}/the").text
    assert f'href="{at}/the"' in client.get(ways).text
    answer = client.send(ways, {"payment": "transfer"}, form_at=ways)
    assert answer.headers["Location"] == f"{at}/tra-tien"
    assert client.get(f"{at}/the").headers["Location"] == at
    answer = client.send(ways, {"payment": "card"}, form_at=ways)
    assert answer.headers["Location"] == f"{at}/the"
    answer = client.send(ways, {"payment": "cod"}, form_at=ways)
    assert answer.headers["Location"] == f"{at}/xong"


def test_after_its_time_the_goods_may_be_kept_once_more(client: Client, bought: Purchase, double: Double) -> None:
    at = f"/don/{bought.token}"
    open_page(bought)
    with time_machine.travel(now() + timedelta(minutes=70), tick=False):
        run_out()
        assert f'href="{at}/tra-tien"' in client.get(at).text
        page = client.get(f"{at}/tra-tien").text
        assert "Thẻ bị trừ rồi thì tiền không mất" in page
        assert "Bạn đã chuyển rồi?" not in page
        answer = client.send(f"{at}/tra-tien/giu-lai", {"doi": "1"}, form_at=f"{at}/tra-tien")
        assert answer.headers["Location"] == f"{at}/tra-tien/cach"
        client.send(f"{at}/tra-tien/cach", {"payment": "card"}, form_at=f"{at}/tra-tien/cach")
        db.session.expire_all()
        assert (bought.payment_method, bought.payment_state) == (PaymentMethod.CARD, "awaiting")
        assert open_page(bought).startswith(double.url)
