"""What becomes of a job: done once, tried again, given up, started again."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from marketplace import jobs
from marketplace.clock import now
from marketplace.database import TransactionError, db, transaction
from marketplace.jobs import Job, NotDone, TakenJob
from marketplace.jobs.errors import JobDone, JobNotFound
from marketplace.jobs.models import MOST_ATTEMPTS
from tests.jobs.conftest import Work, later, rows


def enqueue(**given: object) -> None:
    with transaction():
        jobs.enqueue("greet", {"name": "Lan", **given})


def fail(_job: TakenJob) -> None:
    raise OSError("no space left")


def refuse(_job: TakenJob) -> None:
    raise NotDone("nobody answers")


def do_nothing(_job: TakenJob) -> None:
    pass


def test_a_job_is_done_once_and_what_it_carried_is_forgotten(work: Work) -> None:
    seen: list[object] = []
    enqueue()
    assert work(greet=lambda job: seen.append(job.payload)) == {"greet": 1}
    assert work(greet=fail) == {}
    assert seen == [{"name": "Lan"}]
    (row,) = rows()
    assert (row.payload, row.due_at, row.lease, row.last_error) == ({}, None, None, "")
    assert row.finished_at is not None


def test_a_transaction_that_is_rolled_back_leaves_no_job(work: Work) -> None:
    with pytest.raises(OSError, match="broken"), transaction():
        jobs.enqueue("greet")
        jobs.enqueue("greet", key="once")
        raise OSError("broken")
    assert rows() == []


def test_a_job_without_a_transaction_is_a_mistake(app: Flask) -> None:
    with pytest.raises(TransactionError):
        jobs.enqueue("greet")


def test_the_same_work_waits_once_and_at_the_earlier_time(work: Work) -> None:
    for hours in (5, 2, 3):
        with transaction():
            jobs.enqueue("greet", {"hours": hours}, key="greet Lan", due_at=now() + timedelta(hours=hours))
    (row,) = rows()
    assert row.due_at is not None
    assert row.due_at - now() < timedelta(hours=2)
    assert row.payload == {"hours": 3}, "what was said last is what is done"


def test_work_that_was_done_can_be_asked_for_anew(work: Work) -> None:
    for _ in range(2):
        with transaction():
            jobs.enqueue("greet", key="greet Lan")
        assert work(greet=do_nothing) == {"greet": 1}
    assert len(rows()) == 2


def test_work_asked_for_while_it_is_being_done_is_done_once_more(work: Work) -> None:
    seen: list[object] = []

    def greet(job: TakenJob) -> None:
        seen.append(job.payload["round"])
        if len(seen) == 1:
            with transaction():
                jobs.enqueue("greet", {"round": 2}, key="greet Lan")

    with transaction():
        jobs.enqueue("greet", {"round": 1}, key="greet Lan")
    work(greet=greet)
    assert seen == [1, 2]
    assert [row.finished_at is not None for row in rows()] == [True]


def test_the_pauses_grow_and_end(work: Work) -> None:
    enqueue()
    pauses = []
    while rows()[0].due_at:
        with time_machine.travel(rows()[0].due_at, tick=False):
            work(greet=refuse)
            pauses.append(((rows()[0].due_at or now()) - now()) // timedelta(minutes=1))
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360, 360, 0]
    (row,) = rows()
    assert (row.last_error, row.attempts, row.failed_at is not None) == ("nobody answers", MOST_ATTEMPTS, True)
    with later(days=30):
        assert work(greet=do_nothing) == {}, "an operator has to start it again"


def test_a_failure_says_what_it_was_and_success_forgets_it(work: Work) -> None:
    enqueue()
    work(greet=fail)
    assert (rows()[0].last_error, rows()[0].payload) == ("OSError: no space left", {"name": "Lan"})
    assert work(greet=do_nothing) == {}, "it is not tried again at once"
    with later(seconds=61):
        assert work(greet=do_nothing) == {"greet": 1}
    assert rows()[0].last_error == ""


def test_of_a_reason_the_first_line_is_kept_and_not_the_values_that_a_database_adds(work: Work) -> None:
    def collide(_job: TakenJob) -> None:
        raise ValueError("the key\x00 is taken\nDETAIL: Key (email)=(lan@example.test) already exists.")

    enqueue()
    work(greet=collide)
    assert rows()[0].last_error == "ValueError: the key is taken"


def test_an_attempt_that_does_not_count_leaves_the_job_all_its_attempts(work: Work) -> None:
    def stay_away(_job: TakenJob) -> None:
        raise NotDone("the store is away", counts=False)

    enqueue()
    for hours in range(MOST_ATTEMPTS * 2):
        with later(hours=hours):
            assert work(greet=stay_away) == {"greet": 1}
    (row,) = rows()
    assert (row.attempts, row.failed_at) == (0, None)


def test_what_a_handler_changed_before_it_failed_is_undone(work: Work) -> None:
    def half(job: TakenJob) -> None:
        with jobs.finish(job):
            jobs.enqueue("other")
            raise OSError("broken")

    enqueue()
    work(greet=half)
    assert [(row.kind, row.finished_at, row.last_error) for row in rows()] == [("greet", None, "OSError: broken")]


def test_many_jobs_of_one_kind_keep_no_other_waiting(work: Work) -> None:
    done: list[str] = []
    with transaction():
        for kind in ("long", "long", "long", "short"):
            jobs.enqueue(kind)

    def note(job: TakenJob) -> None:
        done.append(job.kind)

    work(long=note, short=note)
    assert done == ["long", "short", "long", "long"]


def test_jobs_of_a_kind_that_this_worker_does_not_know_wait_for_one_that_does(work: Work) -> None:
    enqueue()
    assert work(other=do_nothing) == {}
    assert work(greet=do_nothing) == {"greet": 1}


def test_an_operator_starts_again_what_failed(work: Work) -> None:
    enqueue()
    (row,) = rows()
    row.failed_at, row.due_at, row.attempts, row.last_error = now(), None, MOST_ATTEMPTS, "nobody answers"
    db.session.commit()
    assert jobs.count_troubled() == {True: 1, False: 0}
    with transaction():
        jobs.start_again(row.ref)
    assert jobs.count_troubled() == {True: 0, False: 1}
    assert work(greet=do_nothing) == {"greet": 1}
    assert jobs.count_troubled() == {True: 0, False: 0}
    with pytest.raises(JobDone), transaction():
        jobs.start_again(row.ref)
    with pytest.raises(JobNotFound), transaction():
        jobs.start_again("unknown")


def test_all_that_failed_is_started_again_at_once(work: Work) -> None:
    enqueue(), enqueue(), enqueue()
    for row in rows()[:2]:
        row.failed_at, row.due_at, row.last_error = now(), None, "nobody answers"
    db.session.commit()
    with transaction():
        assert jobs.start_failed_again() == 2
    assert work(greet=do_nothing) == {"greet": 3}


def test_what_nobody_started_again_for_a_month_is_forgotten_with_what_it_carried(work: Work) -> None:
    enqueue(), enqueue()
    gone, kept = rows()
    for row, due_at in (gone, None), (kept, now() + timedelta(days=40)):
        row.failed_at, row.due_at, row.last_error = now(), due_at, "nobody answers"
    db.session.commit()
    for days, forgotten in (29, 0), (31, 1):
        with later(days=days), transaction():
            assert jobs.forget_finished() == forgotten
    assert [row.id for row in rows()] == [kept.id]


def test_what_was_done_a_week_ago_is_forgotten_bit_by_bit(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs.actions, "AT_ONCE", 2)
    enqueue(), enqueue(), enqueue()
    work(greet=do_nothing)
    enqueue()
    with later(days=6):
        assert jobs.forget_finished() == 0
    with later(days=8), transaction():
        assert [jobs.forget_finished() for _ in range(3)] == [2, 1, 0]
    assert db.session.scalars(select(Job.finished_at)).all() == [None], "what waits stays"
