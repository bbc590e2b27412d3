"""What may change of an order after it was placed: units are called off, and what is paid by weight is weighed.

Columns for the models of an order. What was agreed stays beside what is sent, so that a page can tell both.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, String, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.catalogue.weighing import ceiling_vnd
from marketplace.database import Dong

Facts = Mapping[str, int | str]
"""What an event tells of a change: the id of the line, and what the sentence about it says."""


class Change(StrEnum):
    """What happened to an order without leading to another state."""

    WEIGHED = "weighed"
    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    SOLD_OUT = "sold_out"


class MayChange:
    """An entry of the timeline that is a change: of which line, with `facts` in numbers for the sentence about it."""

    change: Mapped[Change | None] = mapped_column(String(12))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default=text("'{}'"))


class MayDiffer:
    """A line of an order whose units or weight may turn out different from what was ordered.

    `ordered_quantity` and `ordered_vnd` are what the buyer ordered, None while nothing has changed, and so are the
    discounts of then. `seller_discount_vnd` is what a voucher of the seller took off the price, `market_discount_vnd`
    what the market pays of the rest. Of what is paid by
    weight `kg_price_vnd`, the typical weight and `increase_bp` are frozen at the sale; `piece_grams` is what the scale
    showed for each piece and `actual_grams` their sum.
    """

    unit_price_vnd: Mapped[Dong]
    quantity: Mapped[int]
    total_vnd: Mapped[Dong]
    ordered_quantity: Mapped[int | None]
    ordered_vnd: Mapped[Dong | None]
    kg_price_vnd: Mapped[Dong | None]
    lightest_grams: Mapped[int | None]
    heaviest_grams: Mapped[int | None]
    increase_bp: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    piece_grams: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    actual_grams: Mapped[int | None]
    seller_discount_vnd: Mapped[Dong] = mapped_column(default=0, server_default=text("0"))
    market_discount_vnd: Mapped[Dong] = mapped_column(default=0, server_default=text("0"))
    ordered_seller_discount_vnd: Mapped[Dong | None]
    ordered_market_discount_vnd: Mapped[Dong | None]

    @property
    def is_by_weight(self) -> bool:
        """Whether its price follows from the scale."""
        return self.kg_price_vnd is not None

    @property
    def is_unweighed(self) -> bool:
        """Whether its price is an estimate still."""
        return self.is_by_weight and bool(self.quantity) and self.actual_grams is None

    @property
    def typical_grams(self) -> int:
        """What its pieces weigh together as estimated; 0 for what is not weighed."""
        return ((self.lightest_grams or 0) + (self.heaviest_grams or 0)) // 2 * self.quantity

    @property
    def agreed_vnd(self) -> int:
        """What the line cost when it was ordered."""
        return self.total_vnd if self.ordered_vnd is None else self.ordered_vnd

    @property
    def estimate_vnd(self) -> int:
        """What so many units cost at the price of the sale."""
        return self.unit_price_vnd * self.quantity

    @property
    def ceiling_vnd(self) -> int:
        """The most that the buyer agreed to pay for so many units."""
        return ceiling_vnd(self.estimate_vnd, self.increase_bp)

    @property
    def price_vnd(self) -> int:
        """What the line costs before any voucher."""
        return self.total_vnd + self.seller_discount_vnd

    @property
    def paid_vnd(self) -> int:
        """What the buyer pays of it; the market pays the seller the rest."""
        return self.total_vnd - self.market_discount_vnd

    @property
    def agreed_paid_vnd(self) -> int:
        """What the buyer was to pay when it was ordered."""
        return self.paid_vnd if self.ordered_vnd is None else self.ordered_vnd - (self.ordered_market_discount_vnd or 0)

    @property
    def has_vouchers(self) -> bool:
        """Whether vouchers made it cheaper when it was ordered."""
        agreed = (self.ordered_seller_discount_vnd, self.ordered_market_discount_vnd)
        return any((self.seller_discount_vnd, self.market_discount_vnd, *agreed))

    def keep_ordered(self) -> None:
        """Remember what the buyer ordered, before the first change."""
        if self.ordered_quantity is None:
            self.ordered_quantity, self.ordered_vnd = self.quantity, self.total_vnd
            self.ordered_seller_discount_vnd = self.seller_discount_vnd
            self.ordered_market_discount_vnd = self.market_discount_vnd

    def reprice(self, price_vnd: int) -> None:
        """Let it cost so much before vouchers. What they take off falls with the price, and never grows with it."""
        self.keep_ordered()
        seller_vnd, market_vnd = self.ordered_seller_discount_vnd or 0, self.ordered_market_discount_vnd or 0
        agreed_vnd = (self.ordered_vnd or 0) + seller_vnd
        self.seller_discount_vnd = _part(seller_vnd, price_vnd, agreed_vnd)
        self.total_vnd = price_vnd - self.seller_discount_vnd
        self.market_discount_vnd = min(_part(market_vnd, price_vnd, agreed_vnd), self.total_vnd)

    @property
    def called_off(self) -> int:
        """How many units were ordered and are not sent."""
        return max((self.ordered_quantity or self.quantity) - self.quantity, 0)


def _part(discount_vnd: int, price_vnd: int, agreed_vnd: int) -> int:
    """What of a discount belongs to a price that is lower than the one agreed to, rounded half up."""
    if price_vnd >= agreed_vnd:
        return discount_vnd if agreed_vnd else 0
    return (2 * discount_vnd * price_vnd + agreed_vnd) // (2 * agreed_vnd)
