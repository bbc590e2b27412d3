"""What a product page shows of reviews and questions, read in one statement."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, case, cast, func, literal, null, select, union_all
from sqlalchemy.sql.expression import CompoundSelect

from marketplace.database import db
from marketplace.orders.models import OrderLine
from marketplace.reviews.models import Review
from marketplace.reviews.queries import OPINION, opinion_from, shown_of
from marketplace.reviews.question_models import Answer, AnswerRole, Question
from marketplace.reviews.views import SCORES, AnswerView, QuestionView, ReviewSummary

REVIEW, QUESTION = "review", "question"
PRODUCT: ColumnElement[int] = bindparam("product")
ANSWER = (Answer.ref, Answer.author, Answer.role)


def opinions_on(product_id: int, *, limit: int, asked: int = 3) -> ReviewSummary:
    """The newest `limit` reviews and `asked` questions of a product, answered ones first, with all counts."""
    rows = db.session.connection().execute(_statement(limit, asked), {"product": product_id}).all()
    opinions = [row for row in rows if row.kind == REVIEW]
    questions = [row for row in rows if row.kind == QUESTION]
    counts = tuple(int(count) for count in opinions[0][-len(SCORES) :]) if opinions else ReviewSummary().counts
    return ReviewSummary(
        tuple(opinion_from(row[3:]) for row in opinions),
        counts,
        tuple(_asked(row) for row in questions),
        questions[0].total if questions else 0,
    )


@cache
def _statement(limit: int, asked: int) -> CompoundSelect[Any]:
    """Built once: to write it costs several times as much as to ask it."""
    parts = [part.subquery() for part in (_reviews(limit), _questions(asked))]
    return union_all(*(select(part) for part in parts)).order_by("kind", "place")


def _reviews(limit: int) -> Select[Any]:
    newest = (Review.written_at.desc(), Review.id.desc())
    counts = [func.sum(case((Review.points == score, 1), else_=0)).over() for score in SCORES]
    columns = [*_head(REVIEW, newest), *OPINION, *_nothing(ANSWER), *_named(counts)]
    found = select(*columns).join(OrderLine, OrderLine.id == Review.order_line_id)
    return found.where(shown_of(PRODUCT)).order_by(*newest).limit(limit)


def _questions(limit: int) -> Select[Any]:
    answered_first = (Answer.id.is_(None), Question.asked_at.desc(), Question.id.desc())
    said: dict[Any, Any] = {
        Review.ref: Question.ref,
        Review.author: Question.author,
        Review.body: Question.body,
        Review.written_at: Question.asked_at,
        Review.reply: Answer.body,
        Review.replied_at: Answer.written_at,
    }
    opinion = [said[column] if column in said else _nothing([column])[0] for column in OPINION]
    counts = [literal(0) for _ in SCORES]
    found = select(*_head(QUESTION, answered_first), *opinion, *ANSWER, *_named(counts))
    shown = (Question.product_id == PRODUCT) & Question.hidden_at.is_(None)
    return found.outerjoin(Answer, Answer.id == _best_answer()).where(shown).order_by(*answered_first).limit(limit)


def _best_answer() -> ColumnElement[int]:
    """The shop's answer, else the first buyer's."""
    shown = and_(Answer.question_id == Question.id, Answer.hidden_at.is_(None))
    shop_first = (Answer.role != AnswerRole.SELLER, Answer.id)
    best = select(Answer.id).where(shown).order_by(*shop_first).limit(1).correlate(Question)
    return best.scalar_subquery()


def _head(kind: str, order: Sequence[ColumnElement[Any]]) -> list[ColumnElement[Any]]:
    return [
        literal(kind).label("kind"),
        func.row_number().over(order_by=order).label("place"),
        func.count().over().label("total"),
    ]


def _nothing(columns: Sequence[Any]) -> list[ColumnElement[Any]]:
    return [cast(null(), column.type).label(f"no_{column.key}") for column in columns]


def _named(counts: Sequence[ColumnElement[Any]]) -> list[ColumnElement[Any]]:
    return [count.label(f"count_{score}") for score, count in zip(SCORES, counts, strict=True)]


def _asked(row: Row[Any]) -> QuestionView:
    asked = opinion_from(row[3:])
    ref, author, role = row[3 + len(OPINION) :][: len(ANSWER)]
    answers = [AnswerView(ref, author, role == AnswerRole.SELLER, asked.reply, at) for at in (asked.replied_at,) if at]
    return QuestionView(asked.ref, asked.author, asked.body, asked.written_at, tuple(answers))
