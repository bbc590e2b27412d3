"""Whoever asked for something hears what became of it, in their language and in the words of whoever looked."""

import pytest
from flask import Flask

from marketplace import approvals, jobs
from marketplace.accounts.models import User
from marketplace.approvals import Approval
from marketplace.database import db, transaction
from marketplace.gateways import sms
from marketplace.jobs import Job
from tests import factories
from tests.approvals import requests
from tests.work import queued_mails

NOTE = "Số cuối là 6.\nCác số khác đúng."


def asked_by(person: User, *, email: str | None = None) -> Approval:
    asked = requests.to_open(by=person, email=email)
    db.session.commit()
    return asked


def send_back(asked: Approval) -> None:
    with transaction():
        approvals.send_back(approvals.get_approval(asked.ref), by=factories.user(), to_mend=["ma-so-thue"], note=NOTE)


def approve(asked: Approval) -> None:
    with transaction():
        approvals.approve(approvals.get_approval(asked.ref), by=factories.user())


def test_what_is_sent_back_is_told_in_the_reviewers_words(app: Flask) -> None:
    person = factories.user("Chủ gian hàng")
    send_back(asked_by(person))
    (mail,) = queued_mails()
    assert (mail.recipient, mail.subject) == (person.email, "Cần sửa: HTX Mẫu Suối Trong")
    assert NOTE in mail.body
    assert "http://127.0.0.1:5000/mo-gian-hang\n" in mail.body


def test_an_approval_is_told_in_the_language_of_whoever_asked_and_to_the_shop(app: Flask) -> None:
    person = factories.user("Ms Sample", locale="en")
    approve(asked_by(person, email="htx@example.test"))
    subjects = {mail.recipient: mail.subject for mail in queued_mails()}
    assert subjects == {
        person.email: "Approved: HTX Mẫu Suối Trong",
        "htx@example.test": "Đã duyệt: HTX Mẫu Suối Trong",
    }


def test_one_address_hears_once(app: Flask) -> None:
    person = factories.user()
    approve(asked_by(person, email=person.email))
    assert [mail.recipient for mail in queued_mails()] == [person.email]


def test_nobody_hears_of_the_first_of_two_agreements(app: Flask) -> None:
    asked = requests.to_open(needs_two=True)
    db.session.commit()
    approve(asked)
    assert queued_mails() == []


def test_somebody_with_a_number_alone_gets_a_text_message(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sms, "is_on", lambda: True)
    person = factories.user("Bác Mẫu", phone="+84900000777")
    person.email = None
    send_back(asked_by(person))
    (job,) = db.session.query(Job).filter_by(kind="sms")
    assert job.payload["phone"] == "+84900000777"
    assert "HTX Mẫu Suối Trong cần sửa" in job.payload["text"]
    assert jobs.count_troubled()[True] == 0
