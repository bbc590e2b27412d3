"""Notices of the card provider in random order, doubled, forged, unfit and before our own commit: a model of sums ends
where the shop ends. Hundreds in the tests, ten thousand with MONEY_NOTICES=10000.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import audit, orders, payments
from marketplace.catalogue.models import Variant
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.gateways.stripe_cards import Session
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod
from marketplace.payments import Outcome, cards
from marketplace.payments.models import PaymentAttempt, PaymentNotice
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import AttemptState, RefundBearer, RefundReason, RefundState
from tests import factories
from tests.cards.conftest import takes_cards
from tests.cards.double import signature
from tests.cards.paying import PATH
from tests.client import Client

MANY = int(os.environ.get("MONEY_NOTICES", "150"))
DOUBLED, FORGED, UNFIT = 0.3, 0.1, 0.05
VND = 20_000


@dataclass
class Model:
    """What was truly told of each attempt and refund, by their names, whatever came first."""

    told: dict[str, set[str]] = field(default_factory=dict)

    def attempt(self, ref: str) -> str:
        """Money that was taken counts always; an end without money only where none was."""
        kinds = self.told.get(ref, set())
        if "checkout.session.completed" in kinds:
            return AttemptState.SUCCEEDED
        return AttemptState.EXPIRED if "checkout.session.expired" in kinds else AttemptState.OPEN

    def refund(self, ref: str) -> str:
        """What a card's bank sent back stays so, though the notice that it had gone comes later."""
        kinds = self.told.get(ref, set())
        if "refund.failed" in kinds:
            return RefundState.FAILED
        return RefundState.CONFIRMED if "refund.created" in kinds else RefundState.SENT


@dataclass(frozen=True)
class Event:
    """A notice about the attempt or refund `ref`, and how it is sent."""

    ref: str
    id: str
    kind: str
    about: dict[str, Any]
    forgery: str = ""
    is_fit: bool = True

    @property
    def body(self) -> bytes:
        told = {"id": self.id, "type": self.kind, "livemode": False, "data": {"object": self.about}}
        return json.dumps(told).encode()

    def headers(self) -> dict[str, str]:
        header = {
            "": lambda: signature(self.body),
            "secret": lambda: signature(self.body, secret="whsec_other"),
            "old": lambda: signature(self.body, age=400),
            "body": lambda: signature(self.body + b" "),
            "none": lambda: "",
        }[self.forgery]()
        return {"Stripe-Signature": header}


def page(attempt: PaymentAttempt, status: str, **other: Any) -> dict[str, Any]:
    paid = {"payment_status": "paid" if status == "complete" else "unpaid", "status": status}
    mine = {"id": f"cs_{attempt.ref}", "client_reference_id": attempt.ref, "payment_intent": f"pi_{attempt.ref}"}
    money = {"amount_total": attempt.amount_vnd, "currency": "vnd", "livemode": False}
    return {"object": "checkout.session", **paid, **mine, **money, **other}


def of_attempt(dice: Random, attempt: PaymentAttempt) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """Some of what may be told of one attempt: kind, what about, and whether it fits."""
    if dice.random() < 0.7:
        yield "checkout.session.completed", page(attempt, "complete"), True
        yield "payment_intent.succeeded", {"id": f"pi_{attempt.ref}", "object": "payment_intent"}, True
    if dice.random() < 0.3:
        yield "checkout.session.expired", page(attempt, "expired"), True
    if dice.random() < 0.4:
        failure = {"metadata": {"attempt": attempt.ref}, "last_payment_error": {"code": "card_declined"}}
        yield "payment_intent.payment_failed", {"id": f"pi_{attempt.ref}", **failure}, True
    if dice.random() < UNFIT * 4:
        wrong = dice.choice([{"amount_total": 1}, {"currency": "usd"}, {"livemode": True}])
        yield "checkout.session.completed", page(attempt, "complete", **wrong), False


def of_refund(dice: Random, refund: Refund) -> Iterator[tuple[str, dict[str, Any], bool]]:
    told = {"metadata": {"refund": refund.ref, "tries": "1"}, "amount": refund.amount_vnd, "currency": "vnd"}
    about = {"id": f"re_{refund.ref}", "object": "refund", **told}
    if dice.random() < 0.8:
        yield "refund.created", {**about, "status": "succeeded"}, True
    if dice.random() < 0.2:
        yield "refund.failed", {**about, "status": "failed", "failure_reason": "lost_or_stolen_card"}, True
    if dice.random() < UNFIT * 4:
        yield "refund.created", {**about, "status": "succeeded", "amount": refund.amount_vnd + 1}, False


@pytest.fixture
def pack(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Variant]:
    takes_cards(app, "http://127.0.0.1:9", monkeypatch)
    yield factories.product(left=10 * MANY).variants[0]
    payments.offer_cards(False)


def opened(pack: Variant) -> PaymentAttempt:
    """An attempt whose page was asked for, and of which nothing else is written yet."""
    with transaction():
        bought = factories.purchase((pack, 1), paying=PaymentMethod.CARD)
        told = {"method": PaymentMethod.CARD, "provider": "stripe", "ends_at": now() + timedelta(hours=1)}
        return payments.open_attempt(bought, amount_vnd=bought.due_vnd, **told)


def sent_back(pack: Variant, operator: Any) -> Refund:
    """A refund of a paid card that was told to the provider, and of which no answer is known."""
    attempt = opened(pack)
    with transaction():
        payments.record(attempt, Outcome(AttemptState.SUCCEEDED, attempt.amount_vnd))
        attempt.charge_ref = f"pi_{attempt.ref}"
        order = payments.get_purchase(attempt.purchase.code).orders[0]
        orders.confirm(order, by=None)
        orders.pack(order, by=None)
        why = {"reason": RefundReason.DAMAGED, "bearer": RefundBearer.SHOP, "by": operator}
        refund = payments.request_refund(order, goodwill_vnd=VND, **why)
        payments.mark_sent(refund)
    return refund


def drawn(dice: Random, attempts: list[PaymentAttempt], refunds: list[Refund]) -> list[Event]:
    """The notices: true, unfit and forged ones, some of them twice, in any order."""
    told: list[Event] = []
    things = [(of_attempt, each) for each in attempts] + [(of_refund, each) for each in refunds]
    for of_it, thing in things:
        for kind, about, is_fit in of_it(dice, thing):
            forgery = dice.choice(["secret", "old", "body", "none"]) if dice.random() < FORGED else ""
            one = Event(thing.ref, f"evt_{len(told)}", kind, about, forgery, is_fit)
            told += [one, one] if dice.random() < DOUBLED else [one]
            if kind == "checkout.session.completed" and dice.random() < 0.1:
                told.append(Event(thing.ref, f"evt_{len(told)}", kind, about, "", is_fit))  # one fact, two names
    dice.shuffle(told)
    return told


@pytest.mark.parametrize("seed", [1])
def test_whatever_is_told_in_any_order_the_shop_ends_where_the_model_ends(
    app: Flask, client: Client, pack: Variant, seed: int
) -> None:
    dice, model, operator = Random(seed), Model(), factories.user()
    attempts = [opened(pack) for _ in range(MANY // 3)]
    refunds = [sent_back(pack, operator) for _ in range(MANY // 6)]
    events = drawn(dice, attempts, refunds)
    assert len(events) >= MANY
    for rank, event in enumerate(events):
        answer = client.post(PATH, data=event.body, headers=event.headers())
        assert answer.status_code == (400 if event.forgery else 200), event
        if event.is_fit and not event.forgery:
            model.told.setdefault(event.ref, set()).add(event.kind)
        if rank == len(events) // 2:
            commit_late(attempts)
    check(model, attempts, refunds, {event.id for event in events if not event.forgery})


def commit_late(attempts: list[PaymentAttempt]) -> None:
    """What opened some of the pages comes to its last commit only now, with the page as it was when it was opened."""
    for attempt in attempts[::5]:
        told = {"id": f"cs_{attempt.ref}", "url": "http://127.0.0.1:9/pay", "status": "open", "is_paid": False}
        money = {"amount_vnd": attempt.amount_vnd, "currency": "vnd", "charge": "", "is_live": False}
        with transaction():
            assert cards.settle(payments.get_attempt(attempt.ref), Session(**told, **money, ref=attempt.ref))


def check(model: Model, attempts: list[PaymentAttempt], refunds: list[Refund], genuine: set[str]) -> None:
    db.session.expire_all()
    assert [attempt.state for attempt in attempts] == [model.attempt(attempt.ref) for attempt in attempts]
    assert [refund.state for refund in refunds] == [model.refund(refund.ref) for refund in refunds]
    for attempt in attempts:
        paid_vnd = attempt.amount_vnd if attempt.state == AttemptState.SUCCEEDED else 0
        assert (attempt.purchase.paid_vnd, attempt.purchase.refunding_vnd) == (paid_vnd, 0)
    for refund in refunds:
        gone = refund.state == RefundState.CONFIRMED
        assert (refund.purchase.refunded_vnd, refund.purchase.refunding_vnd) == (VND * gone, VND * (not gone))
    known = select(PaymentNotice.event_id).where(PaymentNotice.provider == cards.STRIPE)
    assert set(db.session.scalars(known)) == genuine
    assert len(attempts) + len(refunds) == len(db.session.scalars(select(Purchase.id)).all())
    assert audit.check(db.session()) == []
