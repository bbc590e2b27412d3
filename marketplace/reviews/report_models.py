"""What readers find wrong with what others wrote, and what operators decided."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of
from marketplace.refs import new_ref
from marketplace.reviews.models import Review
from marketplace.reviews.question_models import Answer, Question


class ReportReason(StrEnum):
    """What is wrong."""

    SPAM = "spam"
    INSULT = "insult"
    PRIVATE = "private"
    OTHER = "other"


class Outcome(StrEnum):
    """What was decided: it stays, or it is hidden."""

    KEPT = "kept"
    HIDDEN = "hidden"


class Report(Model):
    """One reader's complaint about one review, question or answer; open until `decided_at`."""

    __tablename__ = "reports"
    __table_args__ = (
        one_of("reason", ReportReason),
        one_of("outcome", Outcome),
        CheckConstraint(
            "(review_id IS NOT NULL AND question_id IS NULL AND answer_id IS NULL)"
            " OR (review_id IS NULL AND question_id IS NOT NULL AND answer_id IS NULL)"
            " OR (review_id IS NULL AND question_id IS NULL AND answer_id IS NOT NULL)",
            name="about_one_thing",
        ),
        CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name="decided_with_outcome"),
        UniqueConstraint("review_id", "reader"),
        UniqueConstraint("question_id", "reader"),
        UniqueConstraint("answer_id", "reader"),
        Index("ix_reports_waiting", "outcome", "reported_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("reviews.id"))
    question_id: Mapped[int | None] = mapped_column(ForeignKey("questions.id"))
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answers.id"))
    reason: Mapped[ReportReason] = mapped_column(String(8))
    note: Mapped[str] = mapped_column(String(300), default="")
    reader: Mapped[str] = mapped_column(String(60))
    reported_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    outcome: Mapped[Outcome | None] = mapped_column(String(8))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    review: Mapped[Review | None] = relationship()
    question: Mapped[Question | None] = relationship()
    answer: Mapped[Answer | None] = relationship()
    decided_by: Mapped[User | None] = relationship()

    @property
    def subject(self) -> Review | Question | Answer:
        """What the complaint is about."""
        found = self.review or self.question or self.answer
        if found is None:
            raise LookupError("a report is about one thing")
        return found

    @property
    def is_open(self) -> bool:
        """Whether it waits for an operator."""
        return self.outcome is None
