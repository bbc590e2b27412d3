"""Lots (harvest or packing batches) and the append-only record of every unit that came or went."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.catalogue.models import Variant
from marketplace.clock import now, today
from marketplace.database import Model, UtcDateTime, one_of


class Lot(Model):
    """A batch of one pack size. `on_hand` is what is left, the sum of its movements; a recalled lot sells none."""

    __tablename__ = "lots"
    __table_args__ = (
        UniqueConstraint("variant_id", "code"),
        CheckConstraint("on_hand >= 0", name="on_hand_not_negative"),
        Index("ix_lots_first_expiring", "variant_id", "best_before_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    variant_id: Mapped[int] = mapped_column(ForeignKey("variants.id"))
    code: Mapped[str] = mapped_column(String(40))
    harvested_on: Mapped[date | None]
    packed_on: Mapped[date]
    best_before_on: Mapped[date | None]
    on_hand: Mapped[int] = mapped_column(default=0)
    recalled_on: Mapped[date | None]
    recall_reason_vi: Mapped[str] = mapped_column(String(300), default="", server_default="")
    recall_reason_en: Mapped[str] = mapped_column(String(300), default="", server_default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    variant: Mapped[Variant] = relationship()

    @property
    def is_recalled(self) -> bool:
        """Whether it was taken back."""
        return self.recalled_on is not None

    @property
    def is_past_best(self) -> bool:
        """Whether its best-before day is over."""
        return self.best_before_on is not None and self.best_before_on < today()


class MovementReason(StrEnum):
    """Why units came or went."""

    RECEIVED = "received"
    SALE = "sale"
    RETURNED = "returned"
    COUNTED = "counted"


class StockMovement(Model):
    """Units added to (+) or taken from (-) a lot. Rows are never changed or deleted."""

    __tablename__ = "stock_movements"
    __table_args__ = (
        one_of("reason", MovementReason),
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
    lot: Mapped[Lot] = relationship()
