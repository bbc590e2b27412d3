"""What operators keep back by hand: finding it, and how much it is today."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from marketplace import sellers
from marketplace.clock import today
from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.payouts.due import Due, due_of
from marketplace.payouts.errors import HoldNotFound
from marketplace.payouts.models import PayoutHold
from marketplace.payouts.states import HoldReason
from marketplace.sellers.models import Seller
from marketplace.text import fold

COUNTED_TO = 1_000


@dataclass(frozen=True)
class HoldFilter:
    """What a list is narrowed to: what is kept back today or not, and words of the seller, the order or the reason."""

    is_live: bool | None = None
    words: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        """The filter as conditions on holds."""
        live = PayoutHold.lives_on(today())
        found = [] if self.is_live is None else [live if self.is_live else ~live]
        return [*found, _mentions(self.words)] if self.words else found


@dataclass(frozen=True)
class Subject:
    """What may be kept back: an order's money, or all of a seller's where there is no order."""

    seller: Seller
    order: Order | None
    due: Due

    @property
    def amount_vnd(self) -> int:
        """What it would keep back today; 0 where the money is still to come."""
        if self.order is None:
            return max(self.due.free_vnd, 0)
        return max(self.of_orders.get(self.order.number, 0), 0)

    @property
    def of_orders(self) -> dict[str, int]:
        """The money of each order that is not paid out yet, by its number."""
        found = {held.number: held.amount_vnd for held in self.due.held}
        for booking in self.due.bookings:
            if booking.number:
                found[booking.number] = found.get(booking.number, 0) + booking.amount_vnd
        return found


def find_subject(words: str) -> Subject:
    """The order of this number, or the seller of this address or name. Raises SellerNotFound unless it is one alone."""
    numbered = select(Order).where(Order.number == words.strip().upper()).options(joinedload(Order.seller))
    order = db.session.scalar(numbered)
    seller = order.seller if order else sellers.get_by_name(words)
    [due] = due_of([seller.id])
    return Subject(seller, order, due)


def holds(wanted: HoldFilter, *, limit: int, offset: int = 0) -> list[PayoutHold]:
    """The holds, the newest first, with whom and what they are about."""
    found = select(PayoutHold).where(*wanted.conditions()).order_by(PayoutHold.id.desc())
    return list(db.session.scalars(_complete(found.limit(limit).offset(offset))))


def count_holds(wanted: HoldFilter) -> int:
    """How many there are, at most COUNTED_TO."""
    found = select(PayoutHold.id).where(*wanted.conditions()).limit(COUNTED_TO).subquery()
    return db.session.scalar(select(func.count()).select_from(found)) or 0


def get_hold(ref: str) -> PayoutHold:
    """A hold, live or over. Raises HoldNotFound."""
    found = db.session.scalar(_complete(select(PayoutHold).where(PayoutHold.ref == ref)))
    if found is None:
        raise HoldNotFound()
    return found


def amounts_of(some: Iterable[PayoutHold]) -> dict[int, int]:
    """How much each of these keeps back today, by its id; what is over keeps nothing."""
    live = [hold for hold in some if hold.is_live]
    dues = {due.seller.id: due for due in due_of(sorted({hold.seller_id for hold in live}))} if live else {}
    return {hold.id: _amount(hold, dues[hold.seller_id]) for hold in live}


def _amount(hold: PayoutHold, due: Due) -> int:
    if hold.order_id is None:
        return max(due.free_vnd, 0)
    kept = (each for each in due.held if each.reason == HoldReason.BY_HAND and each.order_id == hold.order_id)
    return sum(each.amount_vnd for each in kept)


def _mentions(words: str) -> ColumnElement[bool]:
    folded = fold(words)
    named = [Seller.folded.contains(folded, autoescape=True)] if folded else []
    of_shop = select(Seller.id).where(or_(Seller.slug == words, *named))
    of_order = select(Order.id).where(Order.number == words.upper())
    in_reason = PayoutHold.note.icontains(words, autoescape=True)
    return or_(PayoutHold.seller_id.in_(of_shop), PayoutHold.order_id.in_(of_order), in_reason)


def _complete(wanted: Select[PayoutHold]) -> Select[PayoutHold]:
    about = PayoutHold.seller, PayoutHold.order, PayoutHold.by, PayoutHold.released_by
    return wanted.options(*map(joinedload, about))
