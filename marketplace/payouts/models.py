"""Payouts to sellers: runs, the payouts in them, and which bookings each of them pays.

What is owed stands in the ledger alone. A payout names the bookings that it pays, each of which can be in one payout
that is not over: so nothing is paid out twice, and every sum can be explained line by line.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, and_, or_, text, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now, today
from marketplace.database import Dong, Model, UtcDateTime, announce, db, one_of
from marketplace.ledger.models import LedgerTransaction
from marketplace.orders.models import Order
from marketplace.payouts.errors import PayoutMoveRefused, RunMoveRefused
from marketplace.payouts.states import IS_LIVE, OVER, PAYOUT_MOVES, RUN_MOVES, HoldReason, PayoutState, RunState
from marketplace.payouts.transfers import TransferRow
from marketplace.refs import new_ref
from marketplace.sellers.models import Seller

if TYPE_CHECKING:
    from marketplace.payouts.refund_models import RefundTransfer

NOTHING: Final = text("0")


class PayoutRun(Model):
    """Payouts that go to the bank together. Whoever closes it types the sum again; somebody else approves it.

    The amounts are what the books said of all its payouts when it was counted: what was sold, and what was taken of it.
    """

    __tablename__ = "payout_runs"
    __table_args__ = (
        one_of("state", RunState),
        CheckConstraint("approved_by_id IS NULL OR approved_by_id <> closed_by_id", name="two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    due_on: Mapped[date]
    state: Mapped[RunState] = mapped_column(String(12), default=RunState.DRAFT)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    counted_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    goods_vnd: Mapped[Dong] = mapped_column(default=0, server_default=NOTHING)
    fees_vnd: Mapped[Dong] = mapped_column(default=0, server_default=NOTHING)
    taxes_vnd: Mapped[Dong] = mapped_column(default=0, server_default=NOTHING)
    returned_vnd: Mapped[Dong] = mapped_column(default=0, server_default=NOTHING)
    other_vnd: Mapped[Dong] = mapped_column(default=0, server_default=NOTHING)
    closed_by: Mapped[User | None] = relationship(foreign_keys=[closed_by_id])
    approved_by: Mapped[User | None] = relationship(foreign_keys=[approved_by_id])
    payouts: Mapped[list["Payout"]] = relationship(back_populates="run", order_by="Payout.id")
    refunds: Mapped[list["RefundTransfer"]] = relationship(back_populates="run", order_by="RefundTransfer.id")
    kept: Mapped[list["KeptBack"]] = relationship(order_by="KeptBack.id")

    def move_to(self, state: RunState) -> None:
        """Go to `state`; the only writer of it. Raises RunMoveRefused."""
        if state not in RUN_MOVES[RunState(self.state)]:
            raise RunMoveRefused(self.state)
        self.state = state


class KeptBack(Model):
    """What a seller was owed and did not get when the run was counted, and why."""

    __tablename__ = "payout_run_kept"
    __table_args__ = (one_of("reason", HoldReason),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("payout_runs.id", ondelete="CASCADE"), index=True)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id"))
    reason: Mapped[HoldReason] = mapped_column(String(16))
    amount_vnd: Mapped[Dong]
    seller: Mapped[Seller] = relationship()


class Payout(TransferRow, Model):
    """One transfer to one seller. The account is frozen as it was when the run was closed."""

    __tablename__ = "payouts"
    __table_args__ = (
        one_of("state", PayoutState),
        CheckConstraint("amount_vnd > 0", name="amount_positive"),
        Index("ix_payouts_seller_id_id", "seller_id", "id"),
    )

    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id"))
    run: Mapped[PayoutRun] = relationship(back_populates="payouts")
    seller: Mapped[Seller] = relationship()
    items: Mapped[list["PayoutItem"]] = relationship(back_populates="payout", order_by="PayoutItem.id")
    events: Mapped[list["PayoutEvent"]] = relationship(back_populates="payout", order_by="PayoutEvent.id")

    def move_to(self, state: PayoutState, *, by: User | None, note: str = "") -> None:
        """Go to `state`, append the event that says who, when and why, and announce it. The only writer of the state.

        What is over gives its bookings free for a later run. Raises PayoutMoveRefused.
        """
        if state not in PAYOUT_MOVES[PayoutState(self.state)]:
            raise PayoutMoveRefused(self.state)
        event = PayoutEvent(payout=self, state=state, by=by, note=note, at=now())
        db.session.add(event)
        self.state = state
        if state in OVER:
            released = update(PayoutItem).where(PayoutItem.payout_id == self.id).values(released_at=event.at)
            db.session.execute(released)
        announce(event)


class PayoutItem(Model):
    """A booking that a payout pays: `amount_vnd` is what it brought the seller, or took from him."""

    __tablename__ = "payout_items"
    __table_args__ = (
        Index(
            "uq_payout_items_live",
            "transaction_id",
            "seller_id",
            unique=True,
            sqlite_where=IS_LIVE,
            postgresql_where=IS_LIVE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    payout_id: Mapped[int] = mapped_column(ForeignKey("payouts.id", ondelete="CASCADE"), index=True)
    transaction_id: Mapped[int] = mapped_column(ForeignKey("ledger_transactions.id"))
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id"))
    amount_vnd: Mapped[Dong]
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    payout: Mapped[Payout] = relationship(back_populates="items")
    transaction: Mapped[LedgerTransaction] = relationship()


class PayoutEvent(Model):
    """One step of a payout. Rows are only added."""

    __tablename__ = "payout_events"
    __table_args__ = (one_of("state", PayoutState),)

    id: Mapped[int] = mapped_column(primary_key=True)
    payout_id: Mapped[int] = mapped_column(ForeignKey("payouts.id"), index=True)
    state: Mapped[PayoutState] = mapped_column(String(12))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    note: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    payout: Mapped[Payout] = relationship(back_populates="events")
    by: Mapped[User | None] = relationship()


class PayoutHold(Model):
    """Somebody keeps the money of an order, or all of a seller's, back until it is let go: a complaint, a doubt.

    On the day `until_on`, if there is one, it ends by itself. Announced when it begins and when it is let go.
    """

    __tablename__ = "payout_holds"
    __table_args__ = (Index("ix_payout_holds_live", "seller_id", sqlite_where=IS_LIVE, postgresql_where=IS_LIVE),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    note: Mapped[str] = mapped_column(String(300))
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    until_on: Mapped[date | None]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seller: Mapped[Seller] = relationship()
    order: Mapped[Order | None] = relationship()
    by: Mapped[User] = relationship(foreign_keys=[by_id])
    released_by: Mapped[User | None] = relationship(foreign_keys=[released_by_id])

    @property
    def is_live(self) -> bool:
        """Whether it keeps something back today."""
        return self.released_at is None and (self.until_on is None or self.until_on > today())

    @staticmethod
    def lives_on(day: date) -> ColumnElement[bool]:
        """The same as a condition, for any day from now on."""
        goes_on = or_(PayoutHold.until_on.is_(None), PayoutHold.until_on > day)
        return and_(PayoutHold.released_at.is_(None), goes_on)
