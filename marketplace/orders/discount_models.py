"""What vouchers took off an order when it was placed: for good, whatever becomes of the order."""

from typing import TYPE_CHECKING, Final

from sqlalchemy import CheckConstraint, ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.database import Dong, Model, one_of
from marketplace.vouchers.models import Bearer, Voucher

if TYPE_CHECKING:
    from marketplace.orders.models import OrderLine


PURCHASE_COVERED: Final = "discount_vnd >= 0 AND seller_discount_vnd >= 0 AND total_vnd >= 0"
ORDER_COVERED: Final = (
    "delivery_discount_vnd >= 0 AND delivery_discount_vnd <= shipping_vnd AND seller_discount_vnd >= 0"
    " AND discount_vnd >= delivery_discount_vnd AND total_vnd >= 0"
)
LINE_SUM: Final = "actual_grams IS NOT NULL OR total_vnd = unit_price_vnd * quantity - seller_discount_vnd"
LINE_COVERED: Final = "seller_discount_vnd >= 0 AND market_discount_vnd >= 0 AND market_discount_vnd <= total_vnd"


def sums_add_up(covered: str) -> tuple[CheckConstraint, CheckConstraint]:
    """What the database checks of an order or a purchase."""
    adds_up = CheckConstraint("total_vnd = goods_vnd + shipping_vnd - discount_vnd", name="total_adds_up")
    return adds_up, CheckConstraint(covered, name="discounts_covered")


def line_adds_up() -> tuple[CheckConstraint, CheckConstraint]:
    """The same of a line, whose price is not that of its units once it was weighed."""
    return CheckConstraint(LINE_SUM, name="total_adds_up"), CheckConstraint(LINE_COVERED, name="discounts_covered")


class OrderDiscount(Model):
    """What one voucher took off a line, or off the delivery where no line is named, and who bears it. Rows are only
    added: what is left of it after lines were called off or weighed stands in the order and its lines.
    """

    __tablename__ = "order_discounts"
    __table_args__ = (
        one_of("bearer", Bearer),
        CheckConstraint("amount_vnd > 0", name="amount_positive"),
        CheckConstraint("order_line_id IS NOT NULL OR bearer = 'market'", name="delivery_by_market"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    order_line_id: Mapped[int | None] = mapped_column(ForeignKey("order_lines.id"))
    voucher_id: Mapped[int] = mapped_column(ForeignKey("vouchers.id"), index=True)
    bearer: Mapped[Bearer] = mapped_column(String(8))
    amount_vnd: Mapped[Dong]
    voucher: Mapped[Voucher] = relationship()


class HasDiscount:
    """An order or a purchase that vouchers may make cheaper.

    `seller_discount_vnd` is taken off by vouchers of sellers, and no part of `goods_vnd`: they sold for less.
    `discount_vnd` is what the market pays of goods and delivery instead of the buyer.
    """

    goods_vnd: Mapped[Dong]
    discount_vnd: Mapped[Dong] = mapped_column(default=0, server_default=text("0"))
    seller_discount_vnd: Mapped[Dong] = mapped_column(default=0, server_default=text("0"))

    @property
    def full_goods_vnd(self) -> int:
        """What the goods cost before any voucher."""
        return self.goods_vnd + self.seller_discount_vnd

    @property
    def saved_vnd(self) -> int:
        """What all vouchers take off."""
        return self.discount_vnd + self.seller_discount_vnd


class HasParcelDiscount(HasDiscount):
    """An order: of its `discount_vnd` so much is for the delivery; `agreed_delivery_discount_vnd` is that of the sale,
    once the delivery fee followed what is in the parcel.
    """

    delivery_discount_vnd: Mapped[Dong] = mapped_column(default=0, server_default=text("0"))
    agreed_delivery_discount_vnd: Mapped[Dong | None]
    shipping_vnd: Mapped[Dong]
    agreed_shipping_vnd: Mapped[Dong | None]
    if TYPE_CHECKING:
        lines: Mapped[list["OrderLine"]]

    @property
    def has_vouchers(self) -> bool:
        """Whether vouchers made it cheaper when it was placed."""
        off_vnd = self.delivery_discount_vnd + (self.agreed_delivery_discount_vnd or 0)
        return bool(off_vnd) or any(line.has_vouchers for line in self.lines)

    @property
    def agreed_delivery_vnd(self) -> int:
        """What the buyer was to pay for its delivery at the sale."""
        if self.agreed_shipping_vnd is None:
            return self.shipping_vnd - self.delivery_discount_vnd
        return self.agreed_shipping_vnd - (self.agreed_delivery_discount_vnd or 0)
