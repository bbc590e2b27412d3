"""How a parcel is sent and what that costs, as it was agreed to at the sale: columns for the model of an order."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import JSON, String, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.clock import to_local
from marketplace.database import Dong
from marketplace.gateways.carriers import Carrier
from marketplace.sellers import DeliveryKind, OwnDelivery, deliveries_in
from marketplace.shipping import COACH, FeeBearer, ParcelFee

FETCHED: Final[dict[str, Any]] = {
    name: text("pickup_code IS NOT NULL") for name in ("sqlite_where", "postgresql_where")
}
"""Which orders are found by a code: an index of the others would be for nothing."""

A_MOMENT: Final = timedelta(seconds=1)


class HasDelivery:
    """The fee that the buyer pays follows what is in it; once it did, `agreed_shipping_vnd` is that of the sale.

    Where delivery is free to the buyer, `waived_vnd` is what `waived_by` pays for it instead. `tariff` names the table
    of fees that it was sold by, "" the shop's first one. What the seller brings or keeps for its buyer has in
    `delivery_terms` what was offered, and what is picked up the code that only its buyer knows. `box_contents` are the
    units of each line, by its id, in each of several boxes (boxes.py); None of what goes in one. Of what was
    sold at the price of one of the market's carriers, that is the `chosen_carrier`.
    """

    shipping_vnd: Mapped[Dong]
    agreed_shipping_vnd: Mapped[Dong | None]
    waived_vnd: Mapped[Dong] = mapped_column(default=0, server_default=text("0"))
    waived_by: Mapped[FeeBearer | None] = mapped_column(String(8))
    tariff: Mapped[str] = mapped_column(String(16), default="", server_default=text("''"))
    delivery_kind: Mapped[DeliveryKind] = mapped_column(
        String(8), default=DeliveryKind.HOUSE, server_default=text("'house'")
    )
    delivery_terms: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    pickup_code: Mapped[str | None] = mapped_column(String(6))
    box_contents: Mapped[list[dict[str, int]] | None] = mapped_column(JSON(none_as_null=True))
    chosen_carrier: Mapped[Carrier | None] = mapped_column(String(16))
    if TYPE_CHECKING:
        arrives_to_on: Mapped[date]
        due_at: Mapped[datetime | None]
        carrier: Mapped[str]
        tracking_number: Mapped[str]

    @property
    def seller_bears_vnd(self) -> int:
        """What its delivery is taken off what the seller earns."""
        return self.waived_vnd if self.waived_by == FeeBearer.SELLER else 0

    @property
    def seller_earns_vnd(self) -> int:
        """What the seller gets for bringing it."""
        return self.delivery_vnd if self.is_own_delivery else 0

    @property
    def seller_share_vnd(self) -> int:
        """What its delivery adds to what the seller earns, or takes off it."""
        return self.seller_earns_vnd - self.seller_bears_vnd

    @property
    def is_own_delivery(self) -> bool:
        """Whether no carrier of the market has anything to do with it."""
        return self.delivery_kind in (DeliveryKind.LOCAL, DeliveryKind.PICKUP)

    @property
    def is_pickup(self) -> bool:
        """Whether the buyer comes for it."""
        return self.delivery_kind == DeliveryKind.PICKUP

    @property
    def last_day(self) -> date:
        """The day on which a parcel on the road is promised, or to the end of which what is fetched lies there."""
        return to_local(self.due_at - A_MOMENT).date() if self.is_pickup and self.due_at else self.arrives_to_on

    @property
    def own_delivery(self) -> OwnDelivery | None:
        """What was offered when it was sold, of what no carrier brings."""
        return deliveries_in([self.delivery_terms])[0] if self.delivery_terms else None

    @property
    def delivery_vnd(self) -> int:
        """What its delivery costs, whoever pays it."""
        return self.shipping_vnd + self.waived_vnd

    @property
    def coach_phone(self) -> str:
        """The phone number of the coach that took it; empty for what a carrier with tracking numbers took."""
        return self.tracking_number if self.carrier.startswith(f"{COACH} ") else ""


def frozen_fee(fee: ParcelFee) -> dict[str, Any]:
    """What an order keeps of the fee that it was sold with, beside what the buyer pays."""
    return {"waived_vnd": fee.waived_vnd, "waived_by": fee.waived_by, "tariff": fee.table}
