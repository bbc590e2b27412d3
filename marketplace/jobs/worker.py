"""Doing the jobs: a worker process has a thread for each lane, and a lane does one job at a time.

So a slow mail server holds up no picture, and a long picture no mail. Handlers run outside of the transaction that
takes their job, and may run twice: a worker that dies leaves a lease that runs out.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from threading import Event, Thread
from time import perf_counter
from typing import Any, Final, TypeAlias

from marketplace import metrics, tracing
from marketplace.database import NoAnswer, transaction
from marketplace.jobs import taking
from marketplace.jobs.actions import plant
from marketplace.jobs.errors import LeaseLost, NotDone
from marketplace.jobs.models import MOST_ATTEMPTS
from marketplace.jobs.queries import due_kinds
from marketplace.jobs.schedule import TIMETABLE
from marketplace.jobs.taking import TakenJob, finish, give_back, renew, take

Handler: TypeAlias = Callable[[TakenJob], None]
Lane: TypeAlias = Mapping[str, Handler]
Context: TypeAlias = Callable[[], AbstractContextManager[Any]]
"""Where the database can be reached, such as `app.app_context`."""

EVERY_SECONDS: Final = 0.5
SECONDS_AFTER_TROUBLE: Final = 5.0

log = logging.getLogger(__name__)


class Worker:
    """Does the jobs of one lane, one of each kind in turn, so that many of one kind keep no other waiting."""

    def __init__(self, lane: Lane, context: Context, stopping: Event) -> None:
        self.lane = lane
        self.context = context
        self.stopping = stopping

    def plant(self) -> None:
        """Let what the timetable wants of this lane wait for its time."""
        with self.context(), transaction():
            plant(kind for kind in self.lane if kind in TIMETABLE)

    def run(self) -> None:
        """Do what is due until told to stop; the job in hand is done first."""
        while not self.stopping.is_set():
            try:
                pause = 0.0 if self.go_round() else EVERY_SECONDS
            except NoAnswer as error:  # in so many words: while it lasts this is said every few seconds, by every lane
                log.error("the worker could not look for jobs: %s", str(error).partition("\n")[0])
                pause = SECONDS_AFTER_TROUBLE
            except Exception:  # jobs have their own way to fail
                log.exception("the worker could not look for jobs")
                pause = SECONDS_AFTER_TROUBLE
            self.stopping.wait(pause)

    def go_round(self) -> list[str]:
        """Do one job of each kind that is due; returns the kinds. Reads only when none is."""
        with self.context():
            due = due_kinds(self.lane)
        return [kind for kind in due if not self.stopping.is_set() and self._do_one(kind)]

    def _do_one(self, kind: str) -> bool:
        with self.context():
            job = take(kind)
            if job is not None:
                self._do(job)
        return job is not None

    def _do(self, job: TakenJob) -> None:
        began_at = perf_counter()
        with tracing.span(f"job {job.kind}"):
            outcome = self._outcome_of(job)
        metrics.count_job(job.kind, outcome, perf_counter() - began_at)

    def _outcome_of(self, job: TakenJob) -> str:
        """Do it and see that it is finished or tried again; says what came of it."""
        try:
            if job.attempt > MOST_ATTEMPTS:
                raise NotDone("every worker that began it ended before it was done")
            with _renewed(job, self.context):
                self.lane[job.kind](job)
            if not job.is_over:
                with finish(job):
                    pass
        except LeaseLost:
            log.warning("job %s (%s) was taken by another worker meanwhile", job.id, job.kind)
            return "lost"
        except NotDone as error:
            log.warning("job %s (%s) was not done at attempt %s", job.id, job.kind, job.attempt)
            give_back(job, str(error), counts=error.counts, is_final=error.is_final, as_kind=error.as_kind)
            return "not done"
        except Exception as error:
            log.exception("job %s (%s) failed at attempt %s", job.id, job.kind, job.attempt)
            give_back(job, f"{type(error).__name__}: {error}")
            return "failed"
        return "done"


@contextmanager
def _renewed(job: TakenJob, context: Context) -> Iterator[None]:
    """Keep the lease alive while the handler works, however long that takes."""
    done = Event()

    def keep() -> None:
        while not done.wait(taking.LEASE.total_seconds() / 3):
            try:
                with context():
                    renew(job)
            except Exception:  # the next third of the lease tries again; without it LeaseLost keeps the effect single
                log.exception("the lease of job %s (%s) could not be renewed", job.id, job.kind)

    keeper = Thread(target=keep, name=f"lease of job {job.id}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()


def work(lanes: Iterable[Lane], context: Context, stopping: Event, is_wanted: Callable[[], bool]) -> None:
    """Do what is due and what becomes due, until `stopping` is set, a lane has ended or the worker is not wanted."""
    workers = [Worker(lane, context, stopping) for lane in lanes]
    threads = [Thread(target=worker.run, daemon=True) for worker in workers]
    for worker in workers:
        worker.plant()
    for thread in threads:
        thread.start()
    while is_wanted() and all(thread.is_alive() for thread in threads) and not stopping.wait(EVERY_SECONDS):
        pass
    stopping.set()
    for thread in threads:
        thread.join()


def drain(lanes: Iterable[Lane], context: Context) -> Counter[str]:
    """Do all that is due now and return; says how many of each kind were tried."""
    done: Counter[str] = Counter()
    for lane in lanes:
        worker = Worker(lane, context, Event())
        worker.plant()
        while tried := worker.go_round():
            done.update(tried)
    return done
