"""One account as its page shows it: what it comes to, and its lines, the newest first.

An account of the whole shop has millions of lines, which nobody adds up to look at thirty: it comes to its closing
balance of the last sealed month and what was booked into the months after that, and what it came to after a line
follows from the lines above it.
"""

from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final

from sqlalchemy import ScalarSelect, Select, case, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.selectable import CompoundSelect

from marketplace.clock import now
from marketplace.database import db
from marketplace.ledger.accounts import Account
from marketplace.ledger.balances import Balances, is_open
from marketplace.ledger.models import (
    LedgerClosing,
    LedgerHold,
    LedgerHoldEnd,
    LedgerMonth,
    LedgerPosting,
    LedgerTransaction,
)
from marketplace.ledger.queries import by_id
from marketplace.orders.operator_queries import COUNTED_TO

Code = InstrumentedAttribute[str]
AT_ONCE: Final = 10_000
"""More transactions are never being booked at the same moment: a posting of a later one has a higher id."""
SEALED: Final = select(func.coalesce(func.max(LedgerMonth.month), "")).scalar_subquery()


@dataclass(frozen=True)
class Standing:
    """What an account comes to, and how many lines it has, at most COUNTED_TO."""

    balances: Balances
    lines: int


@dataclass(frozen=True)
class Line:
    """A line of an account: what came (+) or left (-), from or to which account, and what it came to."""

    transaction: LedgerTransaction
    other: str
    amount_vnd: int
    balance_vnd: int


def standing_of(account: Account) -> Standing:
    """What the account comes to by its last closing balance and the months that are open; one statement."""
    some = select(_entries(account, COUNTED_TO).limit(COUNTED_TO).subquery()).subquery()
    asked = (
        *_posted(account),
        _held(LedgerHold.destination, account),
        _held(LedgerHold.source, account),
        select(func.count()).select_from(some).scalar_subquery(),
    )
    found = db.session.execute(select(*asked)).one()
    closed, came, left, too_much, coming, going, lines = (int(each or 0) for each in found)
    if account.sign < 0:
        coming, going = going, coming
    posted = account.sign * (closed + came - left - too_much)
    return Standing(Balances(posted, posted + coming - going, posted - going), lines)


def lines_of(account: Account, posted_vnd: int, *, limit: int, offset: int = 0) -> list[Line]:
    """The lines of an account that comes to so much, each with what it came to then, the newest first.

    Two statements.
    """
    entries = _entries(account, limit + offset).subquery()
    newest = select(entries).order_by(entries.c.id.desc())
    above = newest.limit(offset).subquery()
    taken = select(func.coalesce(func.sum(above.c.amount_vnd), 0)).scalar_subquery()
    page = newest.limit(limit).offset(offset).subquery()
    rows = db.session.execute(select(page, taken.label("above")).order_by(page.c.id.desc())).all()
    if not rows:
        return []
    found = by_id([row.transaction_id for row in rows])
    after = accumulate((-row.amount_vnd for row in rows), initial=posted_vnd - int(rows[0].above))
    return [
        Line(found[row.transaction_id], row.other, row.amount_vnd, balance_vnd)
        for row, balance_vnd in zip(rows, after, strict=False)
    ]


def _entries(account: Account, newest: int) -> CompoundSelect[Any]:
    """So many of an account's newest postings in each direction, with their sign and the account on the other side."""
    return union_all(
        _side(account, LedgerPosting.destination, LedgerPosting.source, account.sign, newest),
        _side(account, LedgerPosting.source, LedgerPosting.destination, -account.sign, newest),
    )


def _side(account: Account, own: Code, other: Code, sign: int, newest: int) -> Select[*tuple[Any, ...]]:
    signed = (LedgerPosting.amount_vnd * sign).label("amount_vnd")
    found = select(LedgerPosting.id, LedgerPosting.transaction_id, other.label("other"), signed)
    some = found.where(own == account.code).order_by(LedgerPosting.id.desc()).limit(newest).subquery()
    return select(some)


def _posted(account: Account) -> tuple[ScalarSelect[int], ...]:
    """The closing balance, and what came and left since the first booking into a month that is open, less what of that
    was booked into a month that was sealed later.

    What is added with nothing keeps the databases from reading the months that are sealed by another index: PostgreSQL
    would look for that first booking from the beginning of the books.
    """
    closing = LedgerClosing.month == SEALED, LedgerClosing.account == account.code
    begun = select(func.min(LedgerTransaction.id + literal(0)).label("id")).where(LedgerTransaction.month > SEALED)
    first = select(begun.cte("begun").c.id).scalar_subquery()
    of_first = LedgerPosting.transaction_id.between(first, first + AT_ONCE)
    oldest = select(select(func.min(LedgerPosting.id).label("id")).where(of_first).cte("oldest").c.id).scalar_subquery()
    summed, came, left = func.sum(LedgerPosting.amount_vnd), LedgerPosting.destination, LedgerPosting.source
    signed = case((came == account.code, LedgerPosting.amount_vnd), (left == account.code, -LedgerPosting.amount_vnd))
    late = select(LedgerTransaction.id).where(
        LedgerTransaction.id >= first, LedgerTransaction.month.concat("") <= SEALED
    )
    return (
        select(LedgerClosing.balance_vnd).where(*closing).scalar_subquery(),
        select(summed).where(came == account.code, LedgerPosting.id >= oldest).scalar_subquery(),
        select(summed).where(left == account.code, LedgerPosting.id >= oldest).scalar_subquery(),
        select(func.sum(signed)).where(LedgerPosting.transaction_id.in_(late)).scalar_subquery(),
    )


def _held(side: Code, account: Account) -> ScalarSelect[int]:
    held = select(func.sum(LedgerHold.amount_vnd)).outerjoin(LedgerHoldEnd, LedgerHoldEnd.hold_id == LedgerHold.id)
    return held.where(side == account.code, is_open(now())).scalar_subquery()
