"""Baskets. A line holds only what is wanted and how many; prices are read fresh every time."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.catalogue.models import Variant
from marketplace.clock import now
from marketplace.database import Dong, Model, UtcDateTime

MOST_OF_ONE = 99
MOST_LINES = 50


def most_at_once(most_per_buyer: int | None, left: int) -> int:
    """How many units one basket may hold of a pack size of which so many are left."""
    return min(left, MOST_OF_ONE, most_per_buyer or MOST_OF_ONE)


class Cart(Model):
    """One basket, a guest's (known by `token`) or a person's. `checkout_token` makes placing it happen once."""

    __tablename__ = "carts"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(43), unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    checkout_token: Mapped[str] = mapped_column(String(43), unique=True)
    lines: Mapped[list["CartLine"]] = relationship(
        back_populates="cart", order_by="CartLine.added_at", cascade="all, delete-orphan", passive_deletes=True
    )


class CartLine(Model):
    """So many of one pack size, to be ordered next or saved for later. `seen_vnd` is the price of one that was told."""

    __tablename__ = "cart_lines"
    __table_args__ = (CheckConstraint(f"quantity BETWEEN 1 AND {MOST_OF_ONE}", name="quantity_sensible"),)

    cart_id: Mapped[int] = mapped_column(ForeignKey("carts.id", ondelete="CASCADE"), primary_key=True)
    variant_id: Mapped[int] = mapped_column(ForeignKey("variants.id"), primary_key=True)
    quantity: Mapped[int]
    is_saved: Mapped[bool] = mapped_column(default=False, server_default=false())
    seen_vnd: Mapped[Dong | None]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    cart: Mapped[Cart] = relationship(back_populates="lines")
    variant: Mapped[Variant] = relationship()
