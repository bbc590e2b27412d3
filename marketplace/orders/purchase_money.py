"""The money of a purchase: what came in, what went back, and what that leaves to be paid or given back.

Columns and sums for the model. Only `payments` writes them.
"""

from typing import TYPE_CHECKING, Final

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Dong

if TYPE_CHECKING:
    from marketplace.orders.models import Order

COVERED: Final = "refunded_vnd >= 0 AND refunding_vnd >= 0 AND refunded_vnd + refunding_vnd <= paid_vnd"


class HasMoney:
    """`paid_vnd` is all that came in, `refunded_vnd` what of it went back, `refunding_vnd` what is reserved for refunds
    that are on their way.
    """

    paid_vnd: Mapped[Dong] = mapped_column(default=0)
    refunded_vnd: Mapped[Dong] = mapped_column(default=0)
    refunding_vnd: Mapped[Dong] = mapped_column(default=0, server_default=text("0"))
    total_vnd: Mapped[Dong]
    if TYPE_CHECKING:
        orders: Mapped[list["Order"]]

    @property
    def payable_vnd(self) -> int:
        """What the parcels cost that were not called off."""
        return sum(order.total_vnd for order in self._live)

    @property
    def called_off_vnd(self) -> int:
        """What the parcels cost that were called off."""
        return self.total_vnd - self.payable_vnd

    @property
    def kept_vnd(self) -> int:
        """What came in and neither went back nor is about to."""
        return self.paid_vnd - self.refunded_vnd - self.refunding_vnd

    @property
    def due_vnd(self) -> int:
        """What is still to be paid of it."""
        return max(self._owed_vnd - self.kept_vnd, 0)

    @property
    def surplus_vnd(self) -> int:
        """What was paid for goods that were called off or lighter than estimated, or too much, and no refund gives back
        yet.
        """
        return max(self.kept_vnd - self._owed_vnd, 0)

    @property
    def settled_surplus_vnd(self) -> int:
        """What of the surplus is certain: a parcel that is still open counts with what was agreed to."""
        return max(self.kept_vnd - sum(order.most_vnd - order.given_back_vnd for order in self._live), 0)

    @property
    def _live(self) -> list["Order"]:
        return [order for order in self.orders if not order.is_called_off]

    @property
    def _owed_vnd(self) -> int:
        return sum(order.total_vnd - order.given_back_vnd for order in self._live)
