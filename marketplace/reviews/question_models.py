"""What shoppers ask about goods, and who answers."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of
from marketplace.refs import new_ref
from marketplace.reviews.models import Hideable

LONGEST_QUESTION, LONGEST_ANSWER = 500, 1_000
_OF_SHOP = text("role = 'seller'")


class Question(Hideable, Model):
    """A signed-in shopper's question about a product. `author` is the short name that is shown."""

    __tablename__ = "questions"
    __table_args__ = (Index("ix_questions_product_newest", "product_id", "asked_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    author: Mapped[str] = mapped_column(String(80))
    body: Mapped[str] = mapped_column(String(LONGEST_QUESTION))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    product: Mapped[Product] = relationship()
    asker: Mapped[User] = relationship(foreign_keys=[author_id])
    answers: Mapped[list["Answer"]] = relationship(back_populates="question", order_by="Answer.id")


class AnswerRole(StrEnum):
    """Who answers: somebody of the shop, or somebody who has received the goods."""

    SELLER = "seller"
    BUYER = "buyer"


class Answer(Hideable, Model):
    """An answer: one of the shop, and one of each earlier buyer who has something to say."""

    __tablename__ = "answers"
    __table_args__ = (
        one_of("role", AnswerRole),
        UniqueConstraint("question_id", "author_id", "role"),
        Index("uq_answers_shop", "question_id", unique=True, sqlite_where=_OF_SHOP, postgresql_where=_OF_SHOP),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    author: Mapped[str] = mapped_column(String(80))
    role: Mapped[AnswerRole] = mapped_column(String(8))
    body: Mapped[str] = mapped_column(String(LONGEST_ANSWER))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    question: Mapped[Question] = relationship(back_populates="answers")

    @property
    def product(self) -> Product:
        """What the question is about."""
        return self.question.product
