from threading import Event

import pytest
from flask import Flask

from marketplace import notifications
from marketplace.database import db, transaction
from marketplace.gateways import mail
from marketplace.notifications.models import OutboxMail


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The subjects of mails as they leave, and `arrived` when one did."""
    subjects: list[str] = []
    arrived.clear()

    def keep(*, recipient: str, subject: str, body: str) -> None:
        subjects.append(subject)
        arrived.set()

    monkeypatch.setattr(mail, "send", keep)
    return subjects


arrived = Event()


def test_the_courier_sends_what_a_request_committed(committed_app: Flask, sent: list[str]) -> None:
    courier = notifications.start(committed_app)
    with transaction():
        notifications.enqueue_mail(recipient="lan@example.test", subject="Đơn mới", body="Chào")
    assert arrived.wait(10)
    courier.stop()
    assert not courier.is_alive()
    assert sent == ["Đơn mới"]
    assert db.session.query(OutboxMail).one().sent_at is not None


def test_a_round_that_fails_does_not_end_the_courier(
    committed_app: Flask, sent: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failed = Event()
    real = notifications.courier.drain

    def fail_once() -> int:
        if failed.is_set():
            return real()
        failed.set()
        raise RuntimeError("the database is away")

    monkeypatch.setattr(notifications.courier, "drain", fail_once)
    courier = notifications.start(committed_app)
    assert failed.wait(10)
    with transaction():
        notifications.enqueue_mail(recipient="lan@example.test", subject="Đơn mới", body="Chào")
    assert arrived.wait(10)
    courier.stop()
    assert "the outbox could not be emptied" in caplog.text


def test_several_senders_send_each_mail_once(committed_app: Flask, sent: list[str]) -> None:
    subjects = [f"thư {number}" for number in range(40)]
    with transaction():
        for subject in subjects:
            notifications.enqueue_mail(recipient="lan@example.test", subject=subject, body="Chào")
    couriers = [notifications.start(committed_app) for _ in range(4)]
    with committed_app.app_context():
        while db.session.query(OutboxMail).filter(OutboxMail.sent_at.is_(None)).count():
            db.session.rollback()
            couriers[0].join(0.05)
    for courier in couriers:
        courier.stop()
    assert sorted(sent) == sorted(subjects)
