"""What a source tells of a movement, and by what two tellings of one transfer are recognised. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final

from marketplace.banking.references import find_references
from marketplace.banking.statements import StatementRow
from marketplace.banking.statements.rows import plain_account
from marketplace.clock import to_local
from marketplace.gateways.bank_notices import BankNotice
from marketplace.reconciliation.states import Source
from marketplace.text import fold

SHORTEST_PART: Final = 8
"""Of a memo that was cut or has words of the bank around it, so many letters have to be the same."""


@dataclass(frozen=True)
class Told:
    """One telling of one movement; `event_id` is the same in every repetition of it."""

    source: Source
    event_id: str
    account: str
    amount_vnd: int
    booked_at: datetime
    has_time: bool
    bank_ref: str
    memo: str
    counterparty: str
    statement_id: int | None = None
    body: dict[str, Any] = field(default_factory=dict)

    @property
    def booked_on(self) -> date:
        """Its day in Vietnam."""
        return to_local(self.booked_at).date()

    @property
    def ref_key(self) -> str:
        """The bank's number without what spreadsheets lose of it."""
        return plain_account(self.bank_ref)

    @property
    def memo_key(self) -> str:
        """The letters and digits of the memo."""
        return fold(self.memo).replace(" ", "")


def of_notice(notice: BankNotice) -> Told:
    """What a signed call tells."""
    return Told(
        source=Source(notice.provider),
        event_id=notice.event_id,
        account=notice.account,
        amount_vnd=notice.amount_vnd,
        booked_at=notice.booked.at,
        has_time=notice.booked.has_time,
        bank_ref=notice.bank_ref,
        memo=notice.memo,
        counterparty=notice.counterparty,
        body=notice.body,
    )


def of_rows(rows: Iterable[StatementRow], account: str, statement_id: int | None = None) -> Iterator[Told]:
    """What the rows of a statement tell.

    A row has no number that is certainly its own. It is known by its day, amount and reference, else by its memo; of
    rows that are alike in all of that by their rank, so that the same rows in another statement are the same.
    """
    ranks: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        day = to_local(row.booked_at).date()
        kept = plain_account(row.bank_ref) or fold(row.memo)
        alike = (plain_account(row.account or account), day.isoformat(), row.amount_vnd, kept)
        ranks[alike] += 1
        yield Told(
            source=Source.STATEMENT,
            event_id=sha256(repr((*alike, ranks[alike])).encode()).hexdigest(),
            account=row.account or account,
            amount_vnd=row.amount_vnd,
            booked_at=row.booked_at,
            has_time=row.has_time,
            bank_ref=row.bank_ref,
            memo=row.memo,
            counterparty=row.counterparty,
            statement_id=statement_id,
        )


def is_same(told: Told, ref_key: str, memo: str, memo_key: str) -> bool:
    """Whether a telling may be of the transfer with these marks, whose amount and day are its own.

    By the bank's number, or by the memo: the same, one within the other, or with the same reference of ours in it.
    """
    if told.ref_key and told.ref_key == ref_key:
        return True
    mine = told.memo_key
    if mine == memo_key or (min(len(mine), len(memo_key)) >= SHORTEST_PART and (mine in memo_key or memo_key in mine)):
        return True
    return bool(_codes(told.memo) & _codes(memo))


def _codes(memo: str) -> set[str]:
    return {found.code for found in find_references(memo) if found.is_whole}
