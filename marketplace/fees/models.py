"""Rules by which fees are asked. What a rule says never changes: it ends, and another one begins."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Dong, Model, UtcDateTime, one_of
from marketplace.day_spans import HoldsByDay
from marketplace.fees.terms import FeeKind, Part
from marketplace.refs import new_ref
from marketplace.sellers.models import Seller


class RuleStep(StrEnum):
    """What was decided about a rule."""

    ADDED = "added"
    ENDED = "ended"


class FeeRule(HoldsByDay, Model):
    """A fee from its first day on, until its last one. It counts where all that it names is so: the category, the
    seller, the product, the way of paying; what is None counts everywhere.
    """

    __tablename__ = "fee_rules"
    __table_args__ = (
        one_of("kind", FeeKind),
        CheckConstraint("basis_points BETWEEN 0 AND 10000", name="rate_in_range"),
        CheckConstraint("fixed_vnd >= 0 AND (kind = 'fixed') = (fixed_vnd > 0)", name="fixed_has_amount"),
        CheckConstraint("kind <> 'fixed' OR basis_points = 0", name="fixed_has_no_rate"),
        CheckConstraint("least_vnd >= 0 AND most_vnd > 0 AND least_vnd <= most_vnd", name="least_below_most"),
        CheckConstraint("method IS NULL OR kind = 'payment'", name="method_of_payment"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    kind: Mapped[FeeKind] = mapped_column(String(12))
    basis_points: Mapped[int] = mapped_column(default=0)
    fixed_vnd: Mapped[Dong] = mapped_column(default=0)
    least_vnd: Mapped[Dong | None]
    most_vnd: Mapped[Dong | None]
    category: Mapped[str | None] = mapped_column(String(40))
    seller_id: Mapped[int | None] = mapped_column(ForeignKey("sellers.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"), index=True)
    method: Mapped[str | None] = mapped_column(String(24))
    seller: Mapped[Seller | None] = relationship()
    events: Mapped[list["FeeRuleEvent"]] = relationship(order_by="FeeRuleEvent.id", back_populates="rule")

    @property
    def part(self) -> Part:
        """The fee that it asks."""
        return Part(FeeKind(self.kind), self.basis_points, self.fixed_vnd, self.least_vnd, self.most_vnd, rule=self.ref)


class FeeRuleEvent(Model):
    """Who added or ended a rule, when and why. Rows are only added."""

    __tablename__ = "fee_rule_events"
    __table_args__ = (one_of("step", RuleStep),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("fee_rules.id"), index=True)
    step: Mapped[RuleStep] = mapped_column(String(8))
    last_day: Mapped[date | None]
    note: Mapped[str] = mapped_column(String(300), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    by: Mapped[User | None] = relationship()
    rule: Mapped[FeeRule] = relationship(back_populates="events")
