"""Money that goes back to a card: once, never too much, and known for certain in the end, whatever the network does."""

from dataclasses import replace

import pytest
from flask import Flask

from marketplace import audit, orders, payments
from marketplace.database import db, transaction
from marketplace.gateways import stripe_cards
from marketplace.orders.models import Purchase
from marketplace.orders.states import ActorRole
from marketplace.payments import flows
from marketplace.payments.errors import CardsAway, Disputed
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundBearer, RefundReason
from marketplace.refs import new_ref
from tests import factories
from tests.cards.double import Double
from tests.cards.paying import attempt_of, open_page, send, told_of
from tests.client import Client
from tests.work import work

CREATE = "POST /v1/refunds"


@pytest.fixture
def paid(bought: Purchase, double: Double) -> Purchase:
    """Paid by card and delivered."""
    double.pay(open_page(bought))
    flows.look(attempt_of(bought).ref)
    db.session.expire_all()
    for order in bought.orders:
        with transaction():
            orders.confirm(order, by=None)
            orders.pack(order, by=None)
            orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN-1")
            orders.deliver(order, by=None, role=ActorRole.SELLER)
    return bought


def ask(paid: Purchase, **parts: int) -> Refund:
    with transaction():
        order = payments.get_purchase(paid.code).orders[0]
        why = {"reason": RefundReason.DAMAGED, "bearer": RefundBearer.SELLER}
        return payments.request_refund(order, by=factories.user(), **why, **parts)


def gone(double: Double, paid: Purchase) -> list[int]:
    """What the provider gave back of it, each sum."""
    charge = attempt_of(paid).charge_ref
    return [each["amount"] for each in double.books["refunds"].values() if each["payment_intent"] == charge]


def in_books(paid: Purchase) -> tuple[str, int, int]:
    db.session.expire_all()
    assert audit.check(db.session()) == []
    return paid.payment_state, paid.refunding_vnd, paid.refunded_vnd


def test_a_part_and_then_the_rest_go_back_by_themselves(paid: Purchase, double: Double) -> None:
    ask(paid, goodwill_vnd=20_000)
    assert work("card_refund") == {"card_refund": 1}
    assert in_books(paid) == ("partly_refunded", 0, 20_000)
    first, second = paid.orders
    rest = {line.id: line.quantity for line in first.lines}
    with transaction():
        order = payments.get_purchase(paid.code).orders[0]
        why = {"reason": RefundReason.DAMAGED, "bearer": RefundBearer.SELLER, "by": factories.user()}
        payments.request_refund(order, quantities=rest, shipping_vnd=order.shipping_vnd, **why)
        other = payments.get_purchase(paid.code).orders[1]
        everything = {line.id: line.quantity for line in other.lines}
        payments.request_refund(other, quantities=everything, shipping_vnd=other.shipping_vnd, **why)
    work("card_refund")
    assert in_books(paid) == ("refunded", 0, paid.total_vnd)
    assert sorted(gone(double, paid)) == sorted([20_000, first.total_vnd - 20_000, second.total_vnd])


@pytest.mark.parametrize("how", ["lost", "reset", "429", "500", "500_done"])
def test_whatever_the_network_does_it_goes_back_once(paid: Purchase, double: Double, how: str) -> None:
    refund = ask(paid, goodwill_vnd=20_000)
    double.fail(CREATE, how)
    try:
        flows.send_refund(refund.ref)
    except CardsAway:
        assert in_books(paid)[1:] == (20_000, 0)
    for _ in range(3):
        flows.reconcile()
    assert in_books(paid) == ("partly_refunded", 0, 20_000)
    assert gone(double, paid) == [20_000]


def test_while_the_first_asking_may_still_be_at_work_nothing_is_asked_anew(paid: Purchase, double: Double) -> None:
    refund = ask(paid, goodwill_vnd=20_000)
    double.fail(CREATE, "504_later")
    with pytest.raises(CardsAway):
        flows.send_refund(refund.ref)
    for _ in range(3):
        flows.reconcile()  # the provider says that it is busy with the same
    assert (in_books(paid), gone(double, paid)) == (("paid", 20_000, 0), [])
    double.tell("finish")
    flows.reconcile()
    assert in_books(paid) == ("partly_refunded", 0, 20_000)
    assert gone(double, paid) == [20_000]


def test_a_provider_that_says_nothing_is_waited_for_no_longer_than_set(
    paid: Purchase, double: Double, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "LIMITS", replace(app.config["LIMITS"], gateway_seconds=1))
    refund = ask(paid, goodwill_vnd=20_000)
    double.fail(CREATE, "slow")
    with pytest.raises(CardsAway):
        flows.send_refund(refund.ref)
    assert in_books(paid)[1:] == (20_000, 0)
    flows.send_refund(refund.ref)
    assert gone(double, paid) == [20_000]


def test_its_notices_in_any_order_add_nothing(paid: Purchase, double: Double, client: Client) -> None:
    refund = ask(paid, goodwill_vnd=20_000)
    double.fail(CREATE, "lost")
    with pytest.raises(CardsAway):
        flows.send_refund(refund.ref)
    created = told_of(double, "refund.created", refund.ref)
    later = told_of(double, "charge.refunded", str(attempt_of(paid).charge_ref))
    for event in (later, created, created, later):
        assert send(client, event) == 200
    assert in_books(paid) == ("partly_refunded", 0, 20_000)
    flows.reconcile()
    assert gone(double, paid) == [20_000]


def test_what_the_cards_bank_returns_is_reserved_again_and_goes_another_way(
    paid: Purchase, double: Double, client: Client
) -> None:
    refund = ask(paid, goodwill_vnd=20_000)
    flows.send_refund(refund.ref)
    created = told_of(double, "refund.created", refund.ref)
    double.tell("return", refund=created["data"]["object"]["id"])
    assert send(client, told_of(double, "refund.failed", refund.ref)) == 200
    assert in_books(paid) == ("paid", 20_000, 0)
    db.session.refresh(refund)
    assert (refund.state, refund.failure) == ("failed", "expired_or_canceled_card")
    assert send(client, {**created, "id": "evt_late"}) == 200
    assert in_books(paid) == ("paid", 20_000, 0)
    with transaction():
        payments.send_by_transfer(payments.get_refund(refund.ref), by=None)
    flows.reconcile()
    assert (refund.route, refund.state) == ("transfer", "requested")


def test_a_disputed_payment_is_not_given_back_too(paid: Purchase, double: Double) -> None:
    refund = ask(paid, goodwill_vnd=20_000)
    double.tell("dispute", intent=attempt_of(paid).charge_ref)
    flows.send_refund(refund.ref)
    assert in_books(paid) == ("paid", 20_000, 0)
    assert (refund.state, refund.failure) == ("failed", "charge_disputed")
    assert gone(double, paid) == []


def test_a_disputed_payment_goes_back_by_transfer_only_once_the_bank_has_decided_for_the_shop(
    paid: Purchase, double: Double, client: Client
) -> None:
    refund, charge = ask(paid, goodwill_vnd=20_000), str(attempt_of(paid).charge_ref)
    double.tell("dispute", intent=charge)
    flows.send_refund(refund.ref)
    for told in (None, told_of(double, "charge.dispute.created", charge)):
        assert told is None or send(client, told) == 200
        with pytest.raises(Disputed), transaction():
            payments.send_by_transfer(payments.get_refund(refund.ref), by=None)
    won = told_of(double, "charge.dispute.created", charge) | {"id": "evt_won", "type": "charge.dispute.closed"}
    won["data"]["object"]["status"] = "won"
    assert send(client, won) == 200
    with transaction():
        payments.send_by_transfer(payments.get_refund(refund.ref), by=None)
    assert (refund.route, refund.state) == ("transfer", "requested")


def test_a_provider_that_would_give_back_anything_is_never_asked_for_too_much(paid: Purchase, double: Double) -> None:
    """It pays back more than was paid, and forgets keys: our books refuse by themselves."""
    double.tell("set", lenient=True)
    order = paid.orders[0]
    ask(paid, goodwill_vnd=order.total_vnd)
    with pytest.raises(payments.errors.RefundRefused):
        ask(paid, goodwill_vnd=1)
    for _ in range(3):
        flows.reconcile()
    assert gone(double, paid) == [order.total_vnd]
    assert in_books(paid) == ("partly_refunded", 0, order.total_vnd)


def test_the_double_itself_refuses_what_stripe_refuses(paid: Purchase, double: Double) -> None:
    charge, ref = str(attempt_of(paid).charge_ref), new_ref()  # it keeps its keys through all tests
    with pytest.raises(stripe_cards.Refused) as refused:
        stripe_cards.give_back(charge=charge, amount_vnd=paid.total_vnd + 1, ref=ref, tries=1)
    assert refused.value.code == "amount_too_large"
    first = stripe_cards.give_back(charge=charge, amount_vnd=5_000, ref=ref, tries=2)
    assert stripe_cards.give_back(charge=charge, amount_vnd=5_000, ref=ref, tries=2) == first
    with pytest.raises(stripe_cards.Fault):
        stripe_cards.give_back(charge=charge, amount_vnd=6_000, ref=ref, tries=2)
    assert gone(double, paid) == [5_000]
