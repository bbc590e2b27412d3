"""The history of a purchase's payment: attempts to pay, notices of those who move money, and what moved."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.clock import now
from marketplace.database import Dong, Model, UtcDateTime, one_of
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import PaymentMethod, PaymentState
from marketplace.payments.errors import AttemptMoveRefused
from marketplace.payments.states import ATTEMPT_MOVES, UNDECIDED, AttemptState, NoticeOutcome
from marketplace.refs import new_ref

IS_OPEN: Final = text("state IN ('open', 'authorised')")


class PaymentAttempt(Model):
    """One attempt to pay a purchase, for `amount_vnd`, until `ends_at`. At most one of each method is open at a time.

    `provider` is who takes the money ("stripe", "bank"), `provider_ref` its own name for the attempt, once it has one,
    `failure` its code for why the attempt did not succeed. Of a hosted page: its address, how often it was asked for in
    vain, and the provider's name of what was charged (`charge_ref`), which goes back to that card.
    """

    __tablename__ = "payment_attempts"
    __table_args__ = (
        one_of("method", PaymentMethod),
        one_of("state", AttemptState),
        CheckConstraint("amount_vnd > 0", name="amount_positive"),
        CheckConstraint("(state IN ('open', 'authorised')) = (ended_at IS NULL)", name="ended_with_its_state"),
        UniqueConstraint("provider", "provider_ref"),
        Index(
            "uq_payment_attempts_open",
            "purchase_id",
            "method",
            unique=True,
            sqlite_where=IS_OPEN,
            postgresql_where=IS_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchases.id"), index=True)
    method: Mapped[PaymentMethod] = mapped_column(String(24))
    provider: Mapped[str] = mapped_column(String(16))
    provider_ref: Mapped[str | None] = mapped_column(String(255))
    amount_vnd: Mapped[Dong]
    state: Mapped[AttemptState] = mapped_column(String(12), default=AttemptState.OPEN)
    failure: Mapped[str] = mapped_column(String(80), default="")
    tries: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    charge_ref: Mapped[str | None] = mapped_column(String(255), index=True)
    page_url: Mapped[str] = mapped_column(String(2000), default="", server_default="")
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    purchase: Mapped[Purchase] = relationship()

    @property
    def is_undecided(self) -> bool:
        """Whether money may still come by it."""
        return self.state in UNDECIDED

    def move_to(self, state: AttemptState, *, failure: str = "", at: datetime | None = None) -> None:
        """Go to `state`; the only writer of it. Raises AttemptMoveRefused when the table does not allow it."""
        if state not in ATTEMPT_MOVES[AttemptState(self.state)]:
            raise AttemptMoveRefused(self.state)
        self.state, self.failure = state, failure[:80]
        self.ended_at = None if state in UNDECIDED else at or now()


class PaymentNotice(Model):
    """What a bank or a provider told, once for each of its event ids. `body` holds no secret of a card or a bank."""

    __tablename__ = "payment_notices"
    __table_args__ = (one_of("outcome", NoticeOutcome), UniqueConstraint("provider", "event_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    provider: Mapped[str] = mapped_column(String(16))
    event_id: Mapped[str] = mapped_column(String(255))
    kind: Mapped[str] = mapped_column(String(80))
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("payment_attempts.id"), index=True)
    amount_vnd: Mapped[Dong | None]
    outcome: Mapped[NoticeOutcome] = mapped_column(String(12))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    attempt: Mapped[PaymentAttempt | None] = relationship()


class PaymentEvent(Model):
    """One step of a payment after its opening: the state it led to and the dong that came in (+) or went back (-).

    What moved the money is named: the parcel that was paid at the door, the attempt, the notice that told of it, or the
    refund; a sum of a refund that comes in again was returned by a bank. Each is announced. Rows are only added.
    """

    __tablename__ = "payment_events"
    __table_args__ = (
        one_of("state", PaymentState),
        Index("uq_payment_events_notice_id_purchase_id", "notice_id", "purchase_id", unique=True),
        Index("ix_payment_events_attempt_id", "attempt_id"),
        Index("ix_payment_events_refund_id", "refund_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchases.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("payment_attempts.id"))
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("payment_notices.id"))
    refund_id: Mapped[int | None] = mapped_column(ForeignKey("refunds.id"))
    state: Mapped[PaymentState] = mapped_column(String(24))
    amount_vnd: Mapped[Dong] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    purchase: Mapped[Purchase] = relationship()
    order: Mapped[Order | None] = relationship()
