"""The books. Rows of every table here are only added; triggers refuse anything else (marketplace/guards.py).

A posting is one row that names both accounts, so that no transaction can fail to sum up to zero; why, and why accounts
are no rows, stands in docs/decisions/0043.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Dong, Model, UtcDateTime, one_of
from marketplace.ledger.accounts import Account, parse
from marketplace.orders.models import Order, Purchase
from marketplace.sellers.models import Seller

LONGEST_KEY: Final = 80
LONGEST_NOTE: Final = 300
ACCOUNT: Final = String(80)


class Kind(StrEnum):
    """What a transaction tells of."""

    SALE = "sale"
    PAYMENT = "payment"
    REFUND = "refund"
    RETURN = "return"
    REMITTANCE = "remittance"
    PAYOUT = "payout"
    PROVIDER_FEE = "provider_fee"
    ADJUSTMENT = "adjustment"
    REVERSAL = "reversal"


class Outcome(StrEnum):
    """How a hold ended. One that ran out by its time has no row."""

    POSTED = "posted"
    VOIDED = "voided"


class LedgerTransaction(Model):
    """Something that happened to money, all of it or none. `key` says what it was, so that it is booked once.

    `at` is when it happened; `month` ("2026-11") is the period that it counts for, a later one where that of `at` was
    sealed before it was known. `reverts_id` names the transaction that it takes back.
    """

    __tablename__ = "ledger_transactions"
    __table_args__ = (one_of("kind", Kind), Index("ix_ledger_transactions_seller_id_month", "seller_id", "month"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(String(24))
    key: Mapped[str] = mapped_column(String(LONGEST_KEY), unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    month: Mapped[str] = mapped_column(String(7), index=True)
    note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reverts_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_transactions.id"), unique=True)
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey("purchases.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    seller_id: Mapped[int | None] = mapped_column(ForeignKey("sellers.id"))
    payout_ref: Mapped[str | None] = mapped_column(String(16), index=True)
    by: Mapped[User | None] = relationship()
    purchase: Mapped[Purchase | None] = relationship()
    order: Mapped[Order | None] = relationship()
    seller: Mapped[Seller | None] = relationship()
    postings: Mapped[list["LedgerPosting"]] = relationship(order_by="LedgerPosting.id")
    link: Mapped["LedgerLink | None"] = relationship()
    reverted_by: Mapped["LedgerTransaction | None"] = relationship(remote_side=reverts_id)

    @property
    def largest_vnd(self) -> int:
        """Its largest posting, by which people know it."""
        return max(posting.amount_vnd for posting in self.postings)


class LedgerPosting(Model):
    """So many dong off one account and onto another."""

    __tablename__ = "ledger_postings"
    __table_args__ = (
        CheckConstraint("amount_vnd > 0", name="amount_positive"),
        CheckConstraint("source <> destination", name="two_accounts"),
        Index("ix_ledger_postings_source", "source", "id", "amount_vnd"),
        Index("ix_ledger_postings_destination", "destination", "id", "amount_vnd"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    transaction_id: Mapped[int] = mapped_column(ForeignKey("ledger_transactions.id"), index=True)
    source: Mapped[str] = mapped_column(ACCOUNT)
    destination: Mapped[str] = mapped_column(ACCOUNT)
    amount_vnd: Mapped[Dong] = mapped_column(index=True)

    @property
    def source_account(self) -> Account:
        """The account that it leaves."""
        return parse(self.source)

    @property
    def destination_account(self) -> Account:
        """The account that it comes to."""
        return parse(self.destination)


class LedgerHold(Model):
    """Money set aside for a posting to come, until it is posted, voided, or its time runs out.

    `reason` is a word of whoever holds ("payout", "complaint"), which pages have a sentence for.
    """

    __tablename__ = "ledger_holds"
    __table_args__ = (
        CheckConstraint("amount_vnd > 0", name="amount_positive"),
        CheckConstraint("source <> destination", name="two_accounts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(LONGEST_KEY), unique=True)
    source: Mapped[str] = mapped_column(ACCOUNT, index=True)
    destination: Mapped[str] = mapped_column(ACCOUNT, index=True)
    amount_vnd: Mapped[Dong]
    reason: Mapped[str] = mapped_column(String(24), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey("purchases.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    payout_ref: Mapped[str | None] = mapped_column(String(16))


class LedgerHoldEnd(Model):
    """The end of a hold: so much of it was posted, 0 when it was voided."""

    __tablename__ = "ledger_hold_ends"
    __table_args__ = (one_of("outcome", Outcome), CheckConstraint("amount_vnd >= 0", name="amount_not_negative"))

    hold_id: Mapped[int] = mapped_column(ForeignKey("ledger_holds.id"), primary_key=True)
    outcome: Mapped[Outcome] = mapped_column(String(12))
    amount_vnd: Mapped[Dong]
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class LedgerLink(Model):
    """A transaction's place in the chain: `hash` is over all that it says and over the hash at the place before."""

    __tablename__ = "ledger_links"

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    transaction_id: Mapped[int] = mapped_column(ForeignKey("ledger_transactions.id"), unique=True)
    hash: Mapped[str] = mapped_column(String(64))


class LedgerMonth(Model):
    """A sealed month: nothing may be booked into it or an earlier one. `hash` is that of the chain's end then."""

    __tablename__ = "ledger_months"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    sealed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    position: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


class LedgerClosing(Model):
    """What an account came to at the end of a sealed month: all that came in less all that left. None is at zero."""

    __tablename__ = "ledger_closings"

    month: Mapped[str] = mapped_column(ForeignKey("ledger_months.month"), primary_key=True)
    account: Mapped[str] = mapped_column(ACCOUNT, primary_key=True)
    balance_vnd: Mapped[Dong]
