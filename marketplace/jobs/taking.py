"""How a worker gets a job, keeps it and gives it back: nobody else has it meanwhile, and none is lost with a worker."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.jobs.errors import LeaseLost
from marketplace.jobs.models import Job
from marketplace.jobs.schedule import next_time

LEASE = timedelta(minutes=1)
"""How long a worker may be silent before somebody else takes its job."""


@dataclass
class TakenJob:
    """A job in a worker's hands, as it was when it was taken. `lease` is the token that only this worker has."""

    id: int
    kind: str
    payload: dict[str, Any]
    attempt: int
    lease: str
    is_over: bool = False


def take(kind: str) -> TakenJob | None:
    """Take the job of this kind that has been due for longest; None when there is none. Opens a transaction.

    On PostgreSQL a row that another worker is just taking is passed over; on SQLite one worker takes at a time.
    """
    moment, lease = now(), secrets.token_hex(8)
    due = select(Job.id).where(Job.kind == kind, Job.due_at <= moment).order_by(Job.due_at, Job.id)
    first = due.limit(1).with_for_update(skip_locked=True).scalar_subquery()
    values = {"lease": lease, "due_at": moment + LEASE, "attempts": Job.attempts + 1}
    taken = update(Job).where(Job.id == first).values(values).returning(Job.id, Job.payload, Job.attempts)
    with transaction():
        row = db.session.execute(taken, execution_options={"synchronize_session": False}).first()
    return TakenJob(row.id, kind, row.payload, row.attempts, lease) if row else None


def renew(job: TakenJob) -> None:
    """Let the lease begin anew, as long as the job is still this worker's. Opens a transaction."""
    own = update(Job).where(Job.id == job.id, Job.lease == job.lease)
    with transaction():
        db.session.execute(own.values(due_at=now() + LEASE), execution_options={"synchronize_session": False})


@contextmanager
def finish(job: TakenJob) -> Iterator[None]:
    """A transaction with which the job is over: what the block changes is committed with that or not at all.

    So a handler's effect on the database happens exactly once. A handler that opens none has its job finished after
    it returns, and does its work at least once. Raises LeaseLost.
    """
    with transaction():
        row = _held(job)
        if row is None:
            raise LeaseLost(job.kind)
        row.finish(next_at=next_time(job.kind, now()))
        yield
    job.is_over = True


def move(job: TakenJob, kind: str) -> None:
    """Let it wait as a job of another kind, as if nobody had begun it, so that those behind it need not wait for it."""
    with transaction():
        row = _held(job)
        if row is not None:
            row.move(kind)
    job.is_over = True


def postpone(job: TakenJob, until: datetime) -> None:
    """Let it wait for that time, as if nobody had begun it."""
    with transaction():
        row = _held(job)
        if row is not None:
            row.postpone(until)
    job.is_over = True


def give_back(job: TakenJob, reason: str, *, counts: bool = True, is_final: bool = False, as_kind: str = "") -> None:
    """Note why it did not work and when it is tried again, as which kind; nothing if it is somebody else's by now."""
    db.session.rollback()  # whatever the handler has left half done
    with transaction():
        row = _held(job)
        if row is not None:
            row.fail(reason, next_at=next_time(job.kind, now()), counts=counts, is_final=is_final)
            row.kind = as_kind or row.kind


def _held(job: TakenJob) -> Job | None:
    own = select(Job).where(Job.id == job.id, Job.lease == job.lease).with_for_update()
    return db.session.scalar(own, execution_options={"populate_existing": True})
