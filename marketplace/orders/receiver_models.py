"""Whom each parcel of a gift to many people is for: one purchase, one payment, orders for each receiver."""

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from marketplace.database import Model
from marketplace.orders.gift_models import LONGEST_CARD

if TYPE_CHECKING:
    from marketplace.orders.models import Purchase


class GiftReceiver(Model):
    """Somebody whom a part of a purchase goes to, with the same facts of them that a purchase has of its recipient.

    `token` is the secret of their page. An empty `card_text` means that of the gift.
    """

    __tablename__ = "gift_receivers"

    id: Mapped[int] = mapped_column(primary_key=True)
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchases.id"), index=True)
    token: Mapped[str] = mapped_column(String(43), unique=True)
    recipient_name: Mapped[str] = mapped_column(String(120))
    recipient_folded: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(String(20), index=True)
    province_code: Mapped[str] = mapped_column(String(2))
    commune_code: Mapped[str] = mapped_column(String(5))
    street: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(String(300), default="")
    card_text: Mapped[str] = mapped_column(String(LONGEST_CARD), default="")

    @property
    def old_address(self) -> str:
        """Files name communes of today."""
        return ""


class HasReceiver:
    """An order that may be for somebody else than its purchase is."""

    receiver_id: Mapped[int | None] = mapped_column(ForeignKey("gift_receivers.id"))
    if TYPE_CHECKING:
        purchase: Mapped[Purchase]

    @declared_attr
    def receiver(self) -> Mapped[GiftReceiver | None]:
        """Of a gift to many people: whom this is for."""
        return relationship(GiftReceiver)

    @property
    def recipient(self) -> "GiftReceiver | Purchase":
        """Whoever has who it goes to and where: name, phone, place and note."""
        return self.receiver or self.purchase if self.receiver_id else self.purchase

    @property
    def card_text(self) -> str:
        """What the card in its box says; empty without a card."""
        gift = self.purchase.gift_of
        own = self.receiver.card_text if self.receiver_id and self.receiver else ""
        return own or (gift.card_text if gift else "")

    @property
    def gift_token(self) -> str:
        """The secret of the page that its receiver sees; empty for what is no gift."""
        gift = self.purchase.gift_of
        if self.receiver_id and self.receiver:
            return self.receiver.token
        return gift.token if gift else ""
