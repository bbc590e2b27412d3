"""Sealing a month: nothing is booked into it any more, and what every account came to is written down."""

from typing import Any

from sqlalchemy import func, insert, literal, select, text, union_all
from sqlalchemy.sql.selectable import CompoundSelect

from marketplace.clock import now
from marketplace.database import db
from marketplace.ledger.chain import end_of_chain, link_some
from marketplace.ledger.errors import MonthRefused
from marketplace.ledger.models import LedgerClosing, LedgerMonth, LedgerPosting, LedgerTransaction
from marketplace.ledger.posting import month_of


def seal(month: str, *, by_id: int | None = None) -> LedgerMonth:
    """Seal a month ("2026-10") that is over; again it is the same one. What comes later counts for a later month.

    Everybody who books waits until it is done. Raises MonthRefused for a month that is not over, or that lies before
    one that is sealed.
    """
    if known := db.session.get(LedgerMonth, month):
        return known
    later = db.session.scalar(select(func.max(LedgerMonth.month)))
    if not is_month(month) or month >= month_of(now()) or (later is not None and month < later):
        raise MonthRefused()
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("LOCK TABLE ledger_transactions IN SHARE MODE"))
    for late in (False, True):  # whoever was slow to commit is looked for once, when all others have their place
        while link_some(late=late):
            pass
    position, end = end_of_chain()
    sealed = LedgerMonth(month=month, by_id=by_id, position=position, hash=end)
    db.session.add(sealed)
    db.session.flush()
    _close(month, later)
    return sealed


def is_month(text_: str) -> bool:
    """Whether it is a month as the books write it."""
    year, _, month = text_.partition("-")
    return len(text_) == 7 and year.isdecimal() and month.isdecimal() and text_.isascii() and 1 <= int(month) <= 12


def sealed_months() -> list[LedgerMonth]:
    """All sealed months, the newest first."""
    return list(db.session.scalars(select(LedgerMonth).order_by(LedgerMonth.month.desc())))


def months() -> list[str]:
    """The months from the first booking to the last, the newest first. It reads two entries of an index."""
    first, last = db.session.execute(select(func.min(LedgerTransaction.month), func.max(LedgerTransaction.month))).one()
    found = []
    while last and last >= first:
        found.append(last)
        year, month = map(int, last.split("-"))
        last = f"{year - 1}-12" if month == 1 else f"{year}-{month - 1:02}"
    return found


def open_months() -> list[str]:
    """The months that are over and not sealed, in their order; none before one that is sealed."""
    sealed = select(func.coalesce(func.max(LedgerMonth.month), "")).scalar_subquery()
    current = month_of(now())
    found = select(LedgerTransaction.month).where(LedgerTransaction.month < current, LedgerTransaction.month > sealed)
    return list(db.session.scalars(found.distinct().order_by(LedgerTransaction.month)))


def moved_until(month: str, earlier: str | None) -> CompoundSelect[Any]:
    """Every account with what it came to at the end of a month, beginning from the month that was sealed before."""
    into = select(LedgerPosting.destination.label("account"), LedgerPosting.amount_vnd.label("amount_vnd"))
    out = select(LedgerPosting.source.label("account"), (-LedgerPosting.amount_vnd).label("amount_vnd"))
    of_month = LedgerTransaction.month <= month
    if earlier is not None:
        of_month &= LedgerTransaction.month > earlier
    parts = [part.join(LedgerTransaction).where(of_month) for part in (into, out)]
    before = select(LedgerClosing.account, LedgerClosing.balance_vnd).where(LedgerClosing.month == earlier)
    return union_all(*parts, before)


def _close(month: str, earlier: str | None) -> None:
    moved = moved_until(month, earlier).subquery()
    total = func.sum(moved.c.amount_vnd)
    closing = select(literal(month), moved.c.account, total).group_by(moved.c.account).having(total != 0)
    columns = LedgerClosing.month, LedgerClosing.account, LedgerClosing.balance_vnd
    db.session.execute(insert(LedgerClosing).from_select(columns, closing))
