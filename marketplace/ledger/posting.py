"""Writing into the books, in the transaction of the change that is told of: two statements, however much is booked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, String, Table, func, insert, literal, select
from sqlalchemy import cast as db_cast
from sqlalchemy.orm import InstrumentedAttribute

from marketplace.clock import now, to_local
from marketplace.database import db, insert_or_conflict
from marketplace.ledger.accounts import Account
from marketplace.ledger.errors import KeyTaken, RevertedAlready, TransactionNotFound
from marketplace.ledger.models import LONGEST_NOTE, Kind, LedgerMonth, LedgerPosting, LedgerTransaction
from marketplace.text import clean_line

TRANSACTIONS: Final = cast(Table, LedgerTransaction.__table__)
POSTINGS: Final = cast(Table, LedgerPosting.__table__)


@dataclass(frozen=True, slots=True)
class Posting:
    """So many dong off `source` and onto `destination`. Raises ValueError when they are less than none."""

    source: Account
    destination: Account
    amount_vnd: int

    def __post_init__(self) -> None:
        """Money that goes the other way is a posting the other way round."""
        if self.amount_vnd < 0:
            raise ValueError(f"a posting of {self.amount_vnd} dong")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A transaction before it is booked; postings of nothing are left out of it."""

    kind: Kind
    key: str
    postings: Sequence[Posting]
    at: datetime | None = None
    note: str = ""
    by_id: int | None = None
    reverts_id: int | None = None
    purchase_id: int | None = None
    order_id: int | None = None
    seller_id: int | None = None
    payout_ref: str | None = None

    @cached_property
    def moved(self) -> list[tuple[str, str, int]]:
        """Its postings as the database has them."""
        return [
            (posting.source.code, posting.destination.code, posting.amount_vnd)
            for posting in self.postings
            if posting.amount_vnd
        ]


def post(
    kind: Kind,
    key: str,
    postings: Sequence[Posting],
    *,
    at: datetime | None = None,
    note: str = "",
    by_id: int | None = None,
    reverts: int | None = None,
    purchase_id: int | None = None,
    order_id: int | None = None,
    seller_id: int | None = None,
    payout_ref: str | None = None,
) -> int:
    """Book one transaction and give its id; the id of the one there is when the same was booked under this key.

    `at` is when it happened, now where nothing is said; `reverts` the id of what it takes back. Raises ValueError when
    it moves nothing, KeyTaken when something else was booked under this key.
    """
    draft = Draft(
        kind=kind,
        key=key,
        postings=postings,
        at=at,
        note=note,
        by_id=by_id,
        reverts_id=reverts,
        purchase_id=purchase_id,
        order_id=order_id,
        seller_id=seller_id,
        payout_ref=payout_ref,
    )
    if not draft.moved:
        raise ValueError(f"{key} moves nothing")
    return post_all([draft])[key]


def post_all(drafts: Iterable[Draft]) -> dict[str, int]:
    """Book several transactions together; gives their ids by their keys. What moves nothing is left out.

    Raises KeyTaken.
    """
    wanted = {draft.key: draft for draft in drafts if draft.moved}
    if not wanted:
        return {}
    months = _months(wanted.values())
    new = insert_or_conflict(TRANSACTIONS).on_conflict_do_nothing(index_elements=["key"])
    rows = [_row(draft, months) for draft in wanted.values()]
    answers = db.session.execute(new.returning(TRANSACTIONS.c.id, TRANSACTIONS.c.key), rows)
    ids = {key: number for number, key in answers}
    if ids:
        legs = [row for key, number in ids.items() for row in _legs(wanted[key], number)]
        db.session.execute(insert(POSTINGS).returning(POSTINGS.c.id), legs)  # asked for ids, it is one statement
    known = [draft for key, draft in wanted.items() if key not in ids]
    return ids | _same(known) if known else ids


def reverse(transaction: LedgerTransaction, *, note: str, by_id: int | None = None, at: datetime | None = None) -> int:
    """Book the opposite of a transaction and give its id; again it is the same one. Raises RevertedAlready."""
    if transaction.reverts_id is not None:
        raise RevertedAlready()
    earlier = select(LedgerTransaction.key).where(LedgerTransaction.reverts_id == transaction.id)
    key = f"reversal:{transaction.id}"
    if db.session.scalar(earlier) not in (None, key):
        raise RevertedAlready()
    back = [
        Posting(posting.destination_account, posting.source_account, posting.amount_vnd)
        for posting in transaction.postings
    ]
    return post(
        Kind.REVERSAL,
        key,
        back,
        at=at,
        note=note,
        by_id=by_id,
        reverts=transaction.id,
        purchase_id=transaction.purchase_id,
        order_id=transaction.order_id,
        seller_id=transaction.seller_id,
        payout_ref=transaction.payout_ref,
    )


def get(key: str) -> LedgerTransaction:
    """The transaction that was booked under this key. Raises TransactionNotFound."""
    found = db.session.scalar(select(LedgerTransaction).where(LedgerTransaction.key == key))
    if found is None:
        raise TransactionNotFound()
    return found


def is_booked(prefix: str, number: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Whether something is booked under a key of this prefix and the number of a row, as a condition on the row."""
    key = literal(prefix) + db_cast(number, String)
    return select(LedgerTransaction.id).where(LedgerTransaction.key == key).exists()


def month_of(moment: datetime) -> str:
    """The month in which it is at that moment in Vietnam: "2026-11"."""
    return f"{to_local(moment):%Y-%m}"


def _months(drafts: Iterable[Draft]) -> dict[str, str]:
    """The month that each month's events are booked in: this one where theirs is sealed."""
    current = month_of(now())
    found = {month_of(draft.at) for draft in drafts if draft.at} | {current}
    if found == {current}:
        return {current: current}
    sealed = db.session.scalar(select(func.max(LedgerMonth.month))) or ""
    return {month: month if month > sealed else current for month in found}


def _row(draft: Draft, months: dict[str, str]) -> dict[str, Any]:
    at = draft.at or now()
    return {
        "kind": draft.kind,
        "key": draft.key,
        "at": at,
        "month": months[month_of(at)],
        "note": clean_line(draft.note, LONGEST_NOTE),
        "by_id": draft.by_id,
        "reverts_id": draft.reverts_id,
        "purchase_id": draft.purchase_id,
        "order_id": draft.order_id,
        "seller_id": draft.seller_id,
        "payout_ref": draft.payout_ref,
    }


def _legs(draft: Draft, transaction_id: int) -> Iterable[dict[str, Any]]:
    for source, destination, amount_vnd in draft.moved:
        yield {
            "transaction_id": transaction_id,
            "source": source,
            "destination": destination,
            "amount_vnd": amount_vnd,
        }


def _same(drafts: Sequence[Draft]) -> dict[str, int]:
    """The ids of what was booked before under these keys. Raises KeyTaken where it was something else."""
    columns = LedgerTransaction.key, LedgerTransaction.id, LedgerTransaction.kind
    legs = LedgerPosting.source, LedgerPosting.destination, LedgerPosting.amount_vnd
    known = select(*columns, *legs).join(LedgerTransaction.postings).order_by(LedgerPosting.id)
    rows = db.session.execute(known.where(LedgerTransaction.key.in_([draft.key for draft in drafts]))).all()
    for draft in drafts:
        booked = sorted((kind, *moved) for key, _, kind, *moved in rows if key == draft.key)
        if booked != sorted((draft.kind, *moved) for moved in draft.moved):
            raise KeyTaken(key=draft.key)
    return {row.key: row.id for row in rows}
