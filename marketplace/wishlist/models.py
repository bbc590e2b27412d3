"""Wishes, followed shops, and reminders of goods that are sold out."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.catalogue.models import Product, Variant
from marketplace.clock import now
from marketplace.database import Dong, Model, UtcDateTime

NOT_SENT: Final = text("sent_at IS NULL")
NOT_SENT_OF_ANY: Final = text("sent_at IS NULL AND variant_id IS NULL")


class Wish(Model):
    """A product that a person keeps in mind, with the price of its first pack size on that day."""

    __tablename__ = "wishes"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True)
    price_vnd: Mapped[Dong]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Follow(Model):
    """A shop whose new goods a person wants to see."""

    __tablename__ = "follows"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"), primary_key=True, index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Reminder(Model):
    """One mail that somebody wants about a product: when it is in stock again or, with `from_on`, when its season
    begins on that day in Vietnam. Only a confirmed one is sent, and only once; an account without an address is told in
    itself. With `variant` it waits for this pack size alone. When goods are in stock again, a unit is kept for a day
    (`stock.StockRight` of the same token).
    """

    __tablename__ = "reminders"
    __table_args__ = (
        Index(
            "uq_reminders_waiting",
            "product_id",
            "email",
            unique=True,
            sqlite_where=NOT_SENT_OF_ANY,
            postgresql_where=NOT_SENT_OF_ANY,
        ),
        Index(
            "uq_reminders_waiting_for_pack",
            "variant_id",
            "email",
            unique=True,
            sqlite_where=NOT_SENT,
            postgresql_where=NOT_SENT,
        ),
        Index("ix_reminders_email", "email"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(43), unique=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"))
    variant_id: Mapped[int | None] = mapped_column(ForeignKey("variants.id", ondelete="CASCADE"))
    email: Mapped[str | None] = mapped_column(String(254))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    locale: Mapped[str] = mapped_column(String(2))
    from_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    product: Mapped[Product] = relationship()
    variant: Mapped[Variant | None] = relationship()
    user: Mapped[User | None] = relationship()
