"""A gift set and what stands in it."""

from datetime import datetime
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.catalogue.models import Variant
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime
from marketplace.sellers.models import Seller

MOST_PARTS: Final = 6
MOST_OF_PART: Final = 20


class GiftSet(Model):
    """Packs of one shop that are given together, under a name. What it costs and how many there are follows from its
    parts; it bears no stars of theirs.
    """

    __tablename__ = "gift_sets"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id"), index=True)
    name_vi: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120), default="")
    note_vi: Mapped[str] = mapped_column(String(300), default="")
    note_en: Mapped[str] = mapped_column(String(300), default="")
    is_shown: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    seller: Mapped[Seller] = relationship()
    parts: Mapped[list["SetPart"]] = relationship(
        back_populates="gift_set", order_by="SetPart.position", cascade="all, delete-orphan"
    )


class SetPart(Model):
    """So many units of a pack size in a set."""

    __tablename__ = "gift_set_parts"
    __table_args__ = (CheckConstraint("quantity BETWEEN 1 AND 20", name="quantity_in_range"),)

    set_id: Mapped[int] = mapped_column(ForeignKey("gift_sets.id", ondelete="CASCADE"), primary_key=True)
    variant_id: Mapped[int] = mapped_column(ForeignKey("variants.id", ondelete="CASCADE"), primary_key=True, index=True)
    quantity: Mapped[int]
    position: Mapped[int]
    gift_set: Mapped[GiftSet] = relationship(back_populates="parts")
    variant: Mapped[Variant] = relationship()
