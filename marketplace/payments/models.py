"""The history of a purchase's payment."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.clock import now
from marketplace.database import Dong, Model, UtcDateTime, one_of
from marketplace.orders.states import PaymentState


class PaymentEvent(Model):
    """One step of a payment after its opening: the state it led to and the dong that came in (+) or went back (-).

    `order_id` names the parcel that was paid at the door. Rows are only added.
    """

    __tablename__ = "payment_events"
    __table_args__ = (one_of("state", PaymentState),)

    id: Mapped[int] = mapped_column(primary_key=True)
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchases.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    state: Mapped[PaymentState] = mapped_column(String(24))
    amount_vnd: Mapped[Dong] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
