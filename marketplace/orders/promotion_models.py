"""What was sold at the price of a promotion."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Dong, Model, UtcDateTime


class PromotionSale(Model):
    """A line of an order that has the price of a promotion, and what one would have cost without it.

    Called off before it was sent, the units can be bought at that price by others.
    """

    __tablename__ = "promotion_sales"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity_positive"),)

    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"), primary_key=True, autoincrement=False)
    promotion_pack_id: Mapped[int] = mapped_column(ForeignKey("promotion_packs.id"), index=True)
    quantity: Mapped[int]
    usual_vnd: Mapped[Dong]
    given_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
