"""What each seller is owed, what of it can go out, and what is kept back and why.

What is owed are the bookings of the seller's account that no payout pays yet. A parcel's bookings stay together: while
the buyer may still complain, what was taken back of it waits with it. What belongs to no parcel goes out at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, literal, or_, select
from sqlalchemy.orm import aliased

from marketplace import returns
from marketplace.cash.models import Custody
from marketplace.clock import now, start_of_day, to_local
from marketplace.database import db
from marketplace.ledger.accounts import AccountKind
from marketplace.ledger.models import Kind, LedgerPosting, LedgerTransaction
from marketplace.orders.models import Order
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RESERVED, RefundBearer
from marketplace.payouts.models import Payout, PayoutHold, PayoutItem, PayoutRun
from marketplace.payouts.statements import FEES, Parts
from marketplace.payouts.states import HoldReason, RunState
from marketplace.payouts.terms import terms_of
from marketplace.sellers.application_models import BankAccount
from marketplace.sellers.bank_accounts import confirmed_last
from marketplace.sellers.models import Seller, SellerState


@dataclass(frozen=True, slots=True)
class Booking:
    """A booking of a seller's account that is not paid out: what it brought, or took when it is below zero."""

    transaction_id: int
    seller_id: int
    order_id: int | None
    kind: Kind
    at: datetime
    amount_vnd: int
    parts: Parts
    number: str = ""
    """That of its order."""
    note: str = ""
    reason: HoldReason | None = None
    """What keeps its parcel's money back besides the time to complain."""
    cash_due_on: date | None = None
    """By the end of which day the carrier that took the parcel's cash is to send it."""


@dataclass(frozen=True, slots=True)
class Held:
    """Money of one parcel that is kept back; `until` where that is known, `note` where somebody wrote why.

    `cash_due_on` is the day by whose end a carrier is to send the cash that this waits for.
    """

    order_id: int
    amount_vnd: int
    reason: HoldReason
    until: datetime | None = None
    note: str = ""
    number: str = ""
    cash_due_on: date | None = None


@dataclass
class Due:
    """What stands with one seller: `bookings` may go out, `held` may not; `reason` is why nothing goes out at all."""

    seller: Seller
    is_known: bool = True
    account: BankAccount | None = None
    bookings: list[Booking] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    reason: HoldReason | None = None
    until: datetime | None = None
    note: str = ""

    @property
    def free_vnd(self) -> int:
        """What no parcel keeps back; below zero what the seller owes."""
        return sum(booking.amount_vnd for booking in self.bookings)

    @property
    def payable_vnd(self) -> int:
        """What goes out."""
        return 0 if self.reason else self.free_vnd

    @property
    def held_vnd(self) -> int:
        """What is kept back, of parcels and altogether."""
        return sum(held.amount_vnd for held in self.held) + (self.free_vnd if self.reason else 0)

    @property
    def owed_vnd(self) -> int:
        """All that the seller is owed."""
        return self.payable_vnd + self.held_vnd


def due_of(seller_ids: Sequence[int], *, moment: datetime | None = None, besides: int | None = None) -> list[Due]:
    """How it stands with these sellers now, or will at a moment if nothing else happens.

    `besides` is the id of a run whose payouts are taken for not there, as when it is looked at once more.
    """
    moment = moment or now()
    bookings = _bookings(seller_ids, besides)
    found = []
    for due, holds in _sellers(seller_ids, moment):
        _sort(due, bookings[due.seller.id], holds, moment)
        _judge(due, holds, moment)
        found.append(due)
    return found


def _sellers(seller_ids: Sequence[int], moment: datetime) -> list[tuple[Due, list[PayoutHold]]]:
    """The sellers in the order of their ids, and what operators keep back of each; one statement."""
    is_live = and_(PayoutHold.seller_id == Seller.id, PayoutHold.lives_on(to_local(moment).date()))
    rows = select(Seller, _is_known(), BankAccount, PayoutHold).where(Seller.id.in_(seller_ids))
    joined = rows.outerjoin(BankAccount, BankAccount.id == confirmed_last(Seller.id)).outerjoin(PayoutHold, is_live)
    found: dict[int, tuple[Due, list[PayoutHold]]] = {}
    for seller, is_known, account, hold in db.session.execute(joined.order_by(Seller.id, PayoutHold.id)):
        _due, holds = found.setdefault(seller.id, (Due(seller, is_known, account), []))
        if hold:
            holds.append(hold)
    return list(found.values())


def _bookings(seller_ids: Sequence[int], besides: int | None) -> dict[int, list[Booking]]:
    of = LedgerTransaction
    columns: list[Any] = [of.id, of.seller_id, of.order_id, of.kind, of.at, of.note, Order.number, Custody.due_on]
    rows = _unpaid(besides).with_only_columns(*columns, *_sums(), _cash(), _complains())
    wanted = rows.outerjoin(Order, Order.id == of.order_id).outerjoin(Custody, Custody.order_id == of.order_id)
    wanted = wanted.where(of.seller_id.in_(seller_ids))
    found: defaultdict[int, list[Booking]] = defaultdict(list)
    for row in db.session.execute(wanted.group_by(*columns).order_by(of.id)):
        transaction_id, seller_id, order_id, kind, at, note, number, due_on, *sums, cash_vnd, complains = row
        amount_vnd, goods_vnd, fees_vnd, taxes_vnd = map(int, sums)
        parts = Parts(goods_vnd, fees_vnd, taxes_vnd)
        parts.other_vnd = amount_vnd - parts.net_vnd
        reason = HoldReason.COMPLAINT if complains else HoldReason.CASH if cash_vnd else None
        told = transaction_id, seller_id, order_id, Kind(kind), at, amount_vnd, parts
        found[seller_id].append(Booking(*told, number or "", note, reason, due_on))
    return found


def _sums() -> list[ColumnElement[Any]]:
    """What a booking brought altogether, as goods, and what it took as fees and as taxes."""
    came = _comes_in()
    amount = case((came, LedgerPosting.amount_vnd), else_=-LedgerPosting.amount_vnd)
    other = case((came, LedgerPosting.source), else_=LedgerPosting.destination)
    goods = other.like(f"{AccountKind.BUYER.value}:%")
    fees, taxes = other.in_([kind.value for kind in FEES]), other.like(f"{AccountKind.TAX.value}:%")
    return [func.sum(amount), *(func.sum(case((which, amount), else_=0)) for which in (goods, fees, taxes))]


def _cash() -> ColumnElement[int]:
    """The cash of a booking's parcel that lies with whoever took it, a carrier or the seller: it is not ours to pay."""
    booked, moved = aliased(LedgerTransaction), aliased(LedgerPosting)
    holder = f"{AccountKind.CASH.value}:%"
    lying = case((moved.source.like(holder), moved.amount_vnd), else_=0)
    handed_over = case((moved.destination.like(holder), moved.amount_vnd), else_=0)
    sums = select(func.coalesce(func.sum(lying - handed_over), 0)).select_from(booked)
    joined = sums.join(moved, moved.transaction_id == booked.id)
    return joined.where(booked.order_id == LedgerTransaction.order_id).correlate(LedgerTransaction).scalar_subquery()


def _complains() -> ColumnElement[bool]:
    """Whether money of a booking's parcel is being given back at the seller's cost, or a claim about it goes on."""
    open_one = Refund.bearer == RefundBearer.SELLER, Refund.state.in_(RESERVED)
    given_back = select(Refund.id).where(Refund.order_id == LedgerTransaction.order_id, *open_one).exists()
    return or_(given_back, returns.live_claim_of(LedgerTransaction.order_id))


def _unpaid(besides: int | None = None) -> Select[Any]:
    """Bookings of sellers' accounts that no payout pays. Payouts themselves, and what took them back, are none."""
    paid = select(literal(1)).select_from(PayoutItem).join(PayoutItem.payout).join(Payout.run)
    paid = paid.where(
        PayoutItem.transaction_id == LedgerTransaction.id,
        PayoutItem.seller_id == LedgerTransaction.seller_id,
        PayoutItem.released_at.is_(None),
        PayoutRun.state != RunState.DRAFT,  # a draft is only a proposal
        PayoutRun.id != besides if besides is not None else literal(True),
    )
    joined = select(LedgerTransaction.id).join(LedgerPosting, LedgerPosting.transaction_id == LedgerTransaction.id)
    return joined.where(or_(_comes_in(), _goes_out()), LedgerTransaction.payout_ref.is_(None), ~paid.exists())


def _account() -> ColumnElement[str]:
    return literal(f"{AccountKind.SELLER.value}:") + cast(LedgerTransaction.seller_id, String)


def _comes_in() -> ColumnElement[bool]:
    return LedgerPosting.destination == _account()


def _goes_out() -> ColumnElement[bool]:
    return and_(LedgerPosting.source == _account(), LedgerPosting.destination != _account())


def _is_known() -> ColumnElement[bool]:
    """Open shops whose tax code or personal number is there: the law lets nobody else be paid (data/terms.toml)."""
    has_number = or_(Seller.tax_code.is_not(None), Seller.personal_number_sealed.is_not(None))
    return and_(Seller.state == SellerState.APPROVED, has_number)


def _sort(due: Due, bookings: Iterable[Booking], holds: Sequence[PayoutHold], moment: datetime) -> None:
    """Put each parcel's bookings to what may go out, or to what is kept back."""
    by_order: defaultdict[int, list[Booking]] = defaultdict(list)
    for booking in bookings:
        if booking.order_id is None:
            due.bookings.append(booking)
        else:
            by_order[booking.order_id].append(booking)
    kept = {hold.order_id: hold for hold in holds if hold.order_id is not None}
    for order_id, of_order in by_order.items():
        if held := _held(order_id, of_order, kept.get(order_id), moment):
            due.held.append(held)
        else:
            due.bookings.extend(of_order)


def _held(order_id: int, bookings: Sequence[Booking], hold: PayoutHold | None, moment: datetime) -> Held | None:
    about = order_id, sum(booking.amount_vnd for booking in bookings)
    number, reason = bookings[0].number, bookings[0].reason
    if hold:
        return Held(*about, HoldReason.BY_HAND, _end_of(hold), hold.note, number)
    if reason:
        due_on = bookings[0].cash_due_on if reason == HoldReason.CASH else None
        return Held(*about, reason, number=number, cash_due_on=due_on)
    sold = [booking.at for booking in bookings if booking.kind == Kind.SALE]
    until = max(sold) + terms_of().complaint if sold else None
    if until and until > moment:
        return Held(*about, HoldReason.INSPECTION, until, number=number)
    return None


def _end_of(hold: PayoutHold) -> datetime | None:
    return start_of_day(hold.until_on) if hold.until_on else None


def _judge(due: Due, holds: Sequence[PayoutHold], moment: datetime) -> None:
    """Whether anything goes out to this seller at all."""
    terms = terms_of()
    kept = next((hold for hold in holds if hold.order_id is None), None)
    confirmed_at = due.account.confirmed_at if due.account else None
    if kept:
        due.reason, due.until, due.note = HoldReason.BY_HAND, _end_of(kept), kept.note
    elif not due.is_known:
        due.reason = HoldReason.UNVERIFIED
    elif confirmed_at is None:
        due.reason = HoldReason.NO_ACCOUNT
    elif confirmed_at + terms.new_account > moment:
        due.reason, due.until = HoldReason.NEW_ACCOUNT, confirmed_at + terms.new_account
    elif due.free_vnd < terms.least_vnd:
        due.reason = HoldReason.TOO_LITTLE
