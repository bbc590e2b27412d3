"""What a seller is writing about goods before anybody has looked at it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.ext.mutable import MutableDict
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime
from marketplace.refs import new_ref
from marketplace.sellers.models import Seller

Values = dict[str, Any]


class Draft(Model):
    """A listing that is being written: of a new product, or of the one that it changes.

    `content` holds the fields (see content.py), `base` what they were when the draft was begun. `version`
    grows with each save; `saves` says for each step of the editor in which version it was saved last and by whom, so
    that two people at different steps do not disturb each other.
    """

    __tablename__ = "listing_drafts"
    __table_args__ = (Index("ix_listing_drafts_of_seller", "seller_id", "saved_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"), unique=True)
    base: Mapped[Values] = mapped_column(JSON, default=dict)
    content: Mapped[Values] = mapped_column(MutableDict.as_mutable(JSON), default=dict)
    saves: Mapped[dict[str, list[int]]] = mapped_column(MutableDict.as_mutable(JSON), default=dict)
    version: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    seller: Mapped[Seller] = relationship()
    product: Mapped[Product | None] = relationship()
    saved_by: Mapped[User] = relationship()

    @property
    def is_new(self) -> bool:
        """Whether it is of goods that were never approved."""
        return self.product_id is None
