"""How a parcel is sent and what that costs, as it was agreed to at the sale: columns for the model of an order."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import String, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Dong
from marketplace.shipping import COACH, FeeBearer, ParcelFee


class HasDelivery:
    """The fee that the buyer pays follows what is in it; once it did, `agreed_shipping_vnd` is that of the sale.

    Where delivery is free to the buyer, `waived_vnd` is what `waived_by` pays for it instead. `tariff` names the table
    of fees that it was sold by, "" the shop's first one.
    """

    shipping_vnd: Mapped[Dong]
    agreed_shipping_vnd: Mapped[Dong | None]
    waived_vnd: Mapped[Dong] = mapped_column(default=0, server_default=text("0"))
    waived_by: Mapped[FeeBearer | None] = mapped_column(String(8))
    tariff: Mapped[str] = mapped_column(String(16), default="", server_default=text("''"))
    if TYPE_CHECKING:
        carrier: Mapped[str]
        tracking_number: Mapped[str]

    @property
    def seller_bears_vnd(self) -> int:
        """What its delivery is taken off what the seller earns."""
        return self.waived_vnd if self.waived_by == FeeBearer.SELLER else 0

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
