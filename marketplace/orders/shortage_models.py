"""Fewer units are there than were ordered, and the buyer is asked what to do: one open question for an order."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.catalogue.models import Variant
from marketplace.clock import now, to_local
from marketplace.database import Dong, Model, UtcDateTime, one_of
from marketplace.orders.models import Order, OrderLine


class Plan(StrEnum):
    """What the packer proposes: send what is there, another pack for what is missing, or call the line off."""

    PART = "part"
    REPLACE = "replace"
    DROP = "drop"


class Outcome(StrEnum):
    """How a question ended. Sold out: agreed to, but the other pack was gone by then."""

    AGREED = "agreed"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    SOLD_OUT = "sold_out"


class AnswerTime(NamedTuple):
    """How long a buyer has to answer, from a day on, and how long the packer has at least after that."""

    valid_from: date
    to_answer: timedelta
    to_pack: timedelta


TIMES: Final = (AnswerTime(date(2025, 1, 1), timedelta(hours=12), timedelta(hours=12)),)
"""A new rule is a new entry, never an edit: who was asked keeps the time that was told."""


def answer_time(at: datetime) -> AnswerTime:
    """What holds for a question asked at that instant."""
    day = to_local(at).date()
    return [each for each in TIMES if each.valid_from <= day][-1]


OPEN: Final = text("outcome IS NULL")


class Shortage(Model):
    """A question to the buyer: `there` of the `wanted` units of a line are there. `token` opens its link.

    Without an answer until `answer_by` the safe choice is made. `quantity` units of the pack `variant_id` at
    `unit_price_vnd` are offered instead of what is missing; 0 otherwise.
    """

    __tablename__ = "shortages"
    __table_args__ = (
        one_of("plan", Plan),
        one_of("outcome", Outcome),
        CheckConstraint("(outcome IS NULL) = (settled_at IS NULL)", name="settled_with_outcome"),
        CheckConstraint("there >= 0 AND there < wanted AND quantity >= 0", name="counts_sensible"),
        CheckConstraint("(plan = 'replace') = (variant_id IS NOT NULL)", name="replaced_by_a_pack"),
        Index("uq_shortages_open", "order_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_shortages_answer_by", "answer_by", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(43), unique=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"))
    plan: Mapped[Plan] = mapped_column(String(12))
    wanted: Mapped[int]
    there: Mapped[int]
    variant_id: Mapped[int | None] = mapped_column(ForeignKey("variants.id"))
    quantity: Mapped[int] = mapped_column(default=0)
    unit_price_vnd: Mapped[Dong] = mapped_column(default=0)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    answer_by: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[Outcome | None] = mapped_column(String(12))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    order: Mapped[Order] = relationship()
    line: Mapped[OrderLine] = relationship()
    variant: Mapped[Variant | None] = relationship()
    by: Mapped[User | None] = relationship()

    @property
    def missing(self) -> int:
        """How many units are not there."""
        return self.wanted - self.there

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.outcome is None

    @property
    def is_alone(self) -> bool:
        """Whether the order holds nothing else that is sent."""
        return all(each.id == self.line_id for each in self.order.sent_lines)

    @property
    def would_leave_nothing(self) -> bool:
        """Whether the order is called off when nobody answers: nothing of it is there."""
        return self.is_alone and not self.there

    @property
    def replacement_vnd(self) -> int:
        """What the other pack costs in all."""
        return self.unit_price_vnd * self.quantity
