"""What a lot was made of: members' deliveries, and other lots."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.clock import now
from marketplace.database import Dong, Model, UtcDateTime
from marketplace.refs import new_ref
from marketplace.stock.models import Lot


class LotDelivery(Model):
    """What a member brought for a lot. `amount` in grams, millilitres or pieces, as the lot's packs are measured.

    `price_vnd` is for a kilogram, a litre or a piece. A delivery that was written down by mistake is struck out.
    """

    __tablename__ = "lot_deliveries"
    __table_args__ = (
        UniqueConstraint("lot_id", "ref"),
        CheckConstraint("amount > 0", name="delivers_something"),
        CheckConstraint("price_vnd >= 0", name="price_not_negative"),
        CheckConstraint("(struck_at IS NULL) = (struck_by_id IS NULL)", name="struck_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), default=new_ref)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    member: Mapped[str] = mapped_column(String(80))
    amount: Mapped[int]
    grade: Mapped[str] = mapped_column(String(40), default="")
    price_vnd: Mapped[Dong]
    delivered_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    struck_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    struck_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def counts(self) -> bool:
        """Whether it was not struck out."""
        return self.struck_at is None


class LotSource(Model):
    """Units of a lot that went into another one: juice into jars, fresh goods into dried ones."""

    __tablename__ = "lot_sources"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="takes_something"),
        CheckConstraint("lot_id <> source_lot_id", name="of_another_lot"),
    )

    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), primary_key=True)
    source_lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), primary_key=True, index=True)
    quantity: Mapped[int]
    lot: Mapped[Lot] = relationship(foreign_keys=lot_id)
    source: Mapped[Lot] = relationship(foreign_keys=source_lot_id)
