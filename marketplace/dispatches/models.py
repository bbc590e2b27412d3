"""What was sent to whom, by which channel and when, with what came of it."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of
from marketplace.notices import Channel, NoticeKind, Party
from marketplace.refs import new_ref
from marketplace.sellers.models import Seller

UNCLEAR: Final = text("state = 'unknown' AND looked_at IS NULL")
NUMBERED: Final = text("message_id <> ''")


class DispatchState(StrEnum):
    """How far a message came. `SENT` is what the server or gateway said; nobody knows who reads."""

    SENDING = "sending"
    TRYING = "trying"
    SENT = "sent"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    LATE = "late"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Dispatch(Model):
    """One message by one channel. `key` names it: nothing is sent twice under the same key.

    `reached` is the address or number with its middle left out; `user_id` or `seller_id` say whose it is, where it is
    about no order. What the gateway tells later is in `delivered_at` and `read_at`, and in `told` what the shop has no
    word for. An `UNKNOWN` one may have arrived or not, and is never
    sent again by itself; an operator who has looked leaves `looked_at`, and `arrived` says what was found.
    """

    __tablename__ = "notice_dispatches"
    __table_args__ = (
        one_of("kind", NoticeKind),
        one_of("channel", Channel),
        one_of("party", Party),
        one_of("state", DispatchState),
        Index("ix_notice_dispatches_unclear", "id", sqlite_where=UNCLEAR, postgresql_where=UNCLEAR),
        Index("ix_notice_dispatches_at", "at"),
        Index("ix_notice_dispatches_message_id", "message_id", sqlite_where=NUMBERED, postgresql_where=NUMBERED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    kind: Mapped[NoticeKind] = mapped_column(String(12))
    channel: Mapped[Channel] = mapped_column(String(6))
    party: Mapped[Party] = mapped_column(String(10))
    reached: Mapped[str] = mapped_column(String(80), default="")
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey("purchases.id", ondelete="CASCADE"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    seller_id: Mapped[int | None] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"), index=True)
    state: Mapped[DispatchState] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(120), default="")
    message_id: Mapped[str] = mapped_column(String(60), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told: Mapped[str] = mapped_column(String(60), default="", server_default="")
    looked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    looked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    arrived: Mapped[bool | None]
    looked_by: Mapped[User | None] = relationship(foreign_keys=looked_by_id)
    user: Mapped[User | None] = relationship(foreign_keys=user_id)
    seller: Mapped[Seller | None] = relationship()

    @property
    def is_unclear(self) -> bool:
        """Whether somebody has to look whether it arrived."""
        return self.state == DispatchState.UNKNOWN and self.looked_at is None
