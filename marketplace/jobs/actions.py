"""What is done with jobs, apart from doing them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, case, delete, inspect, or_, select, tuple_, update

from marketplace.clock import now
from marketplace.database import Base, TransactionError, db, insert_or_conflict
from marketplace.jobs.models import NOT_FINISHED, Job
from marketplace.jobs.queries import get_troubled
from marketplace.jobs.schedule import first_time
from marketplace.retention import period

KEPT_FINISHED: Final = period("finished_jobs")
KEPT_FAILED: Final = period("failed_jobs")
"""Nobody has started it again, and what it carries may be somebody's address."""
AT_ONCE: Final = 1_000
"""Rows that a clean-up deletes in one transaction, so that nobody waits for it."""


def enqueue(
    kind: str, payload: dict[str, Any] | None = None, *, key: str | None = None, due_at: datetime | None = None
) -> None:
    """Have something done once the current transaction is committed, and not if it is rolled back.

    `payload` is what its handler must know, plain enough for JSON. With a `key` the same work waits only once: what
    waits already is done at the earlier of both times, what is being done is done once more.
    Raises TransactionError outside of a transaction: nobody would ever do it.
    """
    if not db.session().info.get("writing"):
        raise TransactionError("jobs are enqueued in the transaction() that causes them")
    if key is None:
        db.session.add(Job(kind=kind, payload=payload or {}, due_at=due_at or now()))
    else:
        _enqueue_once(Job.__table__, kind=kind, payload=payload or {}, unique_key=key, due_at=due_at or now())


def _enqueue_once(jobs: Any, **values: Any) -> None:
    statement = insert_or_conflict(Job).values(**values)
    wanted, present = statement.excluded, jobs.c
    is_sooner = present.lease.is_(None) & or_(present.due_at.is_(None), present.due_at > wanted.due_at)
    asked_again = statement.on_conflict_do_update(
        index_elements=["unique_key"],
        index_where=NOT_FINISHED,
        set_={
            "payload": wanted.payload,
            "due_at": case((is_sooner, wanted.due_at), else_=present.due_at),
            "is_wanted_again": present.lease.is_not(None),
        },
    )
    db.session.execute(asked_again)


def plant(kinds: Iterable[str]) -> None:
    """Let these entries of the timetable wait for their times; one that is new is mostly due at once."""
    wanted = set(kinds)
    present = select(Job.unique_key).where(Job.finished_at.is_(None), Job.unique_key.in_(wanted))
    for kind in sorted(wanted.difference(db.session.scalars(present))):
        enqueue(kind, key=kind, due_at=first_time(kind, now()))


def start_again(ref: str) -> Job:
    """Begin a job anew that did not work, with all its attempts. Raises JobNotFound or JobDone."""
    job = get_troubled(ref, lock=True)
    job.start_again()
    return job


def start_failed_again() -> int:
    """Begin all jobs anew that are tried no more; returns how many."""
    failed = update(Job).where(Job.failed_at.is_not(None), Job.lease.is_(None)).returning(Job.id)
    return len(db.session.scalars(failed.values(due_at=now(), attempts=0, failed_at=None)).all())


def hasten(kind: str, reason: str) -> int:
    """Let the jobs of a kind be tried now that did not work for a reason which begins so; returns how many."""
    waiting = update(Job).where(Job.kind == kind, Job.last_error.startswith(reason, autoescape=True))
    waiting = waiting.where(Job.due_at > now(), Job.lease.is_(None), Job.failed_at.is_(None)).returning(Job.id)
    return len(db.session.scalars(waiting.values(due_at=now())).all())


def forget_finished() -> int:
    """Delete some of the jobs that were done a week ago, or given up a month ago.

    Returns how many, 0 when none is left. One that somebody starts again in this moment stays.
    """
    given_up = (Job.last_error != "") & Job.due_at.is_(None) & (Job.failed_at < now() - KEPT_FAILED)
    return delete_some(Job, or_(Job.finished_at < now() - KEPT_FINISHED, given_up))


def delete_some(model: type[Base], *conditions: ColumnElement[bool]) -> int:
    """Delete some of the rows for which all of this holds; returns how many, 0 when none is left.

    It is asked again of each row that is deleted, so that one to which somebody writes just now stays.
    """
    key = inspect(model).primary_key
    some = select(*key).where(*conditions).limit(AT_ONCE)
    gone = delete(model).where(tuple_(*key).in_(some), *conditions).returning(*key)
    return len(db.session.execute(gone).all())
