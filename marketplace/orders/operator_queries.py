"""The operators' desk: every order of the marketplace, in saved views and narrowed by filters."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import CTE, ColumnElement, Select, and_, case, func, literal, or_, select, true, union_all

from marketplace.accounts.phones import national_digits
from marketplace.clock import now
from marketplace.counting import Count
from marketplace.database import db
from marketplace.orders.models import Order, Purchase
from marketplace.orders.numbers import order_part
from marketplace.orders.queries import OPEN_STATES, orders_complete
from marketplace.orders.receiver_models import GiftReceiver
from marketplace.orders.states import OrderState
from marketplace.sellers.models import Seller
from marketplace.text import fold

COUNTED_TO = 1_000
"""Counting stops here, so that a view of a million orders costs no more than one of a thousand."""
MOST_WORDS = 6
MOST_SELLERS = 30
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
    RETURNING = "returning"
    NOT_DELIVERED = "not_delivered"
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


class OfSeller(NamedTuple):
    """A seller with the number of the orders that are theirs."""

    slug: str
    name_vi: str
    name_en: str
    orders: int


def orders_matching(wanted: OrderFilter, *, limit: int, offset: int = 0) -> list[Order]:
    """The orders with purchase, seller and lines: what is due first, then the newest.

    Sorts numbers and loads only the page's rows: sorting whole rows takes ten times as long.
    """
    urgent_first = (Order.due_at.is_(None), Order.due_at, Order.id.desc())
    page = _matching(wanted, Order.id).order_by(*urgent_first).limit(limit).offset(offset)
    found = orders_complete().where(Order.id.in_(page)).order_by(*urgent_first)
    return list(db.session.scalars(found))


def count_views(wanted: OrderFilter) -> dict[View, int]:
    """How many orders each view holds under the same filter, at most COUNTED_TO; one statement.

    Words are looked for once and not once for each view: no index finds them.
    """
    if wanted.words:
        found = _matching(replace(wanted, view=View.ALL), Order.state, Order.due_at).subquery()
        counts = [func.count(case((and_(true(), *_in_view(view, found.c)), 1))) for view in View]
        sums = db.session.execute(select(*counts).select_from(found)).one()
        return {view: min(count, COUNTED_TO) for view, count in zip(View, sums, strict=True)}
    limited = [_count(replace(wanted, view=view)).label(view.name) for view in View]
    return dict(zip(View, db.session.execute(select(*limited)).one(), strict=True))


def orders_to_do() -> Count:
    """How many orders wait for somebody, at most COUNTED_TO."""
    return _count(OrderFilter(View.TO_DO))


def where_and_whose(wanted: OrderFilter) -> tuple[dict[str, int], list[OfSeller]]:
    """Codes of the provinces that the newest orders go to with their numbers, and whose the orders are; most first.

    One statement that counts among the newest COUNTED_TO, so that it costs the same however many there are.
    """
    newest = _matching(wanted, Order.id, Order.purchase_id, Order.seller_id).order_by(Order.id.desc()).limit(COUNTED_TO)
    found = newest.cte("newest")
    rows = db.session.execute(union_all(_by_province(found), _by_seller(found))).all()
    rows = sorted(rows, key=lambda row: (-row.orders, row.province_code, row.slug))
    provinces = {row.province_code: row.orders for row in rows if row.province_code}
    return provinces, [OfSeller(*row[1:]) for row in rows if row.slug]


def _by_province(newest: CTE) -> Select[Any]:
    columns: list[Any] = [Purchase.province_code, *(literal("").label(name) for name in ("slug", "name_vi", "name_en"))]
    to = select(*columns, func.count().label("orders")).join(newest, newest.c.purchase_id == Purchase.id)
    return to.group_by(Purchase.province_code)


def _by_seller(newest: CTE) -> Select[Any]:
    counted = select(newest.c.seller_id, func.count().label("orders")).group_by(newest.c.seller_id)
    most = counted.order_by(func.count().desc(), newest.c.seller_id).limit(MOST_SELLERS).subquery()
    columns: list[Any] = [
        literal("").label("province_code"),
        Seller.slug,
        Seller.name_vi,
        Seller.name_en,
        most.c.orders,
    ]
    return select(*columns).join(most, most.c.seller_id == Seller.id)


def _in_view(view: View, order: Any = Order) -> list[ColumnElement[bool]]:
    """The conditions of a view on orders, or on a subquery with their state and `due_at`."""
    late = order.due_at < now()
    if view == View.ALL:
        return []
    if view == View.LATE:
        return [late]
    if view == View.TO_DO:
        return [or_(order.state.in_(OPEN_STATES), late)]
    if view == View.NOT_DELIVERED:
        return [order.state.in_((OrderState.RETURNED, OrderState.LOST))]
    return [order.state == OrderState(view)]


def _words(typed: str) -> list[str]:
    """The words, each of which must be found; a phone number with whatever stands between its digits is one word."""
    return ["".join(typed.split())] if national_digits(typed) else typed.split()[:MOST_WORDS]


def _mentions(word: str) -> ColumnElement[bool]:
    """Code, tracking number, phone number, recipient or seller contain the word."""
    fields: list[ColumnElement[bool]] = [
        Order.number.contains(order_part(word), autoescape=True),
        Order.tracking_number.icontains(word, autoescape=True),
    ]
    if folded := fold(word):
        fields.append(_goes_to(GiftReceiver.recipient_folded.contains(folded, autoescape=True)))
        fields += [column.contains(folded, autoescape=True) for column in (Purchase.recipient_folded, Seller.folded)]
    if len(digits := national_digits(word)) >= FEWEST_PHONE_DIGITS:
        fields.append(Purchase.phone.contains(digits, autoescape=True))
        fields.append(_goes_to(GiftReceiver.phone.contains(digits, autoescape=True)))
    return or_(*fields)


def _goes_to(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Of a gift to many people: whom it is for."""
    return Order.receiver_id.in_(select(GiftReceiver.id).where(condition))


def _count(wanted: OrderFilter) -> Count:
    found = _matching(wanted, Order.id).limit(COUNTED_TO)
    return select(func.count()).select_from(found.subquery()).scalar_subquery()


def _matching(wanted: OrderFilter, *columns: Any) -> Select[Any]:
    """Columns of the orders that match. Every order has a purchase and a seller: only what narrows asks for them."""
    found = select(*columns).select_from(Order).where(*wanted.conditions())
    if wanted.province_code or wanted.words:
        found = found.join(Purchase, Order.purchase_id == Purchase.id)
    if wanted.seller_slug or wanted.words:
        found = found.join(Seller, Order.seller_id == Seller.id)
    return found
