"""Questions about purchases and orders. Each one is scoped to who asks."""

import re
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from marketplace.database import db
from marketplace.orders.errors import OrderNotFound
from marketplace.orders.gift_models import Gift
from marketplace.orders.models import Order, OrderEvent, Purchase
from marketplace.orders.states import OrderState

OPEN_STATES = (OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED)


def find_placed(checkout_token: str) -> Purchase | None:
    """The purchase that this checkout token already became, if any."""
    return db.session.scalars(select(Purchase).where(Purchase.checkout_token == checkout_token)).first()


def get_purchase(token: str) -> Purchase:
    """The purchase behind a tracking link, complete. Raises OrderNotFound."""
    return one_purchase(Purchase.token == token)


def get_purchase_by_code(code: str, phone: str) -> Purchase:
    """The purchase with this code, for whoever also knows its phone number (E.164). Raises OrderNotFound.

    The code may be typed with or without its hyphen, in small letters, or as one parcel's number.
    """
    return one_purchase((Purchase.code == code_of(code)) & is_buyers(phone))


def code_of(typed: str) -> str:
    """The code of a purchase in what somebody typed."""
    letters = re.sub(r"[^0-9A-Z]", "", typed.upper())
    return f"{letters[:4]}-{letters[4:9]}"


def is_buyers(phone: str) -> ColumnElement[bool]:
    """A condition on purchases: it was ordered by whoever has this number. A gift goes to another one's."""
    given = select(Gift.purchase_id).where(Gift.phone == phone)
    return or_(Purchase.id.in_(given), ~Purchase.is_gift & (Purchase.phone == phone))


def is_same_buyers(purchase: Purchase) -> ColumnElement[bool]:
    """A condition on purchases: whoever ordered this one ordered it, by the account or the buyer's own number."""
    mine = is_buyers(purchase.contact_phone)
    return mine if purchase.user_id is None else or_(mine, Purchase.user_id == purchase.user_id)


def purchases_with(*conditions: ColumnElement[bool], limit: int | None = None) -> list[Purchase]:
    """The purchases of which all of this is true, newest first, complete."""
    found = select(Purchase).where(*conditions).order_by(Purchase.placed_at.desc(), Purchase.id.desc())
    return list(db.session.scalars(found.options(*_everything()).limit(limit)))


def find_last_purchase(user_id: int) -> Purchase | None:
    """What a person ordered last for themselves, for filling in the next checkout."""
    newest = (
        select(Purchase).where(Purchase.user_id == user_id, ~Purchase.is_gift).order_by(Purchase.id.desc()).limit(1)
    )
    return db.session.scalars(newest).first()


def get_order_of_buyer(token: str, number: str, *, lock: bool = False) -> Order:
    """One order of the purchase behind a tracking link. Raises OrderNotFound."""
    return _one_order((Order.number == number) & (Purchase.token == token), lock)


def find_seller_id(number: str) -> int | None:
    """Whose order this number names."""
    return db.session.scalar(select(Order.seller_id).where(Order.number == number))


def get_order_of_seller(seller_id: int, number: str, *, lock: bool = False) -> Order:
    """One of the seller's own orders. Raises OrderNotFound for anybody else's and for one that is not placed yet."""
    return _one_order((Order.number == number) & seen_by(seller_id), lock)


def get_order(number: str, *, lock: bool = False) -> Order:
    """Any order, for operators. Raises OrderNotFound."""
    return _one_order(Order.number == number, lock)


def orders_complete() -> Select[Order]:
    """Orders with purchase, seller and lines loaded, to be narrowed and sorted."""
    joined = select(Order).join(Order.purchase).join(Order.seller)
    loaded = contains_eager(Order.purchase), contains_eager(Order.seller)
    return joined.options(*loaded, selectinload(Order.lines), selectinload(Order.receiver))


def seen_by(seller_id: int) -> ColumnElement[bool]:
    """The orders that are the seller's to see: those that were placed, unless their money is awaited, maybe again."""
    waits = Order.state == OrderState.AWAITING_PAYMENT
    return (Order.seller_id == seller_id) & Order.placed_at.is_not(None) & ~waits


def _one_order(condition: ColumnElement[bool], lock: bool) -> Order:
    events = selectinload(Order.events).joinedload(OrderEvent.by)
    statement = orders_complete().where(condition).options(events).execution_options(populate_existing=True)
    if lock:
        statement = statement.with_for_update(of=Order)
    order = db.session.scalars(statement).first()
    if order is None:
        raise OrderNotFound()
    return order


def one_purchase(condition: ColumnElement[bool]) -> Purchase:
    """The purchase of which this is true, complete. Raises OrderNotFound."""
    purchase = db.session.scalars(select(Purchase).where(condition).options(*_everything())).first()
    if purchase is None:
        raise OrderNotFound()
    return purchase


def _everything() -> tuple[Any, ...]:
    orders = selectinload(Purchase.orders)
    return orders.selectinload(Order.lines), orders.selectinload(Order.events), orders.joinedload(Order.seller)
