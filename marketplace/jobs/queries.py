"""Questions about jobs."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, literal, select, union_all

from marketplace.clock import now
from marketplace.counting import Count
from marketplace.database import db
from marketplace.jobs.errors import JobDone, JobNotFound
from marketplace.jobs.models import Job


def due_kinds(kinds: Iterable[str]) -> list[str]:
    """Which of these kinds have a job to be done now: one statement, which looks at one row for each."""
    moment = now()
    asked = [
        select(literal(kind)).where(select(Job.id).where(Job.kind == kind, Job.due_at <= moment).exists())
        for kind in kinds
    ]
    return list(db.session.scalars(union_all(*asked)))


class Waiting(NamedTuple):
    """How many jobs of a kind are due, and since when the oldest of them is."""

    kind: str
    number: int
    oldest_due_at: datetime


class Troubled(NamedTuple):
    """How many jobs of a kind did not work: tried again, or tried no more."""

    kind: str
    retried: int
    failed: int


def waiting(kinds: Iterable[str]) -> list[Waiting]:
    """What of these kinds is due and in nobody's hands: entries of one index, however many jobs are over."""
    due = select(Job.kind, func.count(), func.min(Job.due_at)).group_by(Job.kind)
    due = due.where(Job.kind.in_(kinds), Job.due_at <= now(), Job.lease.is_(None))
    return [Waiting(kind, number, oldest) for kind, number, oldest in db.session.execute(due) if oldest]


def troubled_kinds() -> list[Troubled]:
    """The kinds of the jobs that did not work."""
    counts = select(Job.kind, func.count().filter(_is_over(False)), func.count().filter(_is_over(True)))
    return [Troubled(*row) for row in db.session.execute(counts.where(_has_error()).group_by(Job.kind))]


def troubled(*, failed: bool, limit: int, offset: int = 0) -> list[Job]:
    """Jobs that did not work: those that `failed` for good, or those that are tried again; the latest first."""
    rows = select(Job).where(_has_error(), _is_over(failed)).order_by(Job.failed_at.desc(), Job.id.desc())
    return list(db.session.scalars(rows.limit(limit).offset(offset)))


def count_troubled() -> dict[bool, int]:
    """How many jobs failed for good (True), and how many are tried again (False)."""
    counts = select(func.count().filter(_is_over(True)), func.count().filter(_is_over(False)))
    failed, retried = db.session.execute(counts.where(_has_error())).one()
    return {True: failed, False: retried}


def failed_jobs() -> Count:
    """How many jobs failed for good."""
    return select(func.count()).select_from(Job).where(_has_error(), _is_over(True)).scalar_subquery()


def get_troubled(ref: str, *, lock: bool = False) -> Job:
    """A job that did not work. Raises JobNotFound, or JobDone when it has worked since."""
    statement = select(Job).where(Job.ref == ref)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    job = db.session.scalar(statement)
    if job is None:
        raise JobNotFound()
    if not job.last_error:
        raise JobDone()
    return job


def _has_error() -> ColumnElement[bool]:
    return Job.last_error != ""


def _is_over(failed: bool) -> ColumnElement[bool]:
    return Job.failed_at.is_not(None) if failed else Job.failed_at.is_(None)
