"""Looking into the books: transactions by whatever they name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from marketplace.database import db
from marketplace.ledger.errors import TransactionNotFound
from marketplace.ledger.models import Kind, LedgerPosting, LedgerTransaction
from marketplace.ledger.months import is_month
from marketplace.money import UnreadableAmount, parse_vnd
from marketplace.orders.models import Order, Purchase
from marketplace.orders.operator_queries import COUNTED_TO
from marketplace.sellers.models import Seller
from marketplace.text import fold

LARGEST: Final = 2**63 - 1
MOST_DIGITS: Final = 10


@dataclass(frozen=True)
class LedgerFilter:
    """What an operator narrows the books to. Empty fields do not narrow.

    `words` is the number of an order, the code of a purchase or a payout, the name of a seller, or an amount.
    """

    kind: Kind | None = None
    words: str = ""
    month: str = ""
    seller_slug: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        """The filter as conditions on transactions."""
        found: list[ColumnElement[bool]] = []
        if self.kind:
            found.append(LedgerTransaction.kind == self.kind)
        if is_month(self.month):
            found.append(LedgerTransaction.month == self.month)
        if self.seller_slug:
            of_slug = select(Seller.id).where(Seller.slug == self.seller_slug)
            found.append(LedgerTransaction.seller_id.in_(of_slug))
        if self.words:
            found.append(_mentions(self.words))
        return found


def transactions(wanted: LedgerFilter, *, limit: int, offset: int = 0) -> list[LedgerTransaction]:
    """The transactions with all that a list shows of them, the newest first."""
    page = select(LedgerTransaction.id).where(*wanted.conditions()).order_by(LedgerTransaction.id.desc())
    found = _with_causes().options(joinedload(LedgerTransaction.postings))
    wanted_page = found.where(LedgerTransaction.id.in_(page.limit(limit).offset(offset)))
    return list(db.session.scalars(wanted_page.order_by(LedgerTransaction.id.desc())).unique())


def count_transactions(wanted: LedgerFilter) -> int:
    """How many there are, at most COUNTED_TO."""
    found = select(LedgerTransaction.id).where(*wanted.conditions()).limit(COUNTED_TO).subquery()
    return db.session.scalar(select(func.count()).select_from(found)) or 0


def get_transaction(number: str) -> LedgerTransaction:
    """One transaction with its link and what takes it back. Raises TransactionNotFound."""
    if not (number.isascii() and number.isdecimal() and len(number) < MOST_DIGITS):
        raise TransactionNotFound()
    parts = LedgerTransaction.postings, LedgerTransaction.link, LedgerTransaction.reverted_by
    complete = _with_causes().options(*map(joinedload, parts)).where(LedgerTransaction.id == int(number))
    found = db.session.scalars(complete).unique().one_or_none()
    if found is None:
        raise TransactionNotFound()
    return found


def by_id(ids: Sequence[int]) -> dict[int, LedgerTransaction]:
    """Transactions with whatever they are about, by their ids."""
    return {one.id: one for one in db.session.scalars(_with_causes().where(LedgerTransaction.id.in_(ids)))}


def _with_causes() -> Select[LedgerTransaction]:
    """Transactions with whatever they are about."""
    causes = LedgerTransaction.order, LedgerTransaction.purchase, LedgerTransaction.seller, LedgerTransaction.by
    return select(LedgerTransaction).options(*map(joinedload, causes))


def _mentions(words: str) -> ColumnElement[bool]:
    """Whatever the words can mean; each is asked by its index."""
    code = words.strip().upper()
    of_order = select(Order.id).where(Order.number == code)
    of_purchase = select(Purchase.id).where(
        or_(Purchase.code == code, Purchase.id.in_(select(Order.purchase_id).where(Order.number == code)))
    )
    meanings: list[ColumnElement[bool]] = [
        LedgerTransaction.order_id.in_(of_order),
        LedgerTransaction.purchase_id.in_(of_purchase),
        LedgerTransaction.payout_ref == words.strip(),
        LedgerTransaction.key == words.strip(),
    ]
    if folded := fold(words):
        named = select(Seller.id).where(Seller.folded.contains(folded, autoescape=True))
        meanings.append(LedgerTransaction.seller_id.in_(named))
    if amount := _amount(words):
        of_amount = select(LedgerPosting.transaction_id).where(LedgerPosting.amount_vnd == amount)
        meanings.append(LedgerTransaction.id.in_(of_amount))
    return or_(*meanings)


def _amount(words: str) -> int:
    try:
        amount = parse_vnd(words)
    except UnreadableAmount:
        return 0
    return amount if amount <= LARGEST else 0
