"""What comes back by the clock."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
import time_machine
from flask import Flask

from marketplace.clock import now
from marketplace.job_handlers import LANES
from marketplace.jobs import NotDone, TakenJob, schedule, worker
from marketplace.jobs.models import MOST_ATTEMPTS
from marketplace.jobs.schedule import TIMETABLE, daily, every
from marketplace.jobs.worker import Worker
from tests.crowd import meeting
from tests.jobs.conftest import Work, later, rows

NOON = datetime(2026, 11, 25, 5, 0, 30, tzinfo=UTC)  # in Vietnam


@pytest.fixture(autouse=True)
def timetable(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A timetable of this test's own, at half a minute past noon."""
    for module in (schedule, worker):
        monkeypatch.setattr(module, "TIMETABLE", {"bell": every(minutes=5)})
    with time_machine.travel(NOON, tick=False):
        yield


def do_nothing(_job: TakenJob) -> None:
    pass


@pytest.mark.parametrize(
    ("times", "clock"),
    [
        (every(minutes=5), "25 12:05"),
        (every(hours=1), "25 13:00"),
        (every(hours=6), "25 18:00"),
        (daily(3, 30), "26 03:30"),
        (daily(12, 1), "25 12:01"),
        (daily(12, 0), "26 12:00"),
    ],
)
def test_the_timetable_goes_by_the_clock_on_a_vietnamese_wall(times: schedule.Times, clock: str) -> None:
    assert f"{times.after(NOON):%d %H:%M}" == clock


def test_everything_in_the_timetable_has_somebody_who_does_it() -> None:
    assert {kind for lane in LANES for kind in lane} >= set(TIMETABLE)


def test_an_entry_is_done_once_in_its_time(work: Work) -> None:
    assert [work(bell=do_nothing)["bell"] for _ in range(3)] == [1, 0, 0]
    with later(minutes=4, seconds=30):
        assert [work(bell=do_nothing)["bell"] for _ in range(3)] == [1, 0, 0]
    with later(days=3):
        assert [work(bell=do_nothing)["bell"] for _ in range(3)] == [1, 0, 0], "what was missed is not caught up with"
    assert len(rows()) == 1


def test_a_long_entry_that_is_new_waits_for_its_time(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (schedule, worker):
        monkeypatch.setattr(module, "TIMETABLE", {"bell": daily(13, 0, waits=True)})
    assert work(bell=do_nothing) == {}
    with later(hours=1):
        assert work(bell=do_nothing) == {"bell": 1}


def test_two_workers_ring_the_bell_once_a_time(committed_app: Flask) -> None:
    rung: list[datetime] = []
    together = meeting(2)

    def ring(_job: TakenJob) -> None:
        rung.append(now())

    def work() -> None:
        own = Worker({"bell": ring}, committed_app.app_context, Event())
        own.plant()
        together.wait()
        while own.go_round():
            pass

    for period in range(6):
        with time_machine.travel(NOON + timedelta(minutes=5 * period), tick=False), ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(work), pool.submit(work)]:
                done.result()
    assert len(rung) == len(set(rung)) == 6


def test_an_entry_that_fails_is_tried_again_soon_is_shown_in_the_end_and_goes_on(work: Work) -> None:
    def fail(_job: TakenJob) -> None:
        raise NotDone("the disk is full")

    tried = 0
    while not (tried and rows()[0].failed_at):
        with time_machine.travel((tried and rows()[0].due_at) or NOON, tick=False):
            tried += work(bell=fail)["bell"]
            assert timedelta() < (rows()[0].due_at or NOON) - now() <= timedelta(minutes=5)
    assert tried == MOST_ATTEMPTS
    with time_machine.travel(rows()[0].due_at or NOON, tick=False):
        assert work(bell=do_nothing) == {"bell": 1}
    assert (rows()[0].failed_at, rows()[0].last_error, rows()[0].attempts) == (None, "", 0)


def test_an_entry_that_left_the_timetable_is_done_no_more(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    work(bell=do_nothing)
    monkeypatch.setattr(schedule, "TIMETABLE", {})
    monkeypatch.setattr(worker, "TIMETABLE", {})
    with later(hours=1):
        assert work(bell=do_nothing) == {"bell": 1}, "the last time that was noted"
    with later(hours=2):
        assert work(bell=do_nothing) == {}
