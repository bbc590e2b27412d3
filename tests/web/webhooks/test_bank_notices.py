"""Notices of money as SePay, Casso and payOS send them, through the application's own door."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from time import time

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from marketplace.banking.references import reference
from marketplace.database import db
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod, PaymentState
from marketplace.payments.models import PaymentNotice
from marketplace.reconciliation import BankTransfer
from tests import bank_senders, factories
from tests.bank_senders import Call, as_javascript, as_php, as_python, casso, payos, sepay
from tests.client import Client
from tests.people import Cast

Sender = Callable[..., Call]
Telling = Callable[[], Call]  # signed when its test runs: a signature of when tests were gathered may be stale
SENDERS = pytest.mark.parametrize("sender", [sepay, casso, payos])


@pytest.fixture(autouse=True)
def listening(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in bank_senders.SETTINGS.items():
        monkeypatch.setitem(app.config, name, value)


@pytest.fixture
def bought(cast: Cast) -> Purchase:
    return factories.purchase((factories.product(cast.seller_a).variants[0], 2), paying=PaymentMethod.TRANSFER)


def call(client: Client, told: Call) -> TestResponse:
    return client.post(told.path, data=told.body, headers=told.headers, content_type="application/json")


def transfers() -> list[BankTransfer]:
    return list(db.session.scalars(db.select(BankTransfer)))


@SENDERS
def test_the_exact_money_pays_the_purchase(client: Client, bought: Purchase, sender: Sender) -> None:
    answer = call(client, sender(7, bought.total_vnd, f"MBVCB.1.{reference(bought.code)}.CT tu 0123"))
    assert (answer.status_code, answer.json) == (200, {"success": True})
    db.session.refresh(bought)
    assert (bought.payment_state, bought.paid_vnd) == (PaymentState.PAID, bought.total_vnd)


@SENDERS
def test_a_repeated_notice_is_answered_alike_and_counts_once(client: Client, bought: Purchase, sender: Sender) -> None:
    told = sender(7, bought.total_vnd - 20_000, reference(bought.code))
    assert [call(client, told).status_code for _ in range(3)] == [200, 200, 200]
    db.session.refresh(bought)
    assert bought.paid_vnd == bought.total_vnd - 20_000
    assert len(transfers()) == 1


@SENDERS
def test_a_forged_notice_is_refused_and_leaves_nothing(client: Client, bought: Purchase, sender: Sender) -> None:
    told = sender(7, bought.total_vnd, reference(bought.code), secret="another secret altogether")
    assert call(client, told).status_code == 400
    assert call(client, replace(told, headers={})).status_code == 400
    db.session.refresh(bought)
    assert bought.paid_vnd == 0
    assert db.session.scalars(db.select(PaymentNotice)).all() == []


@SENDERS
def test_a_changed_amount_is_refused(client: Client, bought: Purchase, sender: Sender) -> None:
    told = sender(7, 1_000, reference(bought.code))
    changed = replace(told, body=told.body.replace(b"1000", str(bought.total_vnd).encode()))
    assert changed.body != told.body
    assert call(client, changed).status_code == 400
    assert transfers() == []


@SENDERS
def test_without_a_secret_nobody_is_believed(app: Flask, client: Client, sender: Sender, bought: Purchase) -> None:
    for name in ("SEPAY_SECRET", "CASSO_SECRET", "PAYOS_SECRET"):
        app.config[name] = ""
    answer = call(client, sender(7, bought.total_vnd, reference(bought.code), secret=""))
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["success"] is False
    assert transfers() == []


@SENDERS
def test_an_oversized_notice_is_refused_unread(client: Client, bought: Purchase, sender: Sender) -> None:
    assert call(client, sender(7, 1_000, "x" * 70_000)).status_code == 413


@SENDERS
def test_money_on_another_account_is_no_money_of_the_shop(client: Client, bought: Purchase, sender: Sender) -> None:
    told = sender(7, bought.total_vnd, reference(bought.code), accountNumber="9999888877")
    assert call(client, told).status_code == 200
    assert transfers() == []


@pytest.mark.parametrize(
    "told",
    [
        partial(sepay, 8, 50_000, "tra luong", transferType="out"),
        partial(sepay, 9, 0, "khong dong"),
        partial(casso, 8, -50_000, "tra luong"),
        partial(casso, 9, 0, "khong dong"),
        partial(payos, 9, 0, "khong dong"),
        partial(payos, 8, 50_000, "that bai", code="01"),
        partial(payos, 123, 3_000, "VQRIO123"),
    ],
)
def test_money_that_left_or_never_was_is_taken_and_changes_nothing(app: Flask, client: Client, told: Telling) -> None:
    assert call(client, told()).json == {"success": True}
    assert transfers() == []


def test_sepays_notice_is_believed_for_five_minutes(client: Client, bought: Purchase) -> None:
    stale = sepay(7, bought.total_vnd, reference(bought.code), at=time() - 301)
    assert call(client, stale).status_code == 400
    assert call(client, sepay(7, 1_000, "x", at=time() + 400)).status_code == 400
    assert call(client, sepay(7, bought.total_vnd, reference(bought.code), at=time() - 200)).status_code == 200


def test_sepays_signature_is_over_the_bytes_that_came(client: Client, bought: Purchase) -> None:
    told = sepay(7, bought.total_vnd, reference(bought.code))
    written_anew = json.dumps(json.loads(told.body), separators=(",", ":")).encode()
    assert call(client, replace(told, body=written_anew)).status_code == 400


def test_sepay_may_bring_a_key_instead_of_signing(app: Flask, client: Client, bought: Purchase) -> None:
    app.config["SEPAY_SECRET"], app.config["SEPAY_API_KEY"] = "", "k" * 20
    told = sepay(7, bought.total_vnd, reference(bought.code))
    assert call(client, replace(told, headers={"Authorization": "Apikey wrong"})).status_code == 400
    assert call(client, replace(told, headers={"Authorization": f"Apikey {'k' * 20}"})).status_code == 200
    db.session.refresh(bought)
    assert bought.payment_state == PaymentState.PAID


@pytest.mark.parametrize("written", [as_javascript, as_python, as_php])
def test_cassos_signature_is_right_in_each_of_its_samples_writings(
    client: Client, bought: Purchase, written: Callable[[object], str]
) -> None:
    told = casso(7, bought.total_vnd, f"{reference(bought.code)} tiền mật/ong", written=written)
    assert call(client, told).status_code == 200
    db.session.refresh(bought)
    assert bought.payment_state == PaymentState.PAID


def test_cassos_unsigned_trial_is_answered_and_books_nothing(client: Client, bought: Purchase) -> None:
    trial = casso(0, bought.total_vnd, reference(bought.code), secret="none of ours, as the dashboard sends it")
    assert call(client, trial).json == {"success": True}
    assert transfers() == []
    assert bought.paid_vnd == 0


def test_a_list_of_cassos_first_version_is_taken_whole(client: Client, bought: Purchase) -> None:
    one = json.loads(casso(7, bought.total_vnd, reference(bought.code)).body)["data"]
    two = one | {"id": 8, "reference": "BANK8", "description": "ck", "amount": 5_000}
    told = {"error": 0, "data": [one, two]}
    at = str(int(time() * 1_000))
    signature = bank_senders.hmac.new(
        bank_senders.CASSO_SECRET.encode(), f"{at}.{as_javascript(told)}".encode(), bank_senders.sha512
    ).hexdigest()
    headers = {"X-Casso-Signature": f"t={at},v1={signature}"}
    assert call(client, Call("/webhooks/casso", json.dumps(told).encode(), headers)).status_code == 200
    assert sorted(each.amount_vnd for each in transfers()) == sorted([bought.total_vnd, 5_000])


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"{", b'{"data": 1}', b"\xff\xfe", b"[" * 20_000, b'{"id": NaN}']
)
@pytest.mark.parametrize("path", ["/webhooks/sepay", "/webhooks/casso", "/webhooks/payos"])
def test_rubbish_is_refused(app: Flask, client: Client, path: str, body: bytes) -> None:
    assert client.post(path, data=body, content_type="application/json").status_code == 400
    assert transfers() == []


@pytest.mark.parametrize(
    "told",
    [
        partial(sepay, 7, 1, "x", transferAmount="1e9"),
        partial(sepay, 7, 1, "x", transferAmount=True),
        partial(sepay, 7, 1, "x", transferAmount=10**18),
        partial(sepay, 7, 1, "x", transactionDate="yesterday"),
        partial(sepay, 7, 1, "x", id=None),
        partial(casso, 7, 1, "x", amount=1.5),
        partial(payos, 7, 1, "x", currency="USD"),
        partial(payos, 7, 1, "x", reference=""),
    ],
)
def test_what_is_rightly_signed_and_makes_no_sense_is_refused(app: Flask, client: Client, told: Telling) -> None:
    assert call(client, told()).status_code == 400
    assert transfers() == []


@SENDERS
def test_numbers_of_other_peoples_accounts_are_not_kept(client: Client, bought: Purchase, sender: Sender) -> None:
    told = sender(7, 1_000, "ck", counterAccountNumber="19012345671234", counterAccountName="NGUYEN MAU KHANH")
    assert call(client, told).status_code == 200
    kept = db.session.scalars(db.select(PaymentNotice)).one()
    assert "19012345671234" not in json.dumps(kept.body) + transfers()[0].counterparty
