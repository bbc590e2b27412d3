"""Money that came in on the shop's accounts: counted once, whoever tells of it, and shared out over purchases."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Dong, Model, UtcDateTime, one_of
from marketplace.orders.models import Purchase
from marketplace.payments.models import PaymentNotice
from marketplace.reconciliation.errors import TransferMoved
from marketplace.reconciliation.states import MOVES, Finding, Source, StatementState, TransferState
from marketplace.refs import new_ref


class ReceivingAccount(Model):
    """An account of the shop, by its number without leading zeros. Its row is locked while money on it is counted."""

    __tablename__ = "receiving_accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    told_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class BankStatement(Model):
    """A statement that somebody sent: how many of its rows were new money, known already, or none that came in.

    `errors` are the rows that could not be read: [number, sentence, blanks]. Of the rows of money that left,
    `sent` are transfers of payout runs that arrived, and `doubts` [sentence, blanks] about those to be looked at.
    """

    __tablename__ = "bank_statements"
    __table_args__ = (one_of("state", StatementState),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    filename: Mapped[str] = mapped_column(String(120))
    shape: Mapped[str] = mapped_column(String(40))
    account: Mapped[str] = mapped_column(String(40))
    state: Mapped[StatementState] = mapped_column(String(10), default=StatementState.READING)
    rows: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    new: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)
    others: Mapped[int] = mapped_column(default=0)
    errors: Mapped[list[Any]] = mapped_column(JSON, default=list)
    sent: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    doubts: Mapped[list[Any]] = mapped_column(JSON, default=list, server_default=text("'[]'"))
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    by: Mapped[User] = relationship()

    @property
    def is_reading(self) -> bool:
        """Whether the page will look different in a moment, by itself."""
        return self.state == StatementState.READING

    @property
    def others_left(self) -> int:
        """Rows of money that left for something else, or of nothing at all."""
        return self.others - self.sent - len(self.doubts)

    def finish(self) -> None:
        """All rows are counted."""
        self.state = StatementState.READ


class BankTransfer(Model):
    """Money that came in, once. `booked_on` is its day in Vietnam; without `has_time` no more than the day is known.

    `ref_key` and `memo_key` are what two tellings of one transfer are recognised by. `finding` is what was found when
    it was looked at last, None until then; `gap_vnd` by how much it differs from what is due.
    """

    __tablename__ = "bank_transfers"
    __table_args__ = (
        one_of("state", TransferState),
        one_of("finding", Finding),
        CheckConstraint("amount_vnd > 0", name="came_in"),
        Index("ix_bank_transfers_amount", "amount_vnd", "booked_on"),
        Index("ix_bank_transfers_state", "state", "booked_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    account_id: Mapped[int] = mapped_column(ForeignKey("receiving_accounts.id"))
    amount_vnd: Mapped[Dong]
    booked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    booked_on: Mapped[date]
    has_time: Mapped[bool]
    bank_ref: Mapped[str] = mapped_column(String(60), default="")
    ref_key: Mapped[str] = mapped_column(String(60), default="")
    memo: Mapped[str] = mapped_column(String(500), default="")
    memo_key: Mapped[str] = mapped_column(String(500), default="")
    counterparty: Mapped[str] = mapped_column(String(120), default="")
    state: Mapped[TransferState] = mapped_column(String(12), default=TransferState.WAITING)
    finding: Mapped[Finding | None] = mapped_column(String(12))
    gap_vnd: Mapped[Dong] = mapped_column(default=0)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_by_hand: Mapped[bool] = mapped_column(default=False)
    records: Mapped[list["BankRecord"]] = relationship(back_populates="transfer", order_by="BankRecord.id")
    shares: Mapped[list["TransferShare"]] = relationship(back_populates="transfer", order_by="TransferShare.id")
    events: Mapped[list["TransferEvent"]] = relationship(back_populates="transfer", order_by="TransferEvent.id")

    @property
    def is_waiting(self) -> bool:
        """Whether somebody has to say whose money it is."""
        return self.state == TransferState.WAITING

    @property
    def live_shares(self) -> list["TransferShare"]:
        """What of it is booked to purchases now."""
        return [share for share in self.shares if share.undone_at is None]

    def move_to(self, state: TransferState, *, by: User | None, note: str = "") -> None:
        """Go to `state` and append the event that says who and why; the only writer. Raises TransferMoved."""
        if state not in MOVES[TransferState(self.state)]:
            raise TransferMoved(self.state)
        self.state = state
        self.settled_at = None if state == TransferState.WAITING else now()
        self.is_by_hand = by is not None
        self.events.append(TransferEvent(state=state, by=by, note=note, at=now()))


class BankRecord(Model):
    """One telling of a transfer. Two of the same source are never one transfer."""

    __tablename__ = "bank_records"
    __table_args__ = (one_of("source", Source), UniqueConstraint("transfer_id", "source"))

    id: Mapped[int] = mapped_column(primary_key=True)
    transfer_id: Mapped[int] = mapped_column(ForeignKey("bank_transfers.id"))
    notice_id: Mapped[int] = mapped_column(ForeignKey("payment_notices.id"), unique=True)
    source: Mapped[Source] = mapped_column(String(12))
    statement_id: Mapped[int | None] = mapped_column(ForeignKey("bank_statements.id"), index=True)
    transfer: Mapped[BankTransfer] = relationship(back_populates="records")
    notice: Mapped[PaymentNotice] = relationship()


class TransferShare(Model):
    """What of a transfer was booked to a purchase, by the shop itself or by an operator; one that was undone stays."""

    __tablename__ = "transfer_shares"
    __table_args__ = (CheckConstraint("amount_vnd > 0", name="amount_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    transfer_id: Mapped[int] = mapped_column(ForeignKey("bank_transfers.id"), index=True)
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchases.id"), index=True)
    amount_vnd: Mapped[Dong]
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    transfer: Mapped[BankTransfer] = relationship(back_populates="shares")
    purchase: Mapped[Purchase] = relationship()


class TransferEvent(Model):
    """One step of a transfer: who, when and why. Rows are only added."""

    __tablename__ = "transfer_events"
    __table_args__ = (one_of("state", TransferState),)

    id: Mapped[int] = mapped_column(primary_key=True)
    transfer_id: Mapped[int] = mapped_column(ForeignKey("bank_transfers.id"), index=True)
    state: Mapped[TransferState] = mapped_column(String(12))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    note: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    transfer: Mapped[BankTransfer] = relationship(back_populates="events")
    by: Mapped[User | None] = relationship()
