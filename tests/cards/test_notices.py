"""Notices are believed when they are signed, fresh, ours, and fit: nothing else has any effect."""

import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace.database import db
from marketplace.orders.models import Purchase
from marketplace.payments.models import PaymentNotice
from tests.cards.double import Double, signature
from tests.cards.paying import PATH, attempt_of, open_page, send, told_of
from tests.client import Client


@pytest.fixture
def event(bought: Purchase, double: Double) -> dict[str, Any]:
    """The notice that it was paid, not heard of yet."""
    double.pay(open_page(bought))
    return told_of(double, "checkout.session.completed", attempt_of(bought).ref)


def paid(bought: Purchase) -> int:
    db.session.expire_all()
    return bought.paid_vnd


def notices() -> int:
    return db.session.scalar(select(func.count()).select_from(PaymentNotice)) or 0


def changed(event: dict[str, Any], **values: Any) -> dict[str, Any]:
    about = {**event["data"]["object"], **values}
    return {**event, "data": {"object": about}}


def test_a_forged_or_old_notice_is_refused(bought: Purchase, event: dict[str, Any], client: Client) -> None:
    before = notices()
    body = json.dumps(event).encode()
    assert client.post(PATH, data=body).status_code == 400
    assert client.post(PATH, data=body, headers={"Stripe-Signature": "t=1,v1=ab"}).status_code == 400
    assert send(client, event, secret="whsec_other") == 400
    assert send(client, event, age=301) == 400
    tampered = body.replace(b'"paid"', b'"PAID"')
    assert client.post(PATH, data=tampered, headers={"Stripe-Signature": signature(body)}).status_code == 400
    assert (paid(bought), notices()) == (0, before)
    assert send(client, event, age=299) == 200
    assert paid(bought) == bought.total_vnd


def test_without_a_secret_nothing_is_believed(
    bought: Purchase, event: dict[str, Any], client: Client, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "STRIPE_WEBHOOK_SECRET", "")
    assert send(client, event) == 503
    assert paid(bought) == 0


def test_what_is_too_large_is_not_read(event: dict[str, Any], client: Client) -> None:
    assert send(client, {**event, "more": "x" * 600_000}) == 413


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"null", b"{", b"\xff\xfe", b'{"id": 1, "type": null}'])
def test_what_is_signed_and_makes_no_sense_is_refused(double: Double, client: Client, body: bytes) -> None:
    before = notices()
    try:
        header = signature(body)
    finally:
        answer = client.post(PATH, data=body, headers={"Stripe-Signature": header})
    assert answer.status_code == 400
    assert notices() == before


@pytest.mark.parametrize(
    "fault",
    [{"amount_total": 1}, {"currency": "usd"}, {"livemode": True}],
    ids=["another sum", "another currency", "another world"],
)
def test_what_does_not_fit_is_kept_to_be_looked_at_and_books_nothing(
    bought: Purchase, event: dict[str, Any], client: Client, fault: dict[str, Any]
) -> None:
    assert send(client, changed(event, **fault)) == 200
    assert paid(bought) == 0
    assert db.session.scalars(select(PaymentNotice.outcome).where(PaymentNotice.event_id == event["id"])).one() == (
        "mismatched"
    )


def test_a_live_notice_in_a_test_shop_books_nothing(bought: Purchase, event: dict[str, Any], client: Client) -> None:
    assert send(client, {**event, "livemode": True}) == 200
    assert paid(bought) == 0


def test_a_payment_that_is_none_of_ours_is_kept(event: dict[str, Any], client: Client, bought: Purchase) -> None:
    assert send(client, changed(event, client_reference_id="somebody-elses")) == 200
    assert paid(bought) == 0
    found = select(PaymentNotice.outcome).where(PaymentNotice.event_id == event["id"])
    assert db.session.scalars(found).one() == "unmatched"


def test_what_we_need_not_know_is_taken(event: dict[str, Any], client: Client, bought: Purchase) -> None:
    other = {**event, "id": "evt_other", "type": "customer.created", "data": {"object": {"id": "cus_1"}}}
    assert send(client, other) == 200
    assert send(client, {**event, "id": "evt_new", "type": "something.nobody.knows.yet"}) == 200
    assert paid(bought) == 0
    kinds = select(PaymentNotice.kind).where(PaymentNotice.outcome == "ignored")
    assert {"customer.created", "something.nobody.knows.yet"} <= set(db.session.scalars(kinds))


def test_nothing_of_card_or_person_is_kept(bought: Purchase, event: dict[str, Any], client: Client) -> None:
    assert send(client, changed(event, customer_details={"email": "a@b.test"}, card={"last4": "4242"})) == 200
    kept = json.dumps(db.session.scalars(select(PaymentNotice.body)).all())
    assert "4242" not in kept
    assert "a@b.test" not in kept
