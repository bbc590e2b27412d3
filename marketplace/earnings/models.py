"""The book of earnings. Rows are only added, which the database sees to."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.clock import to_local
from marketplace.database import Dong, Model, UtcDateTime, one_of
from marketplace.sellers.models import SellerKind

OF_SALES = text("refund_id IS NULL")


class Earning(Model):
    """An order line that became final (amounts above zero), or what a refund took back of one: below zero, and above it
    when the bank returned the refund.

    All money in dong: `goods_vnd` is what the seller sold for, of which the commission (with its VAT, named beside it),
    the withheld taxes and the seller's net amount are the parts. `kind` is the seller's legal form at that moment,
    `legal_basis` the decree under which was withheld, empty where nothing was. `month` is that in Vietnam: "2026-11".
    """

    __tablename__ = "earnings"
    __table_args__ = (
        one_of("kind", SellerKind),
        CheckConstraint("goods_vnd = commission_vnd + withheld_vat_vnd + withheld_pit_vnd + net_vnd", name="adds_up"),
        Index("ix_earnings_month", "month", "seller_id"),
        Index("ix_earnings_seller_month", "seller_id", "month"),
        Index("ix_earnings_order_id", "order_id"),
        Index("uq_earnings_sale", "order_line_id", unique=True, sqlite_where=OF_SALES, postgresql_where=OF_SALES),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"))
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id"))
    refund_id: Mapped[int | None] = mapped_column(ForeignKey("refunds.id"), index=True)
    kind: Mapped[SellerKind] = mapped_column(String(24))
    quantity: Mapped[int]
    goods_vnd: Mapped[Dong]
    commission_vnd: Mapped[Dong]
    commission_vat_vnd: Mapped[Dong]
    withheld_vat_vnd: Mapped[Dong]
    withheld_pit_vnd: Mapped[Dong]
    net_vnd: Mapped[Dong]
    legal_basis: Mapped[str] = mapped_column(String(40), default="")
    month: Mapped[str] = mapped_column(String(7))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def is_refund(self) -> bool:
        """Whether it takes something back."""
        return self.refund_id is not None


def month_of(instant: datetime) -> str:
    """The month in Vietnam in which an instant lies: "2026-11"."""
    return f"{to_local(instant):%Y-%m}"
