"""Who comes back from the card's page, its provider and an operator move the same money at the same moment."""

from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace import audit, payments
from marketplace.database import db, transaction
from marketplace.gateways import stripe_cards
from marketplace.gateways.stripe_cards import CardRefund
from marketplace.payments import cards, flows
from marketplace.payments.attempts import record
from marketplace.payments.models import PaymentAttempt, PaymentEvent, PaymentNotice
from tests.cards.double import Double
from tests.cards.paying import attempt_of, open_page, send, told_of
from tests.cards.purchases import VND, ask, bought, buy, given_back, paid, refund_of, stands
from tests.crowd import meeting, together
from tests.work import work

TIMES = 4


@pytest.fixture
def code(provider: Double, honey: int) -> str:
    """A purchase of which the card was charged, and nobody was told yet."""
    made = buy(honey)
    provider.pay(open_page(bought(made)))
    return made


def steps(code: str) -> int:
    """How often its money came in."""
    came = select(func.count(PaymentEvent.id)).where(PaymentEvent.purchase_id == bought(code).id)
    return db.session.scalar(came.where(PaymentEvent.amount_vnd > 0)) or 0


def test_an_address_that_is_told_of_each_payment_twice_at_once_counts_it_once(
    committed_app: Flask, provider: Double, code: str
) -> None:
    """As when it is registered twice at the provider, or a notice is sent again while the first is being read."""
    event = told_of(provider, "checkout.session.completed", attempt_of(bought(code)).ref)
    told = [partial(send, committed_app.test_client(), event) for _ in range(TIMES)]
    assert together(committed_app, told) == [200] * TIMES
    assert (stands(code), steps(code)) == (("paid", bought(code).total_vnd, 0, 0), 1)
    known = select(func.count(PaymentNotice.id)).where(PaymentNotice.event_id == event["id"])
    assert db.session.scalar(known) == 1
    assert audit.check(db.session()) == []


def both(committed_app: Flask, provider: Double, code: str) -> None:
    """The buyer comes back, so that the provider is asked, and in this moment it tells by itself."""
    ref = attempt_of(bought(code)).ref
    event = told_of(provider, "checkout.session.completed", ref)
    client = committed_app.test_client()
    together(committed_app, [partial(flows.look, ref), partial(flows.look, ref), partial(send, client, event)])


def test_the_return_page_and_the_notice_meet_and_the_money_counts_once(
    committed_app: Flask, provider: Double, code: str
) -> None:
    both(committed_app, provider, code)
    assert (stands(code), steps(code)) == (("paid", bought(code).total_vnd, 0, 0), 1)
    assert audit.check(db.session()) == []


def test_without_the_lock_of_the_purchase_the_money_of_one_card_counts_several_times(
    committed_app: Flask, provider: Double, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: all of them have looked how it stands before any of them writes."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("on SQLite the whole transaction is the lock")
    all_here = meeting(3)

    def unlocked(ref: str) -> PaymentAttempt:
        found = db.session.scalars(select(PaymentAttempt).where(PaymentAttempt.ref == ref)).one()
        assert found.purchase.orders  # read before anything is written
        return found

    def at_once(attempt: PaymentAttempt, outcome: Any) -> None:
        all_here.wait()
        record(attempt, outcome)

    for module in (cards, flows):
        monkeypatch.setattr(module, "get_attempt", unlocked)
    monkeypatch.setattr(cards, "record", at_once)
    both(committed_app, provider, code)
    assert steps(code) > 1
    assert audit.check(db.session()) != []


@pytest.mark.parametrize("first", ["refund", "dispute", "both"])
def test_a_refund_and_a_dispute_that_meet_leave_the_books_as_the_provider_has_them(
    committed_app: Flask, provider: Double, honey: int, first: str
) -> None:
    code = paid(honey, provider)
    with transaction():
        ask(code)
    ref, charge = refund_of(code), attempt_of(bought(code)).charge_ref
    refund = partial(flows.send_refund, ref)

    def dispute() -> None:
        provider.tell("dispute", intent=charge)
        assert send(committed_app.test_client(), told_of(provider, "charge.dispute.created", str(charge))) == 200

    if first == "both":
        together(committed_app, [refund, dispute])
    else:
        for step in (refund, dispute) if first == "refund" else (dispute, refund):
            step()
    went = given_back(provider, code)
    assert went in ([VND], []) if first == "both" else went == [VND] * (first == "refund")
    assert stands(code)[2:] == ((0, VND) if went else (VND, 0))
    assert [told.outcome for told in payments.disputes_of(bought(code))] == ["applied"]
    work("card_refund")
    flows.reconcile()
    assert given_back(provider, code) == went
    assert audit.check(db.session()) == []


def test_several_workers_send_one_refund_at_once_and_it_goes_back_once(
    committed_app: Flask, provider: Double, honey: int
) -> None:
    code = paid(honey, provider)
    with transaction():
        ask(code)
    together(committed_app, [partial(flows.send_refund, refund_of(code))] * TIMES)
    assert (given_back(provider, code), stands(code)[2:]) == ([VND], (0, VND))
    assert audit.check(db.session()) == []


def test_a_provider_that_forgets_keys_gives_back_to_each_of_them(
    committed_app: Flask, provider: Double, honey: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: all of them ask before any of them writes that it was done."""
    provider.tell("set", lenient=True)
    code = paid(honey, provider)
    with transaction():
        ask(code)
    all_here, give_back = meeting(TIMES), stripe_cards.give_back

    def at_once(**about: Any) -> CardRefund:
        all_here.wait()
        return give_back(**about)

    monkeypatch.setattr(stripe_cards, "give_back", at_once)
    together(committed_app, [partial(flows.send_refund, refund_of(code))] * TIMES)
    assert given_back(provider, code) == [VND] * TIMES
