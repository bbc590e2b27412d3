"""A card payment from the page to the books, with the real library over real HTTP."""

import json
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from marketplace import audit, payments
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod
from marketplace.payments import flows
from marketplace.payments.errors import CardTooSmall
from marketplace.payments.models import PaymentNotice
from tests import factories
from tests.cards.double import ASKED, GOOD, POOR, Double
from tests.cards.paying import attempt_of, open_page, send, told_of
from tests.client import Client
from tests.people import Cast
from tests.work import work


def in_books(bought: Purchase) -> tuple[str, int]:
    db.session.expire_all()
    assert audit.check(db.session()) == []
    return bought.payment_state, bought.paid_vnd


def outcome(event: dict[str, object]) -> str:
    found = select(PaymentNotice.outcome).where(PaymentNotice.event_id == event["id"])
    return str(db.session.scalars(found).one())


def test_a_signed_notice_places_the_orders(bought: Purchase, double: Double, client: Client) -> None:
    status, back, _ = double.pay(open_page(bought))
    assert (status, back.endswith(attempt_of(bought).ref)) == (303, True)
    assert in_books(bought) == ("awaiting", 0)
    event = told_of(double, "checkout.session.completed", attempt_of(bought).ref)
    assert send(client, event) == 200
    assert in_books(bought) == ("paid", bought.total_vnd)
    assert {order.state for order in bought.orders} == {"placed"}
    assert (attempt_of(bought).state, outcome(event)) == ("succeeded", "applied")


def test_two_events_for_one_fact_and_each_of_them_twice_count_once(
    bought: Purchase, double: Double, client: Client
) -> None:
    double.pay(open_page(bought))
    both = [event for event in double.events() if attempt_of(bought).ref in json.dumps(event)]
    assert {event["type"] for event in both} == {"payment_intent.succeeded", "checkout.session.completed"}
    for event in (*both, *both, {**both[-1], "id": both[-1]["id"] + "x"}):
        assert send(client, event) == 200
    assert in_books(bought) == ("paid", bought.total_vnd)
    assert payments.refunds_of(bought) == []


def test_asked_before_any_notice_the_money_counts_and_the_notice_adds_nothing(
    bought: Purchase, double: Double, client: Client
) -> None:
    double.pay(open_page(bought))
    flows.look(attempt_of(bought).ref)
    assert in_books(bought) == ("paid", bought.total_vnd)
    assert send(client, told_of(double, "checkout.session.completed", attempt_of(bought).ref)) == 200
    assert in_books(bought) == ("paid", bought.total_vnd)


def test_a_bank_that_asks_who_is_there_is_answered(bought: Purchase, double: Double) -> None:
    page = open_page(bought)
    _, _, asked = double.pay(page, ASKED)
    assert "3-D Secure" in asked
    _, _, refused = double.pay(page, ASKED, proof="no")
    assert "từ chối" in refused
    flows.look(attempt_of(bought).ref)
    assert in_books(bought) == ("awaiting", 0)
    assert double.pay(page, ASKED, proof="yes")[0] == 303
    flows.look(attempt_of(bought).ref)
    assert in_books(bought) == ("paid", bought.total_vnd)


def test_a_declined_card_is_told_and_the_page_stays_open(bought: Purchase, double: Double, client: Client) -> None:
    page = open_page(bought)
    double.pay(page, POOR)
    event = told_of(double, "payment_intent.payment_failed", attempt_of(bought).ref)
    assert send(client, event) == 200
    assert (attempt_of(bought).state, attempt_of(bought).failure) == ("open", "insufficient_funds")
    assert "Thẻ không đủ tiền" in client.get(f"/don/{bought.token}/the").text
    assert open_page(bought) == page
    double.pay(page, GOOD)
    flows.look(attempt_of(bought).ref)
    assert send(client, event) == 200
    assert in_books(bought) == ("paid", bought.total_vnd)


def test_asked_again_the_same_page_is_given(bought: Purchase, double: Double) -> None:
    assert open_page(bought) == open_page(bought)
    assert len(payments.attempts_of(bought)) == 1


def test_a_page_whose_time_is_over_ends_the_attempt(bought: Purchase, double: Double, client: Client) -> None:
    open_page(bought)
    attempt = attempt_of(bought)
    with time_machine.travel(now() + timedelta(minutes=70), tick=False):
        work("awaited_money")
        assert in_books(bought) == ("expired", 0)
        assert attempt_of(bought).state == "expired"
        flows.look(attempt.ref)
    assert in_books(bought) == ("expired", 0)


def test_a_card_charged_after_the_time_brings_the_orders_back(bought: Purchase, double: Double, client: Client) -> None:
    double.pay(open_page(bought))
    with time_machine.travel(now() + timedelta(minutes=70), tick=False):
        work("awaited_money")
        assert in_books(bought) == ("expired", 0)
        assert send(client, told_of(double, "checkout.session.completed", attempt_of(bought).ref)) == 200
    assert in_books(bought) == ("paid", bought.total_vnd)
    assert {order.state for order in bought.orders} == {"placed"}


def test_a_page_that_was_given_up_is_closed(bought: Purchase, double: Double) -> None:
    page = open_page(bought)
    with transaction():
        payments.receive(payments.get_purchase(bought.code), bought.due_vnd)
    assert attempt_of(bought).state == "cancelled"
    assert flows.reconcile() == (1, 0)
    _, _, shown = double.pay(page)
    assert "đã đóng" in shown
    assert in_books(bought) == ("paid", bought.total_vnd)


def test_paid_by_transfer_and_by_card_the_card_gets_its_money_back(bought: Purchase, double: Double) -> None:
    page = open_page(bought)
    double.pay(page)
    with transaction():
        payments.receive(payments.get_purchase(bought.code), bought.due_vnd)
    flows.reconcile()
    (refund,) = payments.refunds_of(bought)
    assert (refund.amount_vnd, refund.route) == (bought.total_vnd, "provider")
    assert work("card_refund") == {"card_refund": 1}
    assert in_books(bought) == ("partly_refunded", 2 * bought.total_vnd)
    assert [each["amount"] for each in double.books["refunds"].values()][-1] == bought.total_vnd


def test_less_than_a_card_takes_is_told_before_trying(cast: Cast, double: Double) -> None:
    cheap = factories.product(cast.seller_a, price_vnd=1_000)
    bought = factories.purchase((cheap.variants[0], 1), paying=PaymentMethod.CARD)
    with transaction():
        payments.receive(payments.get_purchase(bought.code), bought.due_vnd - 14_999)
    before = len(double.books["sessions"])
    with pytest.raises(CardTooSmall):
        open_page(bought)
    assert len(double.books["sessions"]) == before


def test_a_dispute_is_written_down_beside_its_payment(bought: Purchase, double: Double, client: Client) -> None:
    double.pay(open_page(bought))
    flows.look(attempt_of(bought).ref)
    charge = attempt_of(bought).charge_ref
    double.tell("dispute", intent=charge)
    assert send(client, told_of(double, "charge.dispute.created", str(charge))) == 200
    (dispute,) = payments.disputes_of(bought)
    assert (dispute.amount_vnd, dispute.body["reason"]) == (bought.total_vnd, "fraudulent")
