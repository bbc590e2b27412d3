"""What somebody who pays by card sees, and what the network may do to it."""

import pytest
from flask import Flask

from marketplace import audit, payments
from marketplace.database import db
from marketplace.orders.models import Purchase
from marketplace.payments import flows
from tests import factories
from tests.cards.double import Double
from tests.cards.paying import attempt_of, open_page
from tests.client import Client
from tests.web.storefront.shopping import RECIPIENT, put

CREATE = "POST /v1/checkout/sessions"


def start(client: Client, bought: Purchase) -> tuple[int, str]:
    answer = client.send(f"/don/{bought.token}/the")
    return answer.status_code, answer.headers.get("Location", "")


def test_cards_are_offered_only_where_they_are_taken(client: Client, app: Flask) -> None:
    put(client, factories.product())
    assert "Thẻ ngân hàng" not in client.get("/dat-hang").text


def test_an_order_leads_to_the_card_page_and_back(client: Client, double: Double) -> None:
    put(client, factories.product())
    page = client.send("/dat-hang/noi-nhan", RECIPIENT, form_at="/dat-hang").text
    assert "Thẻ ngân hàng" in page
    form = {
        **RECIPIENT,
        "payment": "card",
        "shown_total": page.split('name="shown_total" type="hidden" value="')[1].split('"')[0],
        "checkout_token": page.split('name="checkout_token" type="hidden" value="')[1].split('"')[0],
    }
    answer = client.send("/dat-hang", form)
    assert answer.headers["Location"].startswith(f"{double.url}/pay/")
    bought = db.session.query(Purchase).one()
    assert (bought.payment_method, bought.payment_state) == ("card", "awaiting")
    _, back, _ = double.pay(answer.headers["Location"])
    waiting = client.get(back.partition("5000")[2])
    assert "Chờ cổng thẻ báo" in waiting.text
    looked = client.send(f"/don/{bought.token}/the/{attempt_of(bought).ref}", form_at=waiting.request.path)
    done = client.get(looked.headers["Location"], follow_redirects=True)
    assert "Đã đặt hàng" in done.text
    assert "Người giao không thu gì nữa" in done.text


def test_a_form_may_lead_to_the_providers_page_where_cards_are_taken(client: Client, double: Double) -> None:
    assert f"form-action 'self' {double.url};" in client.get("/gio").headers["Content-Security-Policy"]


@pytest.mark.parametrize("how", ["reset", "429", "500", "500_done", "lost"])
def test_whatever_the_network_does_the_next_click_leads_on(
    client: Client, bought: Purchase, double: Double, how: str
) -> None:
    double.fail(CREATE, how)
    answer = client.send(f"/don/{bought.token}/the")
    assert answer.status_code == 503
    assert "thẻ của bạn chưa bị trừ" in answer.text
    status, page = start(client, bought)
    assert (status, page.startswith(double.url)) == (303, True)
    double.pay(page)
    flows.reconcile()
    db.session.expire_all()
    assert (bought.payment_state, bought.paid_vnd) == ("paid", bought.total_vnd)
    assert len(payments.attempts_of(bought)) == 1
    assert audit.check(db.session()) == []


def test_a_provider_that_is_away_when_asked_costs_nothing(client: Client, bought: Purchase, double: Double) -> None:
    double.pay(open_page(bought))
    double.fail("GET /v1/checkout/sessions", "reset")
    answer = client.send(f"/don/{bought.token}/the/{attempt_of(bought).ref}")
    assert answer.status_code == 303
    assert "bạn không phải trả lại" in client.get(answer.headers["Location"]).text


def test_a_paid_order_asks_for_no_card(client: Client, bought: Purchase, double: Double) -> None:
    double.pay(open_page(bought))
    flows.look(attempt_of(bought).ref)
    assert client.get(f"/don/{bought.token}/the").headers["Location"].endswith(f"/don/{bought.token}")
    status, location = start(client, bought)
    assert (status, location.endswith(f"/don/{bought.token}")) == (303, True)


def test_the_attempt_of_another_purchase_is_not_found(client: Client, bought: Purchase, double: Double) -> None:
    open_page(bought)
    other = factories.order().purchase
    assert client.get(f"/don/{other.token}/the/{attempt_of(bought).ref}").status_code == 404


def test_the_command_asks_about_everything_unsettled(bought: Purchase, double: Double, app: Flask) -> None:
    double.pay(open_page(bought))
    db.session.commit()
    said = app.test_cli_runner().invoke(args=["payments", "reconcile"])
    assert "asked about 1 payments and 0 refunds" in said.output
    db.session.expire_all()
    assert bought.payment_state == "paid"
