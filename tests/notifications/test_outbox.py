import errno
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from marketplace import notifications
from marketplace.clock import now
from marketplace.database import TransactionError, db, transaction
from marketplace.gateways import mail
from marketplace.notifications.models import OutboxMail
from marketplace.notifications.outbox import LEASE, MOST_ATTEMPTS, something_waits

FULL_DISK = mail.MailNotSent("OSError: no space left")


def queue(subject: str = "Đã nhận đơn") -> None:
    with transaction():
        notifications.enqueue_mail(recipient="lan@example.test", subject=subject, body="Chào Lan\n")


def rows() -> list[OutboxMail]:
    db.session.expire_all()
    return list(db.session.scalars(select(OutboxMail).order_by(OutboxMail.id)))


@contextmanager
def later(**passed: float) -> Iterator[None]:
    with time_machine.travel(now() + timedelta(**passed), tick=False):
        yield


@contextmanager
def sending_raises(error: BaseException) -> Iterator[None]:
    """For so long, whoever hands a mail over meets this."""

    def fail(**_mail: str) -> None:
        raise error

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mail, "send", fail)
        yield


def test_a_queued_mail_is_sent_once_and_its_text_forgotten(sent: list[Any]) -> None:
    queue()
    assert notifications.drain() == 1
    assert notifications.drain() == 0
    assert [(mail.to, mail.subject, mail.body) for mail in sent] == [
        (["lan@example.test"], "Đã nhận đơn", "Chào Lan\n")
    ]
    assert [(row.body, row.sent_at is not None, row.attempts) for row in rows()] == [("", True, 1)]


def test_a_mail_of_a_transaction_that_failed_is_never_sent(sent: list[Any]) -> None:
    with pytest.raises(OSError, match="broken"), transaction():
        notifications.enqueue_mail(recipient="lan@example.test", subject="a", body="b")
        raise OSError(errno.EIO, "broken")
    assert notifications.drain() == 0
    assert sent == []


def test_a_mail_is_only_queued_inside_a_transaction(app: Flask) -> None:
    with pytest.raises(TransactionError):
        notifications.enqueue_mail(recipient="lan@example.test", subject="a", body="b")
    db.session.rollback()


def test_the_commit_wakes_the_courier(app: Flask) -> None:
    something_waits.clear()
    queue()
    assert something_waits.is_set()


def test_a_mail_that_was_refused_is_kept_and_tried_again(sent: list[Any]) -> None:
    queue()
    with sending_raises(FULL_DISK):
        assert notifications.drain() == 0
    (row,) = rows()
    assert (row.body, row.sent_at, row.last_error) == ("Chào Lan\n", None, "OSError: no space left")
    assert notifications.drain() == 0
    with later(seconds=61):
        assert notifications.drain() == 1
    assert len(sent) == 1
    assert rows()[0].last_error == ""


def test_the_pauses_grow_and_end(sent: list[Any]) -> None:
    queue()
    pauses = []
    while rows()[0].attempts < MOST_ATTEMPTS:
        with time_machine.travel(rows()[0].due_at, tick=False), sending_raises(FULL_DISK):
            notifications.drain()
            pauses.append((rows()[0].due_at - now()) // timedelta(minutes=1))
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360, 360, 360]
    with later(days=30):
        assert notifications.drain() == 0


def test_a_mail_in_somebody_elses_hands_is_left_alone_until_the_lease_runs_out(sent: list[Any]) -> None:
    queue()
    with transaction():
        db.session.scalars(select(OutboxMail)).one().due_at = now() + timedelta(minutes=5)
    assert notifications.drain() == 0
    with later(minutes=5, seconds=1):
        assert notifications.drain() == 1
    assert len(sent) == 1


def test_a_sender_that_dies_leaves_the_mail_to_the_next(sent: list[Any]) -> None:
    queue()
    with sending_raises(SystemExit()), pytest.raises(SystemExit):
        notifications.drain()
    assert notifications.drain() == 0
    with later(minutes=6):
        assert notifications.drain() == 1


def test_mails_go_out_in_the_order_in_which_they_were_queued(sent: list[Any]) -> None:
    for number in range(5):
        queue(f"thư {number}")
    assert notifications.drain(3) == 3
    assert notifications.drain(3) == 2
    assert [mail.subject for mail in sent] == [f"thư {number}" for number in range(5)]


def test_the_command_sends_what_waits(app: Flask, sent: list[Any]) -> None:
    queue()
    result = app.test_cli_runner().invoke(args=["outbox", "drain"])
    assert (result.exit_code, result.output) == (0, "1 sent\n")
    assert len(sent) == 1


def test_a_mail_that_nobody_can_send_holds_up_no_other(sent: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    send = mail.send

    def stumble(**letter: str) -> None:
        if letter["subject"] == "Hỏng":
            raise IndexError("the mail library could not read the address")
        send(**letter)

    monkeypatch.setattr(mail, "send", stumble)
    queue("Hỏng"), queue("Lành")
    assert notifications.drain() == 1
    assert [letter.subject for letter in sent] == ["Lành"]
    assert "IndexError" not in rows()[1].last_error
    assert rows()[0].last_error


def test_a_mail_whose_lease_ran_out_before_its_turn_is_left_to_others(
    sent: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    send = mail.send
    queue("Một"), queue("Hai")
    with time_machine.travel(now(), tick=False) as clock:

        def slowly(**letter: str) -> None:
            send(**letter)
            clock.shift(LEASE)

        monkeypatch.setattr(mail, "send", slowly)
        assert notifications.drain() == 1
        assert [letter.subject for letter in sent] == ["Một"]
        assert notifications.drain() == 1
