"""What operators want of goods on sale: that they are mended, or that they leave the shop."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of
from marketplace.refs import new_ref

TO_TAKE_DOWN: Final = timedelta(hours=24)
"""How long the market has after an authority's demand (Decree 248/2026/NĐ-CP, article 17)."""


class CaseKind(StrEnum):
    """Taken down, or asked to change something while it stays on sale."""

    TAKEDOWN = "takedown"
    CHANGE = "change"


class OrdersDecision(StrEnum):
    """What becomes of the open orders of goods that are taken down."""

    CONTINUE = "continue"
    CANCEL = "cancel"


class CaseState(StrEnum):
    """Where a case stands; each follows from what was written down."""

    DEMANDED = "demanded"
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class ProductCase(Model):
    """One case. The seller reads `words_vi` or `words_en` and answers until `due_at`; `legal_ground` is the law.

    On the demand of an `authority`, which came at `demanded_at` with its `document`, the goods must be gone within
    24 hours; until `taken_down_at` the demand is only written down. `orders_decision` is what was decided of the
    `orders_count` orders that were open then; `was_listed` whether the goods were on the shelves.
    """

    __tablename__ = "product_cases"
    __table_args__ = (
        one_of("kind", CaseKind),
        one_of("orders_decision", OrdersDecision),
        CheckConstraint("closed_by_id IS NULL OR closed_by_id <> taken_down_by_id", name="two_people"),
        Index(
            "uq_product_cases_open",
            "product_id",
            "kind",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index(
            "ix_product_cases_due",
            "due_at",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    kind: Mapped[CaseKind] = mapped_column(String(8))
    reasons: Mapped[list[str]] = mapped_column(JSON, default=list)
    words_vi: Mapped[str] = mapped_column(Text)
    words_en: Mapped[str] = mapped_column(Text)
    legal_ground: Mapped[str] = mapped_column(String(200), default="")
    authority: Mapped[str] = mapped_column(String(160), default="")
    document: Mapped[str] = mapped_column(String(80), default="")
    demanded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_down_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_down_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    was_listed: Mapped[bool] = mapped_column(default=True)
    orders_decision: Mapped[OrdersDecision | None] = mapped_column(String(8))
    orders_count: Mapped[int] = mapped_column(default=0)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    closing_note: Mapped[str] = mapped_column(String(500), default="")
    product: Mapped[Product] = relationship()
    opened_by: Mapped[User] = relationship(foreign_keys=opened_by_id)
    taken_down_by: Mapped[User | None] = relationship(foreign_keys=taken_down_by_id)
    answered_by: Mapped[User | None] = relationship(foreign_keys=answered_by_id)
    closed_by: Mapped[User | None] = relationship(foreign_keys=closed_by_id)

    @property
    def is_takedown(self) -> bool:
        """Whether it is about leaving the shop."""
        return self.kind == CaseKind.TAKEDOWN

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.closed_at is None

    @property
    def state(self) -> CaseState:
        """Where it stands."""
        if self.closed_at is not None:
            return CaseState.CLOSED
        if self.is_takedown and self.taken_down_at is None:
            return CaseState.DEMANDED
        return CaseState.ANSWERED if self.answered_at is not None else CaseState.OPEN

    @property
    def gone_by(self) -> datetime | None:
        """Until when goods that an authority demands gone must be gone."""
        return self.demanded_at + TO_TAKE_DOWN if self.demanded_at else None

    @property
    def took(self) -> timedelta | None:
        """How long after the demand the goods were gone."""
        return self.taken_down_at - self.demanded_at if self.demanded_at and self.taken_down_at else None

    @property
    def is_late(self) -> bool:
        """Whether the next step should have been done before now: by operators while demanded, else by the seller."""
        if self.state == CaseState.DEMANDED:
            return self.gone_by is not None and self.gone_by < now()
        return self.state == CaseState.OPEN and self.due_at < now()
