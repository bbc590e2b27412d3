"""Questions about purchases and orders. Each one is scoped to who asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from marketplace.clock import now
from marketplace.database import db
from marketplace.orders.errors import OrderNotFound
from marketplace.orders.models import Order, OrderEvent, Purchase
from marketplace.orders.states import OrderState
from marketplace.sellers.models import Seller
from marketplace.text import fold

OPEN_STATES = (OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED)


def find_placed(checkout_token: str) -> Purchase | None:
    """The purchase that this checkout token already became, if any."""
    return db.session.scalars(select(Purchase).where(Purchase.checkout_token == checkout_token)).first()


def get_purchase(token: str) -> Purchase:
    """The purchase behind a tracking link, complete. Raises OrderNotFound."""
    return _one_purchase(Purchase.token == token)


def get_purchase_by_code(code: str, phone: str) -> Purchase:
    """The purchase with this code, for whoever also knows its phone number (E.164). Raises OrderNotFound."""
    return _one_purchase((Purchase.code == code) & (Purchase.phone == phone))


def purchases_of(user_id: int) -> Select[tuple[Purchase]]:
    """What a person ordered, newest first, complete."""
    statement = select(Purchase).where(Purchase.user_id == user_id).order_by(Purchase.id.desc())
    return statement.options(*_everything())


def get_order_of_buyer(token: str, number: str, *, lock: bool = False) -> Order:
    """One order of the purchase behind a tracking link. Raises OrderNotFound."""
    return _one_order((Order.number == number) & (Purchase.token == token), lock)


def get_order_of_seller(seller_id: int, number: str, *, lock: bool = False) -> Order:
    """One of the seller's own orders. Raises OrderNotFound for anybody else's."""
    return _one_order((Order.number == number) & (Order.seller_id == seller_id), lock)


def get_order(number: str, *, lock: bool = False) -> Order:
    """Any order, for operators. Raises OrderNotFound."""
    return _one_order(Order.number == number, lock)


def orders_of_seller(seller_id: int, states: Iterable[OrderState]) -> Select[tuple[Order]]:
    """The seller's orders in these states, the most urgent first, with purchase and lines."""
    statement = _orders().where(Order.seller_id == seller_id, Order.state.in_(list(states)))
    return statement.order_by(Order.due_at.is_(None), Order.due_at, Order.id.desc())


def count_by_state(seller_id: int) -> dict[OrderState, int]:
    """How many of the seller's orders stand in each state; states without any count 0."""
    counted = select(Order.state, func.count()).where(Order.seller_id == seller_id).group_by(Order.state)
    found = {OrderState(state): count for state, count in db.session.execute(counted)}
    return {state: found.get(state, 0) for state in OrderState}


@dataclass(frozen=True)
class OrderFilter:
    """What an operator narrows the queue to. Empty fields do not narrow."""

    states: tuple[OrderState, ...] = ()
    late_only: bool = False
    province_code: str = ""
    seller_slug: str = ""
    words: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        """The filter as conditions on orders joined with purchases and sellers."""
        found: list[ColumnElement[bool]] = []
        if self.states:
            found.append(Order.state.in_(self.states))
        if self.late_only:
            found.append(Order.due_at < now())
        if self.province_code:
            found.append(Purchase.province_code == self.province_code)
        if self.seller_slug:
            found.append(Seller.slug == self.seller_slug)
        return found + [_mentions(word) for word in self.words.split()[:6]]


def orders_matching(wanted: OrderFilter) -> Select[tuple[Order]]:
    """The operator's queue: what is due first, then the newest; with purchase, seller and lines."""
    statement = _orders().where(*wanted.conditions())
    return statement.order_by(Order.due_at.is_(None), Order.due_at, Order.id.desc())


def count_matching(wanted: OrderFilter) -> int:
    """How many orders the filter leaves."""
    counted = select(func.count()).select_from(Order).join(Order.purchase).join(Order.seller)
    return db.session.scalar(counted.where(*wanted.conditions())) or 0


def _mentions(word: str) -> ColumnElement[bool]:
    """Code, tracking number, phone digits, recipient or seller contain the word."""
    digits = "".join(char for char in word if char.isdigit()).lstrip("0")
    fields: list[ColumnElement[bool]] = [
        Order.number.contains(word.upper(), autoescape=True),
        Order.tracking_number.icontains(word, autoescape=True),
        Purchase.recipient_name.icontains(word, autoescape=True),
        Seller.folded.contains(fold(word), autoescape=True),
    ]
    if len(digits) >= 3:
        fields.append(Purchase.phone.contains(digits, autoescape=True))
    return or_(*fields)


def _orders() -> Select[tuple[Order]]:
    joined = select(Order).join(Order.purchase).join(Order.seller)
    return joined.options(contains_eager(Order.purchase), contains_eager(Order.seller), selectinload(Order.lines))


def _one_order(condition: ColumnElement[bool], lock: bool) -> Order:
    events = selectinload(Order.events).joinedload(OrderEvent.by)
    statement = _orders().where(condition).options(events).execution_options(populate_existing=True)
    if lock:
        statement = statement.with_for_update(of=Order)
    order = db.session.scalars(statement).first()
    if order is None:
        raise OrderNotFound()
    return order


def _one_purchase(condition: ColumnElement[bool]) -> Purchase:
    purchase = db.session.scalars(select(Purchase).where(condition).options(*_everything())).first()
    if purchase is None:
        raise OrderNotFound()
    return purchase


def _everything() -> tuple[Any, ...]:
    orders = selectinload(Purchase.orders)
    return orders.selectinload(Order.lines), orders.selectinload(Order.events), orders.joinedload(Order.seller)
