"""What makes an order a gift: who gives it, what the card says, and what its receiver must not see."""

from datetime import date
from typing import TYPE_CHECKING, Final

from sqlalchemy import Boolean, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.database import Model

if TYPE_CHECKING:
    from marketplace.orders.models import Purchase

LONGEST_CARD: Final = 160
"""Letters of a card: what stands on A6 in a size that grandparents read."""
LONGEST_SENDER: Final = 80


class Gift(Model):
    """A purchase that goes to somebody else than its buyer. `phone` is the buyer's, in E.164; the purchase has the
    receiver's. `token` is the secret of the receiver's page, on which there are no prices and nothing of the buyer but
    `sender_name`. It is to arrive on `wished_on`, where a day was wished for.
    """

    __tablename__ = "gifts"

    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchases.id"), primary_key=True)
    token: Mapped[str] = mapped_column(String(43), unique=True)
    phone: Mapped[str] = mapped_column(String(20), index=True)
    sender_name: Mapped[str] = mapped_column(String(LONGEST_SENDER))
    card_text: Mapped[str] = mapped_column(String(LONGEST_CARD), default="")
    hides_prices: Mapped[bool]
    wished_on: Mapped[date | None]
    purchase: Mapped["Purchase"] = relationship(back_populates="gift")


class MayBeGift:
    """A purchase that may be one: `is_gift` says whether `gift` is worth asking for."""

    is_gift: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    if TYPE_CHECKING:
        phone: Mapped[str]
        recipient_name: Mapped[str]
        gift: Mapped[Gift | None]

    @property
    def gift_of(self) -> Gift | None:
        """What makes it a gift; None, without asking, where it is none."""
        return self.gift if self.is_gift else None

    @property
    def contact_phone(self) -> str:
        """Whom to call about the order: its buyer, who of a gift is not the one that the parcel goes to."""
        return self.gift_of.phone if self.gift_of else self.phone

    @property
    def buyer_name(self) -> str:
        """How to address whoever ordered, who of a gift is not the one that the parcel goes to."""
        return self.gift_of.sender_name if self.gift_of else self.recipient_name

    @property
    def hides_prices(self) -> bool:
        """Whether the receiver must not see what it cost."""
        return bool(self.gift_of and self.gift_of.hides_prices)
