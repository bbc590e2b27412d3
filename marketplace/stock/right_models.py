"""Rights to a unit that somebody has waited for."""

from datetime import datetime
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.catalogue.models import Variant
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime

UNUSED: Final = text("used_at IS NULL")


class StockRight(Model):
    """So many units of a pack size are kept until then for a person, or for whoever has the link with this token.

    It ends by the clock, or with `used_at`, when its holder has ordered.
    """

    __tablename__ = "stock_rights"
    __table_args__ = (
        CheckConstraint("quantity >= 1", name="quantity_positive"),
        Index("ix_stock_rights_open", "variant_id", "until", sqlite_where=UNUSED, postgresql_where=UNUSED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    variant_id: Mapped[int] = mapped_column(ForeignKey("variants.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token: Mapped[str] = mapped_column(String(43), unique=True)
    quantity: Mapped[int] = mapped_column(default=1)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    variant: Mapped[Variant] = relationship()
