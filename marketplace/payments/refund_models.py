"""Money on its way back to the buyer."""

import secrets
from datetime import datetime
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Dong, Model, UtcDateTime, announce, one_of
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.payments.errors import RefundMoveRefused
from marketplace.payments.models import PaymentAttempt
from marketplace.payments.states import (
    REFUND_MOVES,
    RESERVED,
    UNSENT,
    RefundBearer,
    RefundReason,
    RefundRoute,
    RefundState,
)
from marketplace.refs import new_ref

IS_RESERVED: Final = text("state IN ('requested', 'approved', 'sent', 'failed')")


class Refund(Model):
    """Money that goes back, reserved from the moment on in which it is asked for.

    It is the price of units of one order (`goods_vnd`, the sum of its lines), its delivery fee, a sum as goodwill, or
    what was paid too much (`surplus_vnd`), which nobody bears. `token` is the secret of the buyer's link, by which an
    account is named; `attempt` is what took the money, where it goes back through its provider. The account's number is
    sealed, `account_end` may be shown; `asked_at` is when the buyer was asked for it, `reminders` how often since.
    Where the seller bears it, `market_vnd` of the price goes back to the market, which had paid it for its voucher.
    `takes_two` was decided when it was asked for: somebody else has to agree.
    While `queued_at` is set it stands in a closed run of transfers, and nothing of it changes.
    """

    __tablename__ = "refunds"
    __table_args__ = (
        one_of("route", RefundRoute),
        one_of("reason", RefundReason),
        one_of("bearer", RefundBearer),
        one_of("state", RefundState),
        CheckConstraint("amount_vnd > 0", name="amount_positive"),
        CheckConstraint(
            "goods_vnd >= 0 AND shipping_vnd >= 0 AND goodwill_vnd >= 0 AND surplus_vnd >= 0", name="parts_not_negative"
        ),
        CheckConstraint("amount_vnd = goods_vnd + shipping_vnd + goodwill_vnd + surplus_vnd", name="adds_up"),
        CheckConstraint("surplus_vnd = amount_vnd OR order_id IS NOT NULL", name="of_an_order"),
        CheckConstraint("route <> 'provider' OR attempt_id IS NOT NULL", name="provider_known"),
        UniqueConstraint("provider_ref"),
        Index("ix_refunds_open", "state", "id", sqlite_where=IS_RESERVED, postgresql_where=IS_RESERVED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    token: Mapped[str] = mapped_column(String(43), unique=True, default=lambda: secrets.token_urlsafe(32))
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchases.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("payment_attempts.id"), index=True)
    amount_vnd: Mapped[Dong]
    goods_vnd: Mapped[Dong] = mapped_column(default=0)
    shipping_vnd: Mapped[Dong] = mapped_column(default=0)
    goodwill_vnd: Mapped[Dong] = mapped_column(default=0)
    surplus_vnd: Mapped[Dong] = mapped_column(default=0)
    market_vnd: Mapped[Dong] = mapped_column(default=0, server_default=text("0"))
    route: Mapped[RefundRoute] = mapped_column(String(12))
    reason: Mapped[RefundReason] = mapped_column(String(12))
    bearer: Mapped[RefundBearer | None] = mapped_column(String(8))
    note: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[RefundState] = mapped_column(String(12), default=RefundState.REQUESTED)
    tries: Mapped[int] = mapped_column(default=0)
    provider_ref: Mapped[str | None] = mapped_column(String(255))
    failure: Mapped[str] = mapped_column(String(80), default="")
    account_sealed: Mapped[str | None] = mapped_column(String(1000))
    account_bank: Mapped[str] = mapped_column(String(6), default="", server_default="")
    account_end: Mapped[str] = mapped_column(String(4), default="", server_default="")
    account_holder: Mapped[str] = mapped_column(String(80), default="", server_default="")
    account_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    queued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminders: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    takes_two: Mapped[bool] = mapped_column(default=False, server_default=false())
    requested_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    requested_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    purchase: Mapped[Purchase] = relationship()
    order: Mapped[Order | None] = relationship()
    attempt: Mapped[PaymentAttempt | None] = relationship()
    requested_by: Mapped[User | None] = relationship(foreign_keys=requested_by_id)
    approved_by: Mapped[User | None] = relationship(foreign_keys=approved_by_id)
    lines: Mapped[list["RefundLine"]] = relationship(back_populates="refund", order_by="RefundLine.id")
    events: Mapped[list["RefundEvent"]] = relationship(back_populates="refund", order_by="RefundEvent.id")

    @property
    def is_surplus(self) -> bool:
        """Whether it gives back what never was the price of something that the buyer has: it has to go back."""
        return self.surplus_vnd > 0

    @property
    def is_reserved(self) -> bool:
        """Whether its amount is kept for it."""
        return self.state in RESERVED

    @property
    def awaits_account(self) -> bool:
        """Whether nothing can go before the buyer has named an account."""
        return self.route == RefundRoute.TRANSFER and self.account_sealed is None and self.state in UNSENT

    @property
    def may_be_cancelled(self) -> bool:
        """Whether it can still be decided not to give it back."""
        return not self.is_surplus and not self.queued_at and self.can_move_to(RefundState.CANCELLED)

    def can_move_to(self, state: RefundState) -> bool:
        """Whether the table allows this step now."""
        return state in REFUND_MOVES[RefundState(self.state)]

    def move_to(self, state: RefundState, *, by: User | None, note: str = "", at: datetime | None = None) -> None:
        """Go to `state`, append the event and announce it; the only writer of the state. Raises RefundMoveRefused."""
        if not self.can_move_to(state):
            raise RefundMoveRefused(self.state)
        self.enter(state, by=by, note=note, at=at)

    def enter(self, state: RefundState, *, by: User | None, note: str = "", at: datetime | None = None) -> None:
        """The same without asking the table: where a refund begins."""
        event = RefundEvent(state=state, by=by, note=note[:500], at=at or now())
        self.events.append(event)
        self.state = state
        self.sent_at = event.at if state == RefundState.SENT else self.sent_at
        self.settled_at = event.at if state in (RefundState.CONFIRMED, RefundState.CANCELLED) else None
        announce(event)


class RefundLine(Model):
    """So many units of an order line go back, and what the buyer paid for them. The last unit takes the rest of the
    line's price. `market_vnd` is what the market gets back of them.
    """

    __tablename__ = "refund_lines"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("amount_vnd >= 0", name="amount_not_negative"),
        UniqueConstraint("refund_id", "order_line_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    refund_id: Mapped[int] = mapped_column(ForeignKey("refunds.id"))
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"), index=True)
    quantity: Mapped[int]
    amount_vnd: Mapped[Dong]
    market_vnd: Mapped[Dong] = mapped_column(default=0, server_default=text("0"))
    refund: Mapped[Refund] = relationship(back_populates="lines")
    line: Mapped[OrderLine] = relationship()


class RefundEvent(Model):
    """One step of a refund. Each is announced. Rows are only added."""

    __tablename__ = "refund_events"
    __table_args__ = (one_of("state", RefundState),)

    id: Mapped[int] = mapped_column(primary_key=True)
    refund_id: Mapped[int] = mapped_column(ForeignKey("refunds.id"), index=True)
    state: Mapped[RefundState] = mapped_column(String(12))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    note: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    refund: Mapped[Refund] = relationship(back_populates="events")
    by: Mapped[User | None] = relationship()
