"""Lots (harvest or packing batches) and the append-only record of every unit that came or went."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.catalogue.models import Variant
from marketplace.clock import now, today
from marketplace.database import Model, UtcDateTime, one_of
from marketplace.refs import new_ref

Values = dict[str, Any]


class ShortfallRule(StrEnum):
    """Who gets how much when a harvest gives less than was ordered; whatever cannot be sent is not paid for."""

    PRO_RATA = "pro_rata"
    FIRST_COME = "first_come"
    REFUND = "refund"


PROMISED: Final = text("promised_until IS NOT NULL")


class Lot(Model):
    """A batch of one pack size. `on_hand` is what is left, the sum of its movements; a recalled lot sells none.

    One with a day on which it is `expected_on` is still in the field: what is left of its `capacity` can be ordered
    until the end of `orders_until`, in Vietnam, and nothing of it can be packed. Reporting the harvest makes it a lot
    like any other. `packed_on` is the expected day until then.
    """

    __tablename__ = "lots"
    __table_args__ = (
        UniqueConstraint("variant_id", "code"),
        CheckConstraint("on_hand >= 0", name="on_hand_not_negative"),
        Index("ix_lots_first_expiring", "variant_id", "best_before_on", "id"),
        Index("ix_lots_promised", "promised_until", sqlite_where=PROMISED, postgresql_where=PROMISED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    variant_id: Mapped[int] = mapped_column(ForeignKey("variants.id"))
    code: Mapped[str] = mapped_column(String(40))
    harvested_on: Mapped[date | None]
    packed_on: Mapped[date]
    best_before_on: Mapped[date | None]
    on_hand: Mapped[int] = mapped_column(default=0)
    recalled_on: Mapped[date | None]
    recall_reason_vi: Mapped[str] = mapped_column(String(300), default="", server_default="")
    recall_reason_en: Mapped[str] = mapped_column(String(300), default="", server_default="")
    expected_on: Mapped[date | None]
    orders_until: Mapped[date | None]
    capacity: Mapped[int | None]
    shortfall_rule: Mapped[ShortfallRule | None] = mapped_column(String(12))
    is_daily: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    promised_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Somebody may have a right to units of it until then: see `rights`."""
    variant: Mapped[Variant] = relationship()

    @property
    def is_expected(self) -> bool:
        """Whether it is still in the field."""
        return self.expected_on is not None

    @property
    def taken(self) -> int:
        """How many units of an expected harvest are ordered."""
        return (self.capacity or 0) - self.on_hand

    @property
    def takes_orders(self) -> bool:
        """Whether an expected harvest can be ordered today, as long as something of it is left."""
        return self.orders_until is not None and self.orders_until >= today()

    @property
    def is_recalled(self) -> bool:
        """Whether it was taken back."""
        return self.recalled_on is not None

    @property
    def is_past_best(self) -> bool:
        """Whether its best-before day is over."""
        return self.best_before_on is not None and self.best_before_on < today()

    @property
    def began_on(self) -> date:
        """The first day of which anything is known: nothing can have left it before."""
        return min(self.harvested_on or self.packed_on, self.packed_on)


class MovementReason(StrEnum):
    """Why units came or went.

    `corrected` takes back a movement that was written down by mistake, `converted` went into another lot.
    """

    RECEIVED = "received"
    SALE = "sale"
    RETURNED = "returned"
    COUNTED = "counted"
    COUNTER = "counter"
    GIFT = "gift"
    BROKEN = "broken"
    PESTS = "pests"
    SAMPLE = "sample"
    SPOILED = "spoiled"
    CORRECTED = "corrected"
    CONVERTED = "converted"


TOLD_BY_SELLER: Final = (
    MovementReason.COUNTER,
    MovementReason.GIFT,
    MovementReason.SAMPLE,
    MovementReason.BROKEN,
    MovementReason.PESTS,
    MovementReason.SPOILED,
)
"""Why units leave a lot without an order: what a seller can tell, and take back when it was a mistake."""


class StockMovement(Model):
    """Units added to (+) or taken from (-) a lot. Rows are never changed or deleted.

    `at` is when it was written down, `happened_on` the day on which it happened, where somebody told it later. `ref` is
    drawn by the form that told it, so that a form that was sent twice counts once. `corrects` was a mistake.
    """

    __tablename__ = "stock_movements"
    __table_args__ = (
        one_of("reason", MovementReason),
        UniqueConstraint("lot_id", "ref"),
        CheckConstraint("quantity <> 0", name="moves_something"),
        CheckConstraint("(reason IN ('sale', 'returned')) = (order_line_id IS NOT NULL)", name="sale_has_its_line"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), index=True)
    quantity: Mapped[int]
    reason: Mapped[MovementReason] = mapped_column(String(10))
    order_line_id: Mapped[int | None] = mapped_column(ForeignKey("order_lines.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ref: Mapped[str | None] = mapped_column(String(16))
    happened_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(String(160), default="", server_default="")
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("stock_movements.id"), unique=True)
    lot: Mapped[Lot] = relationship()
    by: Mapped[User | None] = relationship()

    @property
    def was_told(self) -> bool:
        """Whether somebody of the shop told it of the lot, who may have been wrong.

        What came back broken with a parcel has the same reason and belongs to the parcel's story: it has no `ref`.
        """
        return self.ref is not None and self.reason in TOLD_BY_SELLER


class LotChange(Model):
    """What was written down about a lot, or the step `step_title` of its story, and mended later: old and new values.

    A step that was taken out has nothing after. Rows are never changed or deleted.
    """

    __tablename__ = "lot_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), index=True)
    step_title: Mapped[str] = mapped_column(String(160), default="")
    before: Mapped[Values] = mapped_column(JSON)
    after: Mapped[Values] = mapped_column(JSON)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    by: Mapped[User] = relationship()


class DailyCapacity(Model):
    """How many units of a pack size come in every day: eggs, bread. A lot is expected for each day to come."""

    __tablename__ = "daily_capacities"
    __table_args__ = (CheckConstraint("per_day >= 1", name="per_day_positive"),)

    variant_id: Mapped[int] = mapped_column(ForeignKey("variants.id"), primary_key=True)
    per_day: Mapped[int]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    variant: Mapped[Variant] = relationship()
