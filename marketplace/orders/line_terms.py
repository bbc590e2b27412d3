"""What a sale costs its seller, as it is written on the order line: fees from the sale on, taxes once it is final."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from marketplace import fees
from marketplace.database import Dong
from marketplace.fees import Net, Terms


class HasTerms:
    """Columns of an order line.

    `fee_parts` are the fees that were agreed, None where `commission_bp` of the price is all; `commission_vnd` is what
    they come to, VAT included. `tax_class` is None in lines that were sold before it was kept, all of them goods.
    The withheld taxes are None until the sale is final.
    """

    total_vnd: Mapped[Dong]
    quantity: Mapped[int]
    commission_bp: Mapped[int]
    commission_vnd: Mapped[Dong]
    fee_parts: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    tax_class: Mapped[str | None] = mapped_column(String(12))
    withheld_vat_vnd: Mapped[Dong | None]
    withheld_pit_vnd: Mapped[Dong | None]

    @property
    def terms(self) -> Terms:
        """The fees that were agreed at the sale."""
        return Terms.frozen(self.commission_bp, self.fee_parts)

    def net_for(self, kind: str, day: date) -> Net:
        """What it leaves a seller of this legal kind when it is final on this day, or already was."""
        taxes = None
        if self.withheld_vat_vnd is not None and self.withheld_pit_vnd is not None:
            taxes = self.withheld_vat_vnd, self.withheld_pit_vnd
        return fees.quote_with(
            self.terms,
            self.total_vnd,
            kind,
            quantity=self.quantity,
            tax_class=self.tax_class,
            day=day,
            withheld_vnd=taxes,
        )

    def reprice_fees(self) -> None:
        """Let the fees follow a price or a quantity that has changed."""
        self.commission_vnd = self.terms.commission_of(self.total_vnd, self.quantity)

    def freeze_taxes(self, kind: str, day: date) -> None:
        """The sale is final: the taxes are those of this legal kind and day, whatever the seller becomes later."""
        net = self.net_for(kind, day)
        self.withheld_vat_vnd, self.withheld_pit_vnd = net.withheld_vat_vnd, net.withheld_pit_vnd
