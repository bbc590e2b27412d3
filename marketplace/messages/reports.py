"""Complaints about threads, and what operators decide."""

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.counting import Count
from marketplace.database import announce, db, violates
from marketplace.messages.errors import AlreadyDecided, AlreadyReported, ReportNotFound
from marketplace.messages.models import Side, Thread, ThreadReport
from marketplace.reviews import Outcome, ReportReason


def report(thread: Thread, *, side: Side, reason: ReportReason, note: str = "") -> ThreadReport:
    """Tell the operators, who may read the thread from then on.

    Raises AlreadyReported; the transaction must then be given up.
    """
    complaint = ThreadReport(thread=thread, side=side, reason=reason, note=note, reported_at=now())
    db.session.add(complaint)
    try:
        db.session.flush()
    except IntegrityError as error:
        if violates(error, "uq_message_reports_open", "message_reports.thread_id", "message_reports.side"):
            raise AlreadyReported() from error
        raise
    announce(complaint)
    return complaint


def decide(complaint: ThreadReport, outcome: Outcome, *, by: User) -> None:
    """Close a complaint that is locked. Raises AlreadyDecided."""
    if not complaint.is_open:
        raise AlreadyDecided()
    complaint.outcome, complaint.decided_at, complaint.decided_by = outcome, now(), by
    db.session.flush()


def reports_with(*, is_open: bool, limit: int, offset: int = 0) -> list[ThreadReport]:
    """Complaints that wait, the longest waiting first, or that are decided, the last decided first."""
    wanted = ThreadReport.outcome.is_(None) if is_open else ThreadReport.outcome.is_not(None)
    ordered = _complete().where(wanted).order_by(ThreadReport.decided_at.desc(), ThreadReport.reported_at)
    return list(db.session.scalars(ordered.order_by(ThreadReport.id).limit(limit).offset(offset)))


def count_reports() -> tuple[int, int]:
    """How many wait and how many are decided: one statement."""
    counted = select(func.count().filter(ThreadReport.outcome.is_(None)), func.count(ThreadReport.outcome))
    waiting, decided = db.session.execute(counted.select_from(ThreadReport)).one()
    return waiting, decided


def open_reports() -> Count:
    """How many complaints about threads wait."""
    return select(func.count()).select_from(ThreadReport).where(ThreadReport.outcome.is_(None)).scalar_subquery()


def reports_about(thread: Thread) -> list[ThreadReport]:
    """Every complaint about the thread, the newest first."""
    about = _complete().where(ThreadReport.thread_id == thread.id)
    return list(db.session.scalars(about.order_by(ThreadReport.id.desc()).limit(20)))


def get_report(ref: str, *, lock: bool = False) -> ThreadReport:
    """One complaint with its thread. Raises ReportNotFound."""
    found = _complete().where(ThreadReport.ref == ref).execution_options(populate_existing=True)
    complaint = db.session.scalars(found.with_for_update(of=ThreadReport) if lock else found).first()
    if complaint is None:
        raise ReportNotFound()
    return complaint


def _complete() -> Select[ThreadReport]:
    thread = joinedload(ThreadReport.thread)
    return select(ThreadReport).options(
        thread.joinedload(Thread.seller),
        thread.joinedload(Thread.order),
        thread.joinedload(Thread.product),
        thread.joinedload(Thread.buyer),
        joinedload(ThreadReport.decided_by),
    )
