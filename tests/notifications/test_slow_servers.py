"""A mail server that is dead, silent or slow delays nobody else's mail, against real servers on loopback."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from time import monotonic

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from config import Limits
from marketplace import jobs, notifications
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.gateways import mail
from marketplace.jobs import Job
from marketplace.jobs.models import MOST_ATTEMPTS
from marketplace.notifications import outbox
from marketplace.notifications.outbox import MailTrouble
from tests.notifications.odd_servers import drip, hang_up_after_the_mail, speaking, tarpit
from tests.smtp_server import smtp_server
from tests.work import work


@pytest.fixture(autouse=True)
def _hurried(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail may take half a second, a tenth is slow, and nobody knows of any trouble yet."""
    monkeypatch.setattr(outbox, "SLOW_SECONDS", 0.1)
    monkeypatch.setattr(outbox, "trouble", MailTrouble())
    monkeypatch.setitem(app.config, "LIMITS", Limits(mail_seconds=0.5))
    monkeypatch.setitem(app.config, "MAIL_BACKEND", "smtp")
    monkeypatch.setattr(app.extensions["mailman"], "timeout", 20)
    monkeypatch.setattr(app.extensions["mailman"], "server", "127.0.0.1")


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port at which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def server_is_at(app: Flask, port: int) -> None:
    app.extensions["mailman"].port = port


def queue(*recipients: str) -> None:
    with transaction():
        for recipient in recipients:
            notifications.enqueue_mail(recipient=recipient, subject="Đơn", body="Chào\n")


def mails() -> list[Job]:
    db.session.expire_all()
    return list(db.session.scalars(select(Job).where(Job.kind.in_(("mail", "slow_mail"))).order_by(Job.id)))


SLOW = [f"nguoi{number}@slow.test" for number in range(6)]


def test_one_slow_domain_is_tried_once_and_keeps_nobody_else_waiting(app: Flask) -> None:
    queue(*SLOW, "lan@quick.test", "hoa@quick.test")
    with tarpit() as (port, server):
        server_is_at(app, port)
        work("mail")
    assert server.asked == [SLOW[0], "lan@quick.test", "hoa@quick.test"]
    assert [job.kind for job in mails()] == ["slow_mail"] * 6 + ["mail"] * 2
    assert [job.attempts for job in mails()[:6]] == [1, 0, 0, 0, 0, 0], "what was not tried has lost no attempt"
    assert [job.finished_at is not None for job in mails()] == [False] * 6 + [True] * 2


def test_if_nobody_minded_slow_domains_everybody_would_wait(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MailTrouble, "is_slow", lambda _self, _domain: False)
    queue(*SLOW[:2], "lan@quick.test")
    with tarpit() as (port, server):
        server_is_at(app, port)
        work("mail")
    assert server.asked == [*SLOW[:2], "lan@quick.test"]


def test_a_domain_is_slow_until_a_mail_to_it_goes_out_quickly() -> None:
    trouble = MailTrouble()
    trouble.note("slow.test", 5.0)
    assert (trouble.is_slow("slow.test"), trouble.is_slow("quick.test")) == (True, False)
    trouble.note("slow.test", 0.01)
    assert not trouble.is_slow("slow.test")


def test_a_server_that_talks_without_end_is_left_in_time(app: Flask) -> None:
    queue("lan@quick.test")
    with speaking(drip) as port:
        server_is_at(app, port)
        begun = monotonic()
        work("mail")
    assert monotonic() - begun < 10, "each of its letters came in time, so no single wait would have ended"
    assert mails()[0].last_error == f"{mail.AWAY}SMTPServerDisconnected: one mail took longer than 0.5 s"


def test_a_mail_that_was_taken_is_sent_once_however_the_server_hangs_up(app: Flask) -> None:
    queue("lan@quick.test")
    with speaking(hang_up_after_the_mail) as port:
        server_is_at(app, port)
        assert work("mail") == {"mail": 1}
    assert [(job.finished_at is not None, job.last_error) for job in mails()] == [(True, "")]


def test_new_mails_do_not_queue_behind_those_that_a_dead_server_left_and_these_go_once_it_is_back(
    app: Flask, closed_port: int
) -> None:
    queue("lan@example.test", "hoa@example.test")
    server_is_at(app, closed_port)
    work("mail")
    assert [(job.kind, job.last_error.startswith(mail.AWAY)) for job in mails()] == [("slow_mail", True)] * 2
    assert all(job.due_at and job.due_at > now() for job in mails())
    queue("moi@example.test")
    with smtp_server() as (port, boxes):
        server_is_at(app, port)
        work("mail")
        assert [letter["To"] for letter in boxes.taken] == ["moi@example.test"]
        assert work("slow_mail") == {"slow_mail": 2}, "at once, and not when their pause is over"
    assert sorted(letter["To"] for letter in boxes.taken) == [
        "hoa@example.test",
        "lan@example.test",
        "moi@example.test",
    ]


def test_what_was_refused_for_another_reason_keeps_its_pause(app: Flask) -> None:
    with transaction():
        waiting = {"kind": "slow_mail", "due_at": now() + timedelta(hours=1)}
        db.session.add_all([Job(last_error="451 later", **waiting), Job(last_error=f"{mail.AWAY}refused", **waiting)])
    with transaction():
        assert jobs.hasten("slow_mail", mail.AWAY) == 1
    assert [bool(job.due_at and job.due_at > now()) for job in mails()] == [True, False]


def test_a_mail_that_the_server_refuses_fourteen_times_ends_in_the_operators_list(app: Flask) -> None:
    queue("day@example.test")
    with smtp_server(day="452 4.2.2 the box is full") as (port, boxes):
        server_is_at(app, port)
        tried = 0
        while not (job := mails()[0]).failed_at:
            with time_machine.travel(job.due_at or now(), tick=False):
                tried += work("mail", "slow_mail").total()
    assert (tried, boxes.taken) == (MOST_ATTEMPTS, [])
    (listed,) = jobs.troubled(failed=True, limit=10)
    assert (listed.kind, listed.due_at) == ("slow_mail", None)
    assert "the box is full" in listed.last_error
