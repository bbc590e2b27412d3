"""Answers that a shop keeps ready: put into the form for a question or a review, where they are made to fit."""

from typing import Final

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Model, db
from marketplace.refs import new_ref
from marketplace.reviews.errors import ReadyAnswerNotFound, TooManyReadyAnswers
from marketplace.reviews.question_models import LONGEST_ANSWER
from marketplace.reviews.texts import required_text
from marketplace.sellers.models import Seller

LONGEST_TITLE: Final = 60
MOST_READY: Final = 20


class ReadyAnswer(Model):
    """One of a shop's answers. `title` is how its people find it; buyers never see it."""

    __tablename__ = "ready_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    body: Mapped[str] = mapped_column(String(LONGEST_ANSWER))


def ready_answers_of(seller_id: int) -> list[ReadyAnswer]:
    """What the shop keeps ready, by title."""
    own = select(ReadyAnswer).where(ReadyAnswer.seller_id == seller_id)
    return list(db.session.scalars(own.order_by(func.lower(ReadyAnswer.title), ReadyAnswer.id)))


def keep_ready(seller: Seller, *, title: str, body: str) -> ReadyAnswer:
    """Keep an answer; one of the same title is replaced.

    Raises TooManyReadyAnswers, TextMissing, TextTooLong or ContactInText.
    """
    db.session.refresh(seller, ["id"], with_for_update={"key_share": True})  # two at once would both find room
    name, text = required_text(title, limit=LONGEST_TITLE), required_text(body, limit=LONGEST_ANSWER)
    there = ready_answers_of(seller.id)
    kept = next((each for each in there if each.title == name), None)
    if kept is None:
        if len(there) >= MOST_READY:
            raise TooManyReadyAnswers(most=MOST_READY)
        kept = ReadyAnswer(seller_id=seller.id, title=name)
        db.session.add(kept)
    kept.body = text
    db.session.flush()
    return kept


def drop_ready(seller_id: int, ref: str) -> None:
    """Keep this answer no more. Raises ReadyAnswerNotFound for anybody else's."""
    own = select(ReadyAnswer).where(ReadyAnswer.seller_id == seller_id, ReadyAnswer.ref == ref)
    kept = db.session.scalars(own).first()
    if kept is None:
        raise ReadyAnswerNotFound()
    db.session.delete(kept)
    db.session.flush()
