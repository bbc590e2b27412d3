"""Changes of many listings at once, line by line, so that they can be told and undone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.catalogue.models import Product, Variant
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of
from marketplace.money import share

UNDO_WITHIN: Final = timedelta(hours=24)
Values = dict[str, Any]


class ChangeKind(StrEnum):
    """What is done to many listings."""

    PRICE_PERCENT = "price_percent"
    PRICE_AMOUNT = "price_amount"
    LIST = "list"
    DELIST = "delist"
    ARCHIVE = "archive"
    RESTORE = "restore"


OF_PRICES: Final = (ChangeKind.PRICE_PERCENT, ChangeKind.PRICE_AMOUNT)
"""The kinds that change pack sizes; the others change whole products."""


class Outcome(StrEnum):
    """What became of a line. What was asked for waits for an operator."""

    DONE = "done"
    ASKED = "asked"
    REFUSED = "refused"


@dataclass(frozen=True)
class Change:
    """What is wanted: `amount` is basis points or dong, negative for less; prices end on a multiple of `step_vnd`."""

    kind: ChangeKind
    amount: int = 0
    step_vnd: int = 1

    @property
    def is_of_prices(self) -> bool:
        """Whether its lines are pack sizes."""
        return self.kind in OF_PRICES

    def price_after(self, price_vnd: int) -> int:
        """The price that this makes of a price, rounded to the step, half a step up."""
        by_vnd = share(price_vnd, self.amount) if self.kind == ChangeKind.PRICE_PERCENT else self.amount
        return (2 * (price_vnd + by_vnd) + self.step_vnd) // (2 * self.step_vnd) * self.step_vnd


class BulkChange(Model):
    """One change of many listings. `ref` is drawn by the form that confirmed it: one that is sent twice counts once."""

    __tablename__ = "bulk_changes"
    __table_args__ = (one_of("kind", ChangeKind), Index("ix_bulk_changes_of_seller", "seller_id", "made_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"))
    kind: Mapped[ChangeKind] = mapped_column(String(13))
    amount: Mapped[int] = mapped_column(BigInteger)
    step_vnd: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    lines: Mapped[list["BulkLine"]] = relationship(
        back_populates="bulk_change", order_by="BulkLine.id", cascade="all, delete-orphan"
    )
    by: Mapped[User] = relationship(foreign_keys=by_id)
    undone_by: Mapped[User | None] = relationship(foreign_keys=undone_by_id)

    @property
    def change(self) -> Change:
        """What was wanted."""
        return Change(ChangeKind(self.kind), self.amount, self.step_vnd)

    @property
    def undo_until(self) -> datetime:
        """Until when it can be undone."""
        return self.made_at + UNDO_WITHIN

    @property
    def can_be_undone(self) -> bool:
        """Whether it can be undone now."""
        return self.undone_at is None and now() < self.undo_until


class BulkLine(Model):
    """What was done to one pack size, or to a whole product. A `reason` is a sentence with what fills its blanks."""

    __tablename__ = "bulk_change_lines"
    __table_args__ = (
        one_of("outcome", Outcome),
        one_of("undo_outcome", Outcome),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bulk_change_id: Mapped[int] = mapped_column(ForeignKey("bulk_changes.id", ondelete="CASCADE"), index=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    variant_id: Mapped[int | None] = mapped_column(ForeignKey("variants.id"))
    before: Mapped[Values] = mapped_column(JSON)
    after: Mapped[Values] = mapped_column(JSON)
    outcome: Mapped[Outcome] = mapped_column(String(7))
    reason: Mapped[Values] = mapped_column(JSON, default=dict)
    undo_outcome: Mapped[Outcome | None] = mapped_column(String(7))
    undo_reason: Mapped[Values] = mapped_column(JSON, default=dict)
    bulk_change: Mapped[BulkChange] = relationship(back_populates="lines")
    product: Mapped[Product] = relationship()
    variant: Mapped[Variant | None] = relationship()
