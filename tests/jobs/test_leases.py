"""Whose a job is: a worker that dies loses it, one that works for long keeps it, one that was away changes nothing."""

from datetime import timedelta
from threading import Event

import pytest
from flask import Flask

from marketplace import jobs
from marketplace.database import db, transaction
from marketplace.jobs import Job, LeaseLost, TakenJob, taking
from marketplace.jobs.models import MOST_ATTEMPTS
from marketplace.jobs.taking import LEASE, give_back, renew, take
from marketplace.jobs.worker import Worker
from tests.jobs.conftest import Work, later, rows


class Killed(BaseException):
    """The process ends here."""


def enqueue() -> None:
    with transaction():
        jobs.enqueue("greet")


def die(_job: TakenJob) -> None:
    raise Killed


def do_nothing(_job: TakenJob) -> None:
    pass


def test_a_worker_that_dies_leaves_the_job_to_the_next(work: Work) -> None:
    enqueue()
    with pytest.raises(Killed):
        work(greet=die)
    assert work(greet=do_nothing) == {}, "nobody knows yet that the first worker is dead"
    with later(seconds=LEASE.total_seconds() + 1):
        assert work(greet=do_nothing) == {"greet": 1}


def test_a_job_that_ends_every_worker_is_given_up(work: Work) -> None:
    enqueue()
    for attempt in range(MOST_ATTEMPTS):
        with later(hours=attempt), pytest.raises(Killed):
            work(greet=die)
    with later(days=2):
        assert work(greet=die) == {"greet": 1}
    assert rows()[0].failed_at is not None
    assert "ended before it was done" in rows()[0].last_error


def test_a_worker_taken_for_dead_changes_nothing_any_more(app: Flask) -> None:
    enqueue()
    first = take("greet")
    with later(minutes=2):
        second = take("greet")
        assert first
        assert second
        with pytest.raises(LeaseLost), jobs.finish(first):
            jobs.enqueue("other")
        give_back(first, "too late")
        renew(first)
        (row,) = rows()
        assert (row.lease, row.last_error) == (second.lease, "")
        with jobs.finish(second):
            jobs.enqueue("other")
    assert [row.kind for row in rows()] == ["greet", "other"]


def test_without_the_lease_in_the_condition_the_effect_comes_twice(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control of the test above."""

    def held(job: TakenJob) -> Job | None:
        return db.session.get(Job, job.id)

    monkeypatch.setattr(taking, "_held", held)
    enqueue()
    first = take("greet")
    with later(minutes=2):
        second = take("greet")
    for job in (first, second):
        assert job
        with jobs.finish(job):
            jobs.enqueue("other")
    assert [row.kind for row in rows()] == ["greet", "other", "other"]


def test_a_long_job_stays_with_its_worker(committed_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "LEASE", timedelta(seconds=0.3))
    taken_by_others: list[object] = []

    def long(_job: TakenJob) -> None:
        for _ in range(8):
            Event().wait(0.1)
            with committed_app.app_context():
                taken_by_others.append(take("greet"))

    enqueue()
    assert Worker({"greet": long}, committed_app.app_context, Event()).go_round() == ["greet"]
    assert taken_by_others == [None] * 8
    assert rows()[0].finished_at is not None
