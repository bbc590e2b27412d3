"""Promotions of shops: lower prices of some pack sizes from one day to another."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Dong, Model, UtcDateTime
from marketplace.refs import new_ref
from marketplace.sellers.models import Seller


class Promotion(Model):
    """What a shop decided: so many percent off (`basis_points`), or a new price, from a day to another.

    Nothing of it changes but that it can be stopped; what was asked is proved by its packs.
    """

    __tablename__ = "promotions"
    __table_args__ = (
        CheckConstraint("basis_points BETWEEN 0 AND 10000", name="rate_in_range"),
        CheckConstraint("first_on <= last_on", name="ends_after_start"),
        Index("ix_promotions_seller", "seller_id", "first_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id"))
    name: Mapped[str] = mapped_column(String(80), default="")
    basis_points: Mapped[int] = mapped_column(default=0)
    first_on: Mapped[date]
    last_on: Mapped[date]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stopped_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    stop_reason: Mapped[str] = mapped_column(String(300), default="")
    seller: Mapped[Seller] = relationship()
    made_by: Mapped[User | None] = relationship(foreign_keys=[made_by_id])
    stopped_by: Mapped[User | None] = relationship(foreign_keys=[stopped_by_id])
    packs: Mapped[list["PromotionPack"]] = relationship(order_by="PromotionPack.id", back_populates="promotion")


class PromotionPack(Model):
    """One pack size in a promotion: `price_vnd` instead of `usual_vnd`, the price on the day on which it was planned.

    It holds from `starts_at` to `ends_at`, which stopping brings forward, and for `most_units`, of which `taken` are
    sold. A struck-through price must have been asked since `asked_since`; the lowest one is looked for since
    `window_since`.
    """

    __tablename__ = "promotion_packs"
    __table_args__ = (
        UniqueConstraint("promotion_id", "variant_id"),
        CheckConstraint("price_vnd > 0 AND price_vnd < usual_vnd", name="lower_price"),
        CheckConstraint("starts_at <= ends_at", name="ends_after_start"),
        CheckConstraint("taken >= 0 AND (most_units IS NULL OR taken <= most_units)", name="never_oversold"),
        CheckConstraint("most_units > 0", name="limit_sensible"),
        Index("ix_promotion_packs_variant", "variant_id", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    promotion_id: Mapped[int] = mapped_column(ForeignKey("promotions.id"))
    variant_id: Mapped[int] = mapped_column(ForeignKey("variants.id"))
    price_vnd: Mapped[Dong]
    usual_vnd: Mapped[Dong]
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    first_on: Mapped[date]
    last_on: Mapped[date]
    asked_since: Mapped[datetime] = mapped_column(UtcDateTime)
    window_since: Mapped[datetime] = mapped_column(UtcDateTime)
    most_units: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    promotion: Mapped[Promotion] = relationship(back_populates="packs")
