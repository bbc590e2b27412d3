"""Calling a buyer before goods are sent that are paid at the door: why, and what came of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of


class CallReason(StrEnum):
    """Why a buyer is called first: nothing was delivered there before and much is to be paid, or parcels came back."""

    FIRST_TIME = "first_time"
    REFUSALS = "refusals"


class CallResult(StrEnum):
    """What came of a call."""

    AGREED = "agreed"
    UNREACHED = "unreached"


class MayNeedCall:
    """An order whose buyer may have to be called before the seller accepts it, with what the last call came to."""

    call_reason: Mapped[CallReason | None] = mapped_column(String(12))
    called: Mapped[CallResult | None] = mapped_column(String(12))

    @property
    def awaits_call(self) -> bool:
        """Whether nobody has had the buyer's word yet."""
        return self.call_reason is not None and self.called != CallResult.AGREED


class Call(Model):
    """One call to the buyer of an order: who called, when, and what came of it. Rows are only added."""

    __tablename__ = "order_calls"
    __table_args__ = (one_of("result", CallResult),)

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    result: Mapped[CallResult] = mapped_column(String(12))
    note: Mapped[str] = mapped_column(String(200), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    by: Mapped[User] = relationship()
