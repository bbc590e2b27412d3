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

    `ordered_quantity` and `ordered_vnd` are what the buyer ordered, None while nothing has changed. Of what is paid by
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
    def called_off(self) -> int:
        """How many units were ordered and are not sent."""
        return max((self.ordered_quantity or self.quantity) - self.quantity, 0)
