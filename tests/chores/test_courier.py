from threading import Event

import pytest
from flask import Flask

from marketplace import chores, notifications
from marketplace.chores import Chore, Courier
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
    courier = chores.start(committed_app)
    with transaction():
        notifications.enqueue_mail(recipient="lan@example.test", subject="Đơn mới", body="Chào")
    assert arrived.wait(10)
    courier.stop()
    assert not courier.is_alive()
    assert sent == ["Đơn mới"]
    assert db.session.query(OutboxMail).one().sent_at is not None


def test_a_chore_that_fails_is_tried_again_and_holds_up_no_other(
    committed_app: Flask, sent: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    failed_twice = Event()
    tries = []

    def fail() -> int:
        tries.append("once more")
        if len(tries) > 1:
            failed_twice.set()
        raise RuntimeError("the store is away")

    courier = Courier(committed_app.app_context, (Chore("failing", fail), *chores.CHORES))
    courier.start()
    with transaction():
        notifications.enqueue_mail(recipient="lan@example.test", subject="Đơn mới", body="Chào")
    assert arrived.wait(10)
    assert failed_twice.wait(10)
    courier.stop()
    assert "the chore failing failed" in caplog.text


def test_a_long_queue_of_one_chore_keeps_no_other_waiting(app: Flask) -> None:
    done = []

    def work(name: str, bites: int) -> Chore:
        return Chore(name, lambda: done.append(name) or int(done.count(name) < bites))

    courier = Courier(app.app_context, (work("long", 3), work("short", 1)))
    while courier.go_round():
        pass
    assert done == ["long", "short", "long", "short", "long", "short"]


def test_a_chore_rests_until_it_is_due_again(app: Flask) -> None:
    done = []
    courier = Courier(app.app_context, (Chore("hourly", lambda: len(done.append("done") or ""), every_seconds=3600),))
    courier.go_round(), courier.go_round()
    assert done == ["done"]


def test_the_command_does_all_that_is_due_and_says_how_much(app: Flask, sent: list[str]) -> None:
    with transaction():
        for number in range(30):
            notifications.enqueue_mail(recipient="lan@example.test", subject=f"thư {number}", body="Chào")
    result = app.test_cli_runner().invoke(args=["chores"])
    assert result.exit_code == 0
    assert "mail: 30\n" in result.output
    assert len(sent) == 30


def test_several_senders_send_each_mail_once(committed_app: Flask, sent: list[str]) -> None:
    subjects = [f"thư {number}" for number in range(40)]
    with transaction():
        for subject in subjects:
            notifications.enqueue_mail(recipient="lan@example.test", subject=subject, body="Chào")
    couriers = [chores.start(committed_app) for _ in range(4)]
    with committed_app.app_context():
        while db.session.query(OutboxMail).filter(OutboxMail.sent_at.is_(None)).count():
            db.session.rollback()
            couriers[0].join(0.05)
    for courier in couriers:
        courier.stop()
    assert sorted(sent) == sorted(subjects)
