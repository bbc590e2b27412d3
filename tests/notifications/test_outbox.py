import errno
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from marketplace import jobs, notifications
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.gateways import mail
from marketplace.jobs import Job
from marketplace.notifications.models import OutboxMail
from tests.work import queued_mails, work

FULL_DISK = mail.MailNotSent("OSError: no space left")


def queue(subject: str = "Đã nhận đơn") -> None:
    with transaction():
        notifications.enqueue_mail(recipient="lan@example.test", subject=subject, body="Chào Lan\n")


def jobs_of_mails() -> list[Job]:
    kinds = (notifications.MAIL, notifications.SLOW_MAIL)
    return list(db.session.scalars(select(Job).where(Job.kind.in_(kinds)).order_by(Job.id)))


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
    assert work("mail") == {"mail": 1}
    assert work("mail") == {}
    assert [(mail.to, mail.subject, mail.body) for mail in sent] == [
        (["lan@example.test"], "Đã nhận đơn", "Chào Lan\n")
    ]
    assert [(job.payload, job.finished_at is not None) for job in jobs_of_mails()] == [({}, True)]


def test_a_mail_of_a_transaction_that_failed_is_never_sent(sent: list[Any]) -> None:
    with pytest.raises(OSError, match="broken"), transaction():
        notifications.enqueue_mail(recipient="lan@example.test", subject="a", body="b")
        raise OSError(errno.EIO, "broken")
    assert work("mail") == {}
    assert sent == []


def test_a_mail_that_was_refused_is_kept_and_tried_again(sent: list[Any]) -> None:
    queue()
    with sending_raises(FULL_DISK):
        work("mail")
    (job,) = jobs_of_mails()
    assert (job.payload["body"], job.last_error) == ("Chào Lan\n", "OSError: no space left")
    with time_machine.travel(now() + timedelta(seconds=61), tick=False):
        assert work("slow_mail") == {"slow_mail": 1}
    assert len(sent) == 1


def test_a_mail_to_an_address_that_does_not_exist_goes_to_the_operators_at_once(sent: list[Any]) -> None:
    queue()
    with sending_raises(mail.MailNotSent("550 5.1.1 no such person", is_final=True)):
        work("mail")
    (job,) = jobs_of_mails()
    assert (job.failed_at is not None, job.due_at, job.last_error) == (True, None, "550 5.1.1 no such person")
    with transaction():
        job.start_again()
    assert work("mail") == {"mail": 1}
    assert len(sent) == 1


def test_mails_go_out_in_the_order_in_which_they_were_queued(sent: list[Any]) -> None:
    for number in range(5):
        queue(f"thư {number}")
    work("mail")
    assert [mail.subject for mail in sent] == [f"thư {number}" for number in range(5)]


def test_a_mail_that_nobody_can_send_holds_up_no_other(sent: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    send = mail.send

    def stumble(**letter: str) -> None:
        if letter["subject"] == "Hỏng":
            raise IndexError("the mail library could not read the address")
        send(**letter)

    monkeypatch.setattr(mail, "send", stumble)
    queue("Hỏng"), queue("Lành")
    work("mail")
    assert [letter.subject for letter in sent] == ["Lành"]
    assert [letter.subject for letter in queued_mails()] == ["Hỏng"]


def test_mails_of_the_time_before_are_forgotten_after_a_month(app: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs.actions, "AT_ONCE", 2)
    for days in (31, 32, 40, 29):
        sent_at = now() - timedelta(days=days)
        db.session.add(OutboxMail(recipient="lan@example.test", subject="Đơn", body="", sent_at=sent_at))
    assert work("sent_mails") == {"sent_mails": 1}
    assert len(db.session.scalars(select(OutboxMail)).all()) == 1
