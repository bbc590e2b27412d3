"""What accounts come to: sums over the postings, never a stored truth."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, text, union_all
from sqlalchemy.orm import InstrumentedAttribute

from marketplace.clock import now
from marketplace.database import db
from marketplace.ledger.accounts import Account
from marketplace.ledger.errors import NotCovered
from marketplace.ledger.models import LedgerHold, LedgerHoldEnd, LedgerPosting, LedgerTransaction

Code = InstrumentedAttribute[str]

ALL: Final = "hashtextextended('all accounts', 43)"
"""The lock that one account's holder shares with those of others."""
IN, OUT, COMING, GOING = range(4)
"""What was booked onto an account and off it, and what is held to come and to go."""


@dataclass(frozen=True, slots=True)
class Balances:
    """The three balances of an account, in dong. What is owed to somebody, and money where it lies, is positive.

    `posted_vnd` is what was booked; `pending_vnd` what it will be once everything that is held is posted;
    `available_vnd` what was booked less what is held to leave the account.
    """

    posted_vnd: int = 0
    pending_vnd: int = 0
    available_vnd: int = 0


NOTHING: Final = Balances()


def balances(account: Account, *, at: datetime | None = None) -> Balances:
    """The balances of one account, now or as they were at a moment."""
    return balances_of([account], at=at)[account]


def balances_of(accounts: Collection[Account], *, at: datetime | None = None) -> dict[Account, Balances]:
    """The balances of several accounts, all of them by one statement."""
    if not accounts:
        return {}
    codes = [account.code for account in accounts]
    parts = (
        _booked(IN, LedgerPosting.destination, codes, at),
        _booked(OUT, LedgerPosting.source, codes, at),
        _held(COMING, LedgerHold.destination, codes, at),
        _held(GOING, LedgerHold.source, codes, at),
    )
    sums: Counter[tuple[str, int]] = Counter()
    for part, code, amount_vnd in db.session.execute(union_all(*parts)):
        sums[code, part] = int(amount_vnd)
    return {account: _balances(account, sums) for account in accounts}


def require(account: Account, amount_vnd: int) -> None:
    """Keep others from this account until the transaction ends, and see that it can dispose of so much.

    Raises NotCovered.
    """
    lock_account(account)
    if balances(account).available_vnd < amount_vnd:
        raise NotCovered()


def lock(name: str) -> None:
    """Let one at a time act on what has this name, until its transaction ends. SQLite has one writer anyway."""
    _ask("SELECT pg_advisory_xact_lock(hashtextextended(:name, 43))", name)


def lock_account(account: Account) -> None:
    """Keep others from disposing of this account's money, until the transaction ends."""
    _ask(
        f"SELECT pg_advisory_xact_lock_shared({ALL}), pg_advisory_xact_lock(hashtextextended(:name, 43))", account.code
    )


def lock_all_accounts() -> None:
    """Keep others from disposing of any account's money, until the transaction ends.

    One lock instead of thousands: PostgreSQL has a table of a few thousand for all its transactions together.
    """
    _ask(f"SELECT pg_advisory_xact_lock({ALL})")


def _ask(locks: str, name: str = "") -> None:
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(locks), {"name": name} if name else {})


def is_open(moment: datetime) -> ColumnElement[bool]:
    """Whether a hold holds at that moment, in a statement that joins its end from outside."""
    return and_(
        LedgerHold.at <= moment,
        or_(LedgerHold.expires_at.is_(None), LedgerHold.expires_at > moment),
        or_(LedgerHoldEnd.hold_id.is_(None), LedgerHoldEnd.at > moment),
    )


def _booked(part: int, account: Code, codes: list[str], at: datetime | None) -> Select[*tuple[Any, ...]]:
    summed = select(literal(part), account, func.sum(LedgerPosting.amount_vnd)).where(account.in_(codes))
    if at is not None:
        summed = summed.join(LedgerTransaction, LedgerTransaction.id == LedgerPosting.transaction_id)
        summed = summed.where(LedgerTransaction.at <= at)
    return summed.group_by(account)


def _held(part: int, account: Code, codes: list[str], at: datetime | None) -> Select[*tuple[Any, ...]]:
    summed = select(literal(part), account, func.sum(LedgerHold.amount_vnd))
    joined = summed.outerjoin(LedgerHoldEnd, LedgerHoldEnd.hold_id == LedgerHold.id)
    return joined.where(account.in_(codes), is_open(at or now())).group_by(account)


def _balances(account: Account, sums: Counter[tuple[str, int]]) -> Balances:
    booked, gone, coming, going = (sums[account.code, part] for part in (IN, OUT, COMING, GOING))
    if account.sign < 0:
        booked, gone, coming, going = gone, booked, going, coming
    posted = booked - gone
    return Balances(posted, posted + coming - going, posted - going)
