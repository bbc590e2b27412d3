"""A seller's account, line by line, as the ledger has it: nothing here is a sum of its own."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, String, and_, case, cast, func, literal, or_, select
from sqlalchemy.orm import contains_eager

from marketplace.database import db
from marketplace.ledger import accounts
from marketplace.ledger.accounts import AccountKind, parse
from marketplace.ledger.models import Kind, LedgerPosting, LedgerTransaction
from marketplace.orders.models import Order
from marketplace.payouts.models import Payout, PayoutItem
from marketplace.sellers.models import Seller
from marketplace.text import fold

FEES: Final = frozenset({AccountKind.FEES, AccountKind.FEE_VAT})


@dataclass(slots=True)
class Parts:
    """What a booking of a seller's account consists of, in dong: what takes something from the seller is below zero."""

    goods_vnd: int = 0
    fees_vnd: int = 0
    taxes_vnd: int = 0
    paid_out_vnd: int = 0
    returned_vnd: int = 0
    other_vnd: int = 0

    @property
    def net_vnd(self) -> int:
        """What it changes the account by."""
        return self.goods_vnd + self.fees_vnd + self.taxes_vnd + self.paid_out_vnd + self.returned_vnd + self.other_vnd

    def add_booking(self, kind: Kind, parts: "Parts") -> None:
        """Count a whole booking; what a refund took is one sum, with what it gave back."""
        if kind == Kind.RETURN:
            self.returned_vnd += parts.net_vnd
            return
        self.goods_vnd += parts.goods_vnd
        self.fees_vnd += parts.fees_vnd
        self.taxes_vnd += parts.taxes_vnd
        self.other_vnd += parts.other_vnd

    def add(self, other: AccountKind, amount_vnd: int) -> None:
        """Count money that came from the account of this kind, or went there when it is below zero."""
        if other == AccountKind.BUYER:
            self.goods_vnd += amount_vnd
        elif other in FEES:
            self.fees_vnd += amount_vnd
        elif other == AccountKind.TAX:
            self.taxes_vnd += amount_vnd
        elif other == AccountKind.BANK:
            self.paid_out_vnd += amount_vnd
        else:
            self.other_vnd += amount_vnd


@dataclass(frozen=True)
class Line:
    """A line of the statement and what the account came to after it. `number` is that of the order, if there is one."""

    transaction_id: int
    kind: Kind
    at: datetime
    number: str
    note: str
    parts: Parts
    balance_vnd: int


@dataclass(frozen=True)
class Statement:
    """A month of a seller's account ("2026-11"), from what stood there before to what stood there after."""

    month: str
    opening_vnd: int
    lines: Sequence[Line]

    @property
    def closing_vnd(self) -> int:
        """What the account came to at the end."""
        return self.lines[-1].balance_vnd if self.lines else self.opening_vnd

    def sum_of(self, kind: Kind) -> int:
        """What all lines of a kind changed the account by."""
        return sum(line.parts.net_vnd for line in self.lines if line.kind == kind)

    def count_of(self, kind: Kind) -> int:
        """How many lines of a kind there are."""
        return sum(line.kind == kind for line in self.lines)


def statement(seller_id: int, month: str) -> Statement:
    """The account's bookings of a month, the oldest first."""
    opening_vnd = balance_before(seller_id, month)
    found = _booked(seller_id).where(LedgerTransaction.month == month)
    return Statement(month, opening_vnd, _lines(seller_id, db.session.execute(found), opening_vnd))


def lines_of_payout(payout: Payout, *, limit: int, offset: int = 0) -> list[Line]:
    """The bookings that a payout pays, the oldest first; their balances are those of this list."""
    paid = select(PayoutItem.transaction_id).where(PayoutItem.payout_id == payout.id)
    some = paid.order_by(PayoutItem.transaction_id).limit(limit).offset(offset)
    found = _booked(payout.seller_id).where(LedgerTransaction.id.in_(some))
    return _lines(payout.seller_id, db.session.execute(found), 0)


def payouts_of_run(run_id: int, *, limit: int, offset: int = 0, words: str = "") -> list[tuple[Payout, Parts]]:
    """Payouts of a run with their sellers, and what the books say that each consists of; one statement.

    With `words` those to sellers whose name has them, and the one of this code.
    """
    page = select(Payout.id).join(Payout.seller).where(Payout.run_id == run_id)
    if words:
        page = page.where(or_(Seller.folded.contains(fold(words), autoescape=True), Payout.ref == words.strip()))
    ids = page.order_by(Payout.id).limit(limit).offset(offset)
    own = literal(f"{AccountKind.SELLER.value}:") + cast(PayoutItem.seller_id, String)
    came, went = LedgerPosting.destination == own, LedgerPosting.source == own
    amount = case((came, LedgerPosting.amount_vnd), (went, -LedgerPosting.amount_vnd), else_=0)
    other = case((came, LedgerPosting.source), else_=LedgerPosting.destination)
    sold = LedgerTransaction.kind != Kind.RETURN
    wanted = (
        and_(sold, other.like("buyer:%")),
        and_(sold, other.in_([kind.value for kind in FEES])),
        and_(sold, other.like("tax:%")),
        ~sold,
    )
    sums = [func.sum(amount), *(func.sum(case((which, amount), else_=0)) for which in wanted)]
    rows = select(Payout, *sums).join(Payout.seller).join(Payout.items).join(PayoutItem.transaction)
    joined = rows.join(LedgerPosting, LedgerPosting.transaction_id == LedgerTransaction.id)
    grouped = joined.where(Payout.id.in_(ids)).group_by(Payout.id, Seller.id).order_by(Payout.id)
    found = db.session.execute(grouped.options(contains_eager(Payout.seller)))
    return [(payout, _parts(*map(int, amounts))) for payout, *amounts in found]


def _parts(total_vnd: int, goods_vnd: int, fees_vnd: int, taxes_vnd: int, returned_vnd: int) -> Parts:
    known = Parts(goods_vnd=goods_vnd, fees_vnd=fees_vnd, taxes_vnd=taxes_vnd, returned_vnd=returned_vnd)
    known.other_vnd = total_vnd - known.net_vnd
    return known


def balance_before(seller_id: int, month: str) -> int:
    """What a seller's account came to before this month."""
    own = accounts.seller(seller_id).code
    sums = []
    for side in (LedgerPosting.destination, LedgerPosting.source):
        earlier = select(func.coalesce(func.sum(LedgerPosting.amount_vnd), 0)).join(
            LedgerTransaction, LedgerTransaction.id == LedgerPosting.transaction_id
        )
        sums.append(earlier.where(side == own, LedgerTransaction.month < month).scalar_subquery())
    came, went = db.session.execute(select(*sums)).one()
    return int(came) - int(went)


def months_of(seller_id: int) -> list[str]:
    """The months in which something was booked for a seller, the last one first."""
    found = select(LedgerTransaction.month).where(LedgerTransaction.seller_id == seller_id).distinct()
    return list(db.session.scalars(found.order_by(LedgerTransaction.month.desc())))


def _booked(seller_id: int) -> Select[*tuple[Any, ...]]:
    own = accounts.seller(seller_id).code
    of = LedgerTransaction
    columns = of.id, of.kind, of.at, of.note, Order.number
    rows = select(*columns, LedgerPosting.source, LedgerPosting.destination, LedgerPosting.amount_vnd)
    joined = rows.join(LedgerPosting, LedgerPosting.transaction_id == of.id).outerjoin(Order, Order.id == of.order_id)
    of_account = or_(LedgerPosting.source == own, LedgerPosting.destination == own)
    return joined.where(of.seller_id == seller_id, of_account).order_by(of.at, of.id, LedgerPosting.id)


def _lines(seller_id: int, rows: Iterable[Any], balance_vnd: int) -> list[Line]:
    own = accounts.seller(seller_id).code
    parts: defaultdict[int, Parts] = defaultdict(Parts)
    told = {}
    for number, kind, at, note, order_number, source, destination, amount_vnd in rows:
        came = destination == own
        parts[number].add(parse(source if came else destination).kind, amount_vnd if came else -amount_vnd)
        told[number] = (Kind(kind), at, order_number or "", note)
    lines = []
    for number, (kind, at, order_number, note) in told.items():
        balance_vnd += parts[number].net_vnd
        lines.append(Line(number, kind, at, order_number, note, parts[number], balance_vnd))
    return lines
