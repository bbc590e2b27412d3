"""Complaints about what was written, and what operators decide. Load what is decided with `lock=True`."""

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db, violates
from marketplace.reviews.errors import AlreadyDecided, AlreadyReported, ReasonMissing
from marketplace.reviews.models import Review
from marketplace.reviews.question_models import Answer, Question
from marketplace.reviews.rating_totals import recount
from marketplace.reviews.report_models import Outcome, Report, ReportReason

Subject = Review | Question | Answer


def report(subject: Subject, *, reader: str, reason: ReportReason, note: str = "") -> Report:
    """Tell the operators. Raises AlreadyReported; the transaction must then be given up."""
    column = _column(subject)
    complaint = Report(reader=reader, reason=reason, note=note, reported_at=now(), **{column: subject.id})
    db.session.add(complaint)
    try:
        db.session.flush()
    except IntegrityError as error:
        if violates(error, f"uq_reports_{column}_reader", f"reports.{column}", "reports.reader"):
            raise AlreadyReported() from error
        raise
    return complaint


def hide(complaint: Report, *, by: User, reason: str) -> None:
    """Take what the complaint is about out of sight; a hidden review no longer counts.

    Raises ReasonMissing, or AlreadyDecided when it is hidden and the complaint is closed.
    """
    subject = complaint.subject
    if not reason.strip():
        raise ReasonMissing()
    if subject.is_hidden and not complaint.is_open:
        raise AlreadyDecided()
    subject.hidden_at, subject.hidden_by_id, subject.hidden_reason = now(), by.id, reason.strip()
    _decide(complaint, Outcome.HIDDEN, by)


def keep(complaint: Report, *, by: User) -> None:
    """Let it stand, or show it again. Raises AlreadyDecided when it stands and the complaint is closed."""
    subject = complaint.subject
    if not subject.is_hidden and not complaint.is_open:
        raise AlreadyDecided()
    subject.hidden_at, subject.hidden_by_id, subject.hidden_reason = None, None, ""
    _decide(complaint, Outcome.KEPT, by)


def ask_again(subject: Subject) -> None:
    """Its writer has changed it: when it is hidden, it stays so and waits for the operators once more."""
    if subject.is_hidden:
        decided = (getattr(Report, _column(subject)) == subject.id) & (Report.outcome == Outcome.HIDDEN)
        opened = update(Report).where(decided).values(outcome=None, decided_at=None, decided_by_id=None)
        db.session.execute(opened, execution_options={"synchronize_session": False})


def _decide(complaint: Report, outcome: Outcome, by: User) -> None:
    """Close this complaint and every open one about the same thing."""
    complaint.outcome, complaint.decided_at, complaint.decided_by = outcome, now(), by
    db.session.flush()
    subject = complaint.subject
    others = (getattr(Report, _column(subject)) == subject.id) & Report.outcome.is_(None)
    decided = {"outcome": outcome, "decided_at": complaint.decided_at, "decided_by_id": by.id}
    db.session.execute(update(Report).where(others).values(decided), execution_options={"synchronize_session": False})
    if isinstance(subject, Review):
        recount(subject.product_id)


def _column(subject: Subject) -> str:
    return f"{type(subject).__name__.lower()}_id"
