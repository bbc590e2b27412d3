"""The operators' desk: every order of the marketplace, in saved views and narrowed by filters."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, or_, select

from marketplace.accounts.phones import national_digits
from marketplace.clock import now
from marketplace.database import db
from marketplace.orders.models import Order, Purchase
from marketplace.orders.queries import OPEN_STATES, orders_complete
from marketplace.orders.states import OrderState
from marketplace.sellers.models import Seller
from marketplace.text import fold

COUNTED_TO = 1_000
"""Counting stops here, so that a view of a million orders costs no more than one of a thousand."""
MOST_WORDS = 6
FEWEST_PHONE_DIGITS = 3


class View(StrEnum):
    """The saved views, in the order of their tabs."""

    TO_DO = "to_do"
    PLACED = "placed"
    CONFIRMED = "confirmed"
    PACKED = "packed"
    LATE = "late"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    ALL = "all"


@dataclass(frozen=True)
class OrderFilter:
    """What an operator narrows the orders to. Empty fields do not narrow."""

    view: View = View.ALL
    province_code: str = ""
    seller_slug: str = ""
    words: str = ""
    numbers: tuple[str, ...] = ()

    def conditions(self) -> list[ColumnElement[bool]]:
        """The filter as conditions on orders joined with purchases and sellers."""
        found = _in_view(self.view)
        if self.province_code:
            found.append(Purchase.province_code == self.province_code)
        if self.seller_slug:
            found.append(Seller.slug == self.seller_slug)
        if self.numbers:
            found.append(Order.number.in_(self.numbers))
        return found + [_mentions(word) for word in _words(self.words)]


def orders_matching(wanted: OrderFilter, *, limit: int, offset: int = 0) -> list[Order]:
    """The orders with purchase, seller and lines: what is due first, then the newest.

    Sorts numbers and loads only the page's rows: sorting whole rows takes ten times as long.
    """
    urgent_first = (Order.due_at.is_(None), Order.due_at, Order.id.desc())
    page = _joined(select(Order.id)).where(*wanted.conditions()).order_by(*urgent_first).limit(limit).offset(offset)
    found = orders_complete().where(Order.id.in_(page)).order_by(*urgent_first)
    return list(db.session.scalars(found))


def count_views(wanted: OrderFilter) -> dict[View, int]:
    """How many orders each view holds under the same filter, at most COUNTED_TO; one statement."""
    counts = [_count(replace(wanted, view=view)).label(view.name) for view in View]
    return dict(zip(View, db.session.execute(select(*counts)).one(), strict=True))


def count_to_do() -> int:
    """How many orders wait for somebody, at most COUNTED_TO."""
    return db.session.scalar(select(_count(OrderFilter(View.TO_DO)))) or 0


def provinces_with_orders(wanted: OrderFilter) -> list[tuple[str, int]]:
    """Where the orders go, whatever province is chosen: codes with their counts, the most frequent first."""
    counted = _counted_by(Purchase.province_code, replace(wanted, province_code=""))
    return [(code, count) for code, count in db.session.execute(counted)]


def sellers_with_orders(wanted: OrderFilter, *, limit: int = 30) -> list[tuple[Seller, int]]:
    """Whose orders they are, whatever seller is chosen: with their counts, the most frequent first."""
    counted = _counted_by(Order.seller_id, replace(wanted, seller_slug="")).limit(limit).subquery()
    rows = select(Seller, counted.c.count).join(counted, counted.c.key == Seller.id)
    return [(seller, count) for seller, count in db.session.execute(rows.order_by(counted.c.count.desc(), Seller.id))]


def _in_view(view: View) -> list[ColumnElement[bool]]:
    late = Order.due_at < now()
    if view == View.ALL:
        return []
    if view == View.LATE:
        return [late]
    if view == View.TO_DO:
        return [or_(Order.state.in_(OPEN_STATES), late)]
    return [Order.state == OrderState(view)]


def _words(typed: str) -> list[str]:
    """The words, each of which must be found; a phone number with whatever stands between its digits is one word."""
    return ["".join(typed.split())] if national_digits(typed) else typed.split()[:MOST_WORDS]


def _mentions(word: str) -> ColumnElement[bool]:
    """Code, tracking number, phone number, recipient or seller contain the word."""
    fields: list[ColumnElement[bool]] = [
        Order.number.contains(word.upper(), autoescape=True),
        Order.tracking_number.icontains(word, autoescape=True),
    ]
    if folded := fold(word):
        fields += [column.contains(folded, autoescape=True) for column in (Purchase.recipient_folded, Seller.folded)]
    if len(digits := national_digits(word)) >= FEWEST_PHONE_DIGITS:
        fields.append(Purchase.phone.contains(digits, autoescape=True))
    return or_(*fields)


def _count(wanted: OrderFilter) -> ScalarSelect[int]:
    found = _joined(select(Order.id)).where(*wanted.conditions()).limit(COUNTED_TO)
    return select(func.count()).select_from(found.subquery()).scalar_subquery()


def _counted_by(key: Any, wanted: OrderFilter) -> Select[Any]:
    count = func.count().label("count")
    grouped = _joined(select(key.label("key"), count).select_from(Order)).where(*wanted.conditions())
    return grouped.group_by(key).order_by(count.desc(), key)


def _joined(statement: Select[Any]) -> Select[Any]:
    return statement.join(Purchase, Order.purchase_id == Purchase.id).join(Seller, Order.seller_id == Seller.id)
