"""Recomputing the books: every hash, and what every account came to in every sealed month. Reads only.

Rows are read some thousand at a time, so that the memory it takes does not grow with the books.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Select, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from marketplace.database import db
from marketplace.ledger.chain import BATCH, BEGINNING, WHAT, WHO, by_transaction, hash_of
from marketplace.ledger.models import LedgerClosing, LedgerLink, LedgerMonth, LedgerPosting, LedgerTransaction
from marketplace.ledger.months import moved_until

MOST_FAULTS: Final = 20


@dataclass
class Report:
    """What was recomputed, and what of it is not as it was written: empty `faults` mean that the books are in order.

    `unlinked` transactions are too new for the chain; `hash` is that of its end, worth keeping somewhere else.
    """

    transactions: int = 0
    postings: int = 0
    unlinked: int = 0
    hash: str = BEGINNING
    faults: list[str] = field(default_factory=list)


def size() -> int:
    """How many postings there are to look at."""
    return db.session.scalar(select(func.count()).select_from(LedgerPosting)) or 0


def verify(progress: Callable[[int], object] = lambda _done: None) -> Report:
    """Recompute everything; `progress` hears of each batch how many postings it held. Gives the first faults."""
    report = Report()
    ends: dict[int, str] = {}
    for fault in _walk(report, ends, progress):
        report.faults.append(fault)
        if len(report.faults) == MOST_FAULTS:
            return report
    report.faults += [*_outside_chain(report), *_months(ends)]
    return report


def _walk(report: Report, ends: dict[int, str], progress: Callable[[int], object]) -> Iterator[str]:
    """Follow the chain from its beginning; `ends` gets the hash at each place where a month was sealed."""
    sealed = set(db.session.scalars(select(LedgerMonth.position)))
    position = 0
    while rows := db.session.execute(_batch(position)).all():
        for row, postings in by_transaction(rows):
            position += 1
            report.hash = hash_of(report.hash, row, postings) if row.id else ""
            if (row.position, row.hash) != (position, report.hash):
                yield f"place {row.position} of the chain, transaction {row.key}: it is not as it was booked"
            position, report.hash = row.position, row.hash  # so that one fault is told once
            if position in sealed:
                ends[position] = row.hash
            report.transactions += 1
            report.postings += len(postings)
        progress(len(rows))


def _batch(after: int) -> Select[*tuple[Any, ...]]:
    chosen = select(LedgerLink).where(LedgerLink.position > after).order_by(LedgerLink.position).limit(BATCH)
    link = aliased(LedgerLink, chosen.subquery())
    rows = select(*WHO, *WHAT, link.position, link.hash).select_from(link)
    joined = rows.outerjoin(LedgerTransaction, LedgerTransaction.id == link.transaction_id)
    complete = joined.outerjoin(LedgerPosting, LedgerPosting.transaction_id == LedgerTransaction.id)
    return complete.order_by(link.position, LedgerPosting.id)


def _outside_chain(report: Report) -> Iterator[str]:
    """Count what is too new for the chain, and find what the database should have refused."""
    linked = select(LedgerLink.position).where(LedgerLink.transaction_id == LedgerTransaction.id)
    report.unlinked = db.session.scalar(select(func.count(LedgerTransaction.id)).where(~linked.exists())) or 0
    bad = or_(LedgerPosting.amount_vnd <= 0, LedgerPosting.source == LedgerPosting.destination)
    for number in db.session.scalars(select(LedgerPosting.id).where(bad).limit(MOST_FAULTS)):
        yield f"posting {number}: it does not move money from one account to another"


def _months(ends: dict[int, str]) -> Iterator[str]:
    """Compare each sealed month with the sums over its postings, and with the chain."""
    earlier = None
    for sealed in db.session.scalars(select(LedgerMonth).order_by(LedgerMonth.month)).all():
        if sealed.position and ends.get(sealed.position) != sealed.hash:
            yield f"month {sealed.month}: the chain does not lead to its seal"
        for row in db.session.execute(_differences(sealed.month, earlier)):
            yield f"month {sealed.month}, account {row.account}: written {row.written}, recomputed {row.recomputed}"
        earlier = sealed.month


def _differences(month: str, earlier: str | None) -> Select[*tuple[Any, ...]]:
    moved = moved_until(month, earlier).subquery()
    sums = select(moved.c.account, func.sum(moved.c.amount_vnd).label("amount_vnd"), literal(0).label("written"))
    closed = select(LedgerClosing.account, literal(0), LedgerClosing.balance_vnd).where(LedgerClosing.month == month)
    both = union_all(sums.group_by(moved.c.account), closed).subquery()
    recomputed, written = func.sum(both.c.amount_vnd), func.sum(both.c.written)
    compared = select(both.c.account, recomputed.label("recomputed"), written.label("written"))
    return compared.group_by(both.c.account).having(recomputed != written).order_by(both.c.account).limit(MOST_FAULTS)
