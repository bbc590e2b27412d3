"""The chain of hashes over the books: whoever changes a row behind the triggers' back breaks it.

A transaction gets its link after its commit, in a job. Linked while it is written, it would have to hold the end of
the chain until its commit, and deliveries would wait for each other (docs/decisions/0043).
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC
from hashlib import sha256
from itertools import groupby
from typing import Any, Final, cast

from sqlalchemy import Row, Select, Table, func, insert, select

from marketplace.database import db
from marketplace.ledger.balances import lock
from marketplace.ledger.models import LedgerLink, LedgerPosting, LedgerTransaction

BEGINNING: Final = "0" * 64
"""What the first transaction is linked to."""
BATCH: Final = 2_000
LATE: Final = 10_000
"""How many places behind the end `link_some` still looks for a transaction that was slow to commit."""
WHO: Final = (
    LedgerTransaction.id,
    LedgerTransaction.kind,
    LedgerTransaction.key,
    LedgerTransaction.at,
    LedgerTransaction.month,
    LedgerTransaction.note,
    LedgerTransaction.by_id,
    LedgerTransaction.reverts_id,
    LedgerTransaction.purchase_id,
    LedgerTransaction.order_id,
    LedgerTransaction.seller_id,
    LedgerTransaction.payout_ref,
)
WHAT: Final = (LedgerPosting.source, LedgerPosting.destination, LedgerPosting.amount_vnd)


def link_some(*, late: bool = False) -> int:
    """Link some transactions that are not linked yet, in the order of their ids, and say how many they were.

    With `late` it looks through the whole book. Else one that ten thousand others overtook on its way to its commit is
    left out, until the nightly job looks.
    """
    lock("ledger chain")
    position, previous = end_of_chain()
    rows = db.session.execute(_unlinked(position, late=late)).all()
    links = []
    for transaction, postings in by_transaction(rows):
        previous, position = hash_of(previous, transaction, postings), position + 1
        links.append({"position": position, "transaction_id": transaction[0], "hash": previous})
    if links:
        db.session.execute(insert(cast(Table, LedgerLink.__table__)), links)
    return len(links)


def end_of_chain() -> tuple[int, str]:
    """The last place of the chain and its hash; 0 and `BEGINNING` before the first link."""
    last = select(LedgerLink.position, LedgerLink.hash).order_by(LedgerLink.position.desc()).limit(1)
    found = db.session.execute(last).first()
    return (found.position, found.hash) if found else (0, BEGINNING)


def hash_of(previous: str, transaction: Sequence[Any], postings: Sequence[Sequence[Any]]) -> str:
    """The hash over a transaction (a row that begins with `WHO`), its postings (`WHAT`) and the hash before it."""
    number, kind, key, at, *rest = transaction[: len(WHO)]
    said = [previous, number, str(kind), key, at.astimezone(UTC).isoformat(), *rest, [list(one) for one in postings]]
    return sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def by_transaction(rows: Sequence[Row[Any]]) -> Iterator[tuple[Row[Any], list[Sequence[Any]]]]:
    """Rows that begin with `WHO` and `WHAT`, each transaction's together: its first row, and its postings."""
    postings = slice(len(WHO), len(WHO) + len(WHAT))
    for _, group in groupby(rows, key=lambda row: row[0]):
        found = list(group)
        yield found[0], [row[postings] for row in found if row.amount_vnd is not None]


def _unlinked(position: int, *, late: bool) -> Select[*tuple[Any, ...]]:
    """The next transactions without a link, with their postings."""
    linked = select(LedgerLink.position).where(LedgerLink.transaction_id == LedgerTransaction.id)
    some = select(LedgerTransaction.id).where(~linked.exists())
    if not late:
        recent = select(func.min(LedgerLink.transaction_id)).where(LedgerLink.position > position - LATE)
        some = some.where(LedgerTransaction.id > func.coalesce(recent.scalar_subquery(), 0))
    chosen = some.order_by(LedgerTransaction.id).limit(BATCH).subquery()
    complete = select(*WHO, *WHAT).join(LedgerPosting, LedgerPosting.transaction_id == LedgerTransaction.id)
    return complete.where(LedgerTransaction.id.in_(select(chosen.c.id))).order_by(
        LedgerTransaction.id, LedgerPosting.id
    )
