"""The operators' list of complaints, and what a complaint can be about."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from marketplace.counting import Count
from marketplace.database import db
from marketplace.reviews.errors import ReportNotFound
from marketplace.reviews.models import Review
from marketplace.reviews.moderation import Subject
from marketplace.reviews.question_models import Answer, Question
from marketplace.reviews.report_models import Outcome, Report

MOST_COMPLAINTS = 20


class SubjectKind(StrEnum):
    """What a complaint can be about."""

    REVIEW = "review"
    QUESTION = "question"
    ANSWER = "answer"


MODELS: dict[SubjectKind, Any] = {
    SubjectKind.REVIEW: Review,
    SubjectKind.QUESTION: Question,
    SubjectKind.ANSWER: Answer,
}


def get_subject(kind: SubjectKind, ref: str) -> Subject:
    """What everybody reads under this reference. Raises ReportNotFound when it is hidden or does not exist."""
    model = MODELS[kind]
    shown = select(model).where(model.ref == ref, model.hidden_at.is_(None))
    if kind == SubjectKind.ANSWER:
        shown = shown.join(Answer.question).where(Question.hidden_at.is_(None))
    subject: Subject | None = db.session.scalar(shown)
    if subject is None:
        raise ReportNotFound()
    return subject


def reports_with(outcome: Outcome | None, *, limit: int, offset: int = 0) -> list[Report]:
    """The first complaint with this outcome (None: open) about each thing: longest waiting, or last decided, first."""
    about = (Report.review_id, Report.question_id, Report.answer_id)
    first = select(func.min(Report.id)).where(Report.outcome.is_not_distinct_from(outcome)).group_by(*about)
    ordered = _complete().where(Report.id.in_(first)).order_by(Report.decided_at.desc(), Report.reported_at, Report.id)
    return list(db.session.scalars(ordered.limit(limit).offset(offset)))


def count_reports() -> dict[Outcome | None, int]:
    """How many things have complaints that are open (None), kept and hidden: one statement."""
    about = (Report.outcome, Report.review_id, Report.question_id, Report.answer_id)
    things = select(*about).distinct().subquery()
    rows = db.session.execute(select(things.c.outcome, func.count()).group_by(things.c.outcome))
    found = {outcome and Outcome(outcome): count for outcome, count in rows}
    return {outcome: found.get(outcome, 0) for outcome in (None, *Outcome)}


def open_reports() -> Count:
    """How many things have complaints that are open."""
    about = (Report.review_id, Report.question_id, Report.answer_id)
    things = select(*about).where(Report.outcome.is_(None)).distinct().subquery()
    return select(func.count()).select_from(things).scalar_subquery()


def get_report(ref: str, *, lock: bool = False) -> Report:
    """One complaint with what it is about. Raises ReportNotFound."""
    found = _complete().where(Report.ref == ref).execution_options(populate_existing=True)
    complaint = db.session.scalars(found.with_for_update(of=Report) if lock else found).first()
    if complaint is None:
        raise ReportNotFound()
    return complaint


def find_next_open() -> Report | None:
    """The complaint that has waited longest."""
    waiting = select(Report).where(Report.outcome.is_(None)).order_by(Report.reported_at, Report.id)
    return db.session.scalars(waiting.limit(1)).first()


def complaints_about(complaint: Report) -> list[Report]:
    """Every complaint about the same thing, the newest first."""
    same = (
        Report.review_id.is_not_distinct_from(complaint.review_id)
        & Report.question_id.is_not_distinct_from(complaint.question_id)
        & Report.answer_id.is_not_distinct_from(complaint.answer_id)
    )
    found = select(Report).where(same).options(joinedload(Report.decided_by))
    return list(db.session.scalars(found.order_by(Report.reported_at.desc(), Report.id.desc()).limit(MOST_COMPLAINTS)))


def _complete() -> Select[Report]:
    return select(Report).options(
        joinedload(Report.review).joinedload(Review.product),
        joinedload(Report.question).joinedload(Question.product),
        joinedload(Report.answer).joinedload(Answer.question).joinedload(Question.product),
    )
