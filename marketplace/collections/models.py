"""Collections of goods that operators put together, and what stands in them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime


class CollectionState(StrEnum):
    """What shoppers see of a collection: only one that is shown or has ended."""

    DRAFT = "draft"
    COMING = "coming"
    SHOWN = "shown"
    ENDED = "ended"


class Collection(Model):
    """Goods chosen for an occasion. Its days are those of Vietnam's calendar, both included; none means no limit."""

    __tablename__ = "collections"
    __table_args__ = (CheckConstraint("shown_until_on >= shown_from_on", name="days_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    title_vi: Mapped[str] = mapped_column(String(80))
    title_en: Mapped[str] = mapped_column(String(80), default="")
    intro_vi: Mapped[str] = mapped_column(Text, default="")
    intro_en: Mapped[str] = mapped_column(Text, default="")
    picture: Mapped[str] = mapped_column(String(80), default="gui")
    shown_from_on: Mapped[date | None]
    shown_until_on: Mapped[date | None]
    position: Mapped[int]
    is_published: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    items: Mapped[list["CollectionItem"]] = relationship(
        back_populates="collection",
        order_by="CollectionItem.position",
        collection_class=ordering_list("position", count_from=1),
        cascade="all, delete-orphan",
    )

    def state_on(self, day: date) -> CollectionState:
        """Where the collection stands on `day`."""
        if not self.is_published:
            return CollectionState.DRAFT
        if self.shown_from_on and day < self.shown_from_on:
            return CollectionState.COMING
        ended = self.shown_until_on is not None and self.shown_until_on < day
        return CollectionState.ENDED if ended else CollectionState.SHOWN


class CollectionItem(Model):
    """One product of a collection, and why it was chosen."""

    __tablename__ = "collection_items"
    __table_args__ = (Index("ix_collection_items_product_id", "product_id"),)

    collection_id: Mapped[int] = mapped_column(ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True)
    position: Mapped[int]
    note_vi: Mapped[str] = mapped_column(String(160), default="")
    note_en: Mapped[str] = mapped_column(String(160), default="")
    collection: Mapped[Collection] = relationship(back_populates="items")
    product: Mapped[Product] = relationship()
