"""The history of prices."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.database import Dong, Model, UtcDateTime


class PriceChange(Model):
    """What a pack size cost from a moment on, with its lower prices for larger quantities, and who set that.

    Triggers of the database write the rows whenever a price is written, whoever writes it (`prices.triggers`); nobody
    is named where it was changed past the shop's own program. Rows are only added.
    """

    __tablename__ = "price_changes"
    __table_args__ = (Index("ix_price_changes_variant_at", "variant_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    variant_id: Mapped[int] = mapped_column(ForeignKey("variants.id"))
    price_vnd: Mapped[Dong]
    price_breaks: Mapped[list[list[int]]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    by: Mapped[User | None] = relationship()
