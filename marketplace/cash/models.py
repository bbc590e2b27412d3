"""Cash that was taken at the door: who has it, what carriers sent of it, and where the two differ."""

from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now, today
from marketplace.database import Dong, Model, UtcDateTime, one_of
from marketplace.orders.models import Order
from marketplace.refs import new_ref

HELD: Final = text("open_vnd > 0")
UNDECIDED: Final = text("difference_vnd <> 0 AND (outcome IS NULL OR outcome = 'claimed')")


class Holder(StrEnum):
    """Who has the cash: the carrier that took it, the seller where a coach or the shop's own people did, or we."""

    CARRIER = "carrier"
    SELLER = "seller"
    SHOP = "shop"


class Custody(Model):
    """The cash of one parcel, from the door to us. `open_vnd` is what its collector still has of `amount_vnd`.

    It follows from the moves, which are only added. A carrier is to send it by the end of `due_on`, in Vietnam; a
    seller keeps it until it is set off against what the seller is owed.
    """

    __tablename__ = "cash_custodies"
    __table_args__ = (
        one_of("collector", Holder),
        CheckConstraint("open_vnd >= 0 AND open_vnd <= amount_vnd", name="open_within_amount"),
        Index("ix_cash_custodies_held", "carrier", "due_on", sqlite_where=HELD, postgresql_where=HELD),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), unique=True)
    collector: Mapped[Holder] = mapped_column(String(12))
    carrier: Mapped[str] = mapped_column(String(60))
    amount_vnd: Mapped[Dong]
    open_vnd: Mapped[Dong]
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    due_on: Mapped[date | None]
    order: Mapped[Order] = relationship()
    moves: Mapped[list["CashMove"]] = relationship(back_populates="custody", order_by="CashMove.id")

    @property
    def holder(self) -> Holder:
        """Who has it now."""
        return Holder(self.collector) if self.open_vnd else Holder.SHOP

    @property
    def is_late(self) -> bool:
        """Whether the carrier should have sent it by now."""
        return self.open_vnd > 0 and self.due_on is not None and self.due_on < today()


class MoveKind(StrEnum):
    """What happened to cash: it was taken at the door, sent to us, kept as the carrier's fee, given up by us, charged
    to the seller, or it came without anybody knowing for what (`surplus`).
    """

    COLLECTED = "collected"
    REMITTED = "remitted"
    FEE = "fee"
    GIVEN_UP = "given_up"
    ON_SELLER = "on_seller"
    SURPLUS = "surplus"


LOWERS: Final = (MoveKind.REMITTED, MoveKind.FEE, MoveKind.GIVEN_UP, MoveKind.ON_SELLER)
"""What leaves the collector with less to send."""


class CashMove(Model):
    """One movement of cash, announced when it is written; rows are only added. A mistake is undone by a row with the
    same kind and the opposite sign.

    `order_id` is known for a parcel that was never paid, too: its carrier's fee. `is_decision` tells what an operator
    decided from what a remittance said.
    """

    __tablename__ = "cash_moves"
    __table_args__ = (
        one_of("kind", MoveKind),
        CheckConstraint("amount_vnd <> 0", name="moves_something"),
        CheckConstraint("(amount_vnd < 0) = (undoes_id IS NOT NULL)", name="negative_undoes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    custody_id: Mapped[int | None] = mapped_column(ForeignKey("cash_custodies.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    line_id: Mapped[int | None] = mapped_column(ForeignKey("remittance_lines.id"), index=True)
    carrier: Mapped[str] = mapped_column(String(60))
    kind: Mapped[MoveKind] = mapped_column(String(12))
    amount_vnd: Mapped[Dong]
    is_decision: Mapped[bool] = mapped_column(default=False)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("cash_moves.id"), unique=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    note: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    custody: Mapped[Custody | None] = relationship(back_populates="moves")
    by: Mapped[User | None] = relationship()


class Remittance(Model):
    """What a carrier sent at one time, as its table says. `digest` is of what the rows say, so that the same table
    counts once however it was saved.
    """

    __tablename__ = "remittances"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    carrier: Mapped[str] = mapped_column(String(60))
    layout: Mapped[str] = mapped_column(String(60))
    filename: Mapped[str] = mapped_column(String(120))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    paid_vnd: Mapped[Dong]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    by: Mapped[User | None] = relationship()
    lines: Mapped[list["RemittanceLine"]] = relationship(back_populates="remittance", order_by="RemittanceLine.row")
    is_repeat = False
    """Whether the same table was taken in before."""


class Verdict(StrEnum):
    """How a line of a remittance stands to what we know."""

    EXACT = "exact"
    FEE = "fee"
    SHORT = "short"
    OVER = "over"
    TWICE = "twice"
    NOT_DELIVERED = "not_delivered"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What became of a difference."""

    ACCEPTED = "accepted"
    CLAIMED = "claimed"
    ON_SELLER = "on_seller"
    CORRECTED = "corrected"
    PAID_LATER = "paid_later"


class RemittanceLine(Model):
    """A row of the carrier's table: `cod_vnd` it took, `fee_vnd` it kept of that, `paid_vnd` it sent.

    `difference_vnd` is what it sent more (+) or less (-) than we expected; until that is decided the line waits in the
    queue. A line that was `matched_by_hand` names another parcel in the table.
    """

    __tablename__ = "remittance_lines"
    __table_args__ = (
        one_of("verdict", Verdict),
        one_of("outcome", Outcome),
        CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name="decided_with_outcome"),
        Index("ix_remittance_lines_queue", "id", sqlite_where=UNDECIDED, postgresql_where=UNDECIDED),
        Index("ix_remittance_lines_custody", "custody_id"),
        Index("ix_remittance_lines_remittance", "remittance_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    remittance_id: Mapped[int] = mapped_column(ForeignKey("remittances.id"))
    row: Mapped[int]
    tracking: Mapped[str] = mapped_column(String(60))
    number: Mapped[str] = mapped_column(String(60))
    cod_vnd: Mapped[Dong]
    fee_vnd: Mapped[Dong]
    paid_vnd: Mapped[Dong]
    custody_id: Mapped[int | None] = mapped_column(ForeignKey("cash_custodies.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    verdict: Mapped[Verdict] = mapped_column(String(16))
    difference_vnd: Mapped[Dong] = mapped_column(default=0)
    matched_by_hand: Mapped[bool] = mapped_column(default=False)
    outcome: Mapped[Outcome | None] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(200), default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    remittance: Mapped[Remittance] = relationship(back_populates="lines")
    custody: Mapped[Custody | None] = relationship()
    order: Mapped[Order | None] = relationship()
    decided_by: Mapped[User | None] = relationship()

    @property
    def is_undecided(self) -> bool:
        """Whether somebody has to decide about it."""
        return self.difference_vnd != 0 and self.outcome is None

    @property
    def is_claimed(self) -> bool:
        """Whether the carrier is asked about it."""
        return self.outcome == Outcome.CLAIMED

    @property
    def can_decide(self) -> bool:
        """Whether it may be decided now."""
        return self.is_undecided or self.is_claimed

    @property
    def can_charge_seller(self) -> bool:
        """Whether money is missing for a parcel whose seller we know."""
        return self.can_decide and self.difference_vnd < 0 and self.order_id is not None

    @property
    def can_correct(self) -> bool:
        """Whether another parcel may be meant by it."""
        return self.can_decide and self.verdict in (Verdict.UNKNOWN, Verdict.NOT_DELIVERED, Verdict.TWICE)

    @property
    def can_undo(self) -> bool:
        """Whether what an operator decided can be taken back."""
        return self.outcome not in (None, Outcome.PAID_LATER) or self.matched_by_hand
