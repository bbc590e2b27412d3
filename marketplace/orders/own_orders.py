"""A person's own orders: searching them, and taking in those that were placed before the account."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, false, func, or_, select, update

from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.orders.errors import OrderNotFound
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.orders.numbers import order_part
from marketplace.orders.queries import is_buyers, purchases_with
from marketplace.orders.states import CALLED_OFF, OrderState
from marketplace.sellers.models import Seller
from marketplace.text import fold

MOST_LINES: Final = 5_000
"""So many lines of one person are looked through; who bought more finds the newest."""
MOST_CLAIMED: Final = 20


class OrderGroup(StrEnum):
    """How a buyer sorts what they ordered."""

    TO_PAY = "to_pay"
    AT_SHOP = "at_shop"
    ON_ROAD = "on_road"
    RECEIVED = "received"
    OFF = "off"


GROUPS: Final[Mapping[OrderGroup, frozenset[OrderState]]] = {
    OrderGroup.TO_PAY: frozenset({OrderState.AWAITING_PAYMENT}),
    OrderGroup.AT_SHOP: frozenset({OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED}),
    OrderGroup.ON_ROAD: frozenset({OrderState.SHIPPED, OrderState.RETURNING}),
    OrderGroup.RECEIVED: frozenset({OrderState.DELIVERED}),
    OrderGroup.OFF: CALLED_OFF,
}


def search_purchases(
    user_id: int, *, words: str = "", group: OrderGroup | None = None, limit: int, offset: int = 0
) -> list[Purchase]:
    """What a person ordered, newest first, complete: by goods, code or maker, with or without accents, and by state."""
    found = _found(user_id, [fold(order_part(word)) for word in words.split()], group)[offset : offset + limit]
    by_id = {purchase.id: purchase for purchase in purchases_with(Purchase.id.in_(found))} if found else {}
    return [by_id[each] for each in found]


def products_bought(user_id: int, *, limit: int) -> list[int]:
    """The ids of the goods that a person bought, the latest first; what was called off was not bought."""
    bought = select(OrderLine.product_id).join(Order, Order.id == OrderLine.order_id).join(Order.purchase)
    bought = bought.where(Purchase.user_id == user_id, Order.placed_at.is_not(None), Order.state.not_in(CALLED_OFF))
    latest = bought.group_by(OrderLine.product_id).order_by(func.max(Order.placed_at).desc(), OrderLine.product_id)
    return list(db.session.scalars(latest.limit(limit)))


def _found(user_id: int, wanted: list[str], group: OrderGroup | None) -> list[int]:
    """The ids of purchases with an order of the group that has all the words, newest first."""
    columns = Purchase.id, Order.id, Order.number, Seller.name_vi, OrderLine.name_vi, OrderLine.name_en
    rows = select(*columns).join(Order, Order.purchase_id == Purchase.id).join(Order.seller)
    rows = rows.outerjoin(OrderLine, OrderLine.order_id == Order.id).where(Purchase.user_id == user_id)
    if group:
        rows = rows.where(Order.state.in_(GROUPS[group]))
    newest = rows.order_by(Purchase.placed_at.desc(), Purchase.id.desc()).limit(MOST_LINES)
    texts: dict[tuple[int, int], list[str]] = {}
    for purchase_id, order_id, *names in db.session.execute(newest):
        texts.setdefault((purchase_id, order_id), []).extend(filter(None, names))
    hits = (key[0] for key, names in texts.items() if _has(fold(" ".join(names)), wanted))
    return list(dict.fromkeys(hits))


def _has(text: str, wanted: list[str]) -> bool:
    return all(word in text for word in wanted)


def claimable(user: User) -> list[Purchase]:
    """Purchases of nobody that went to a number or address which the person has shown to be their own, newest first."""
    mine = _proven(user)
    return purchases_with(Purchase.user_id.is_(None), or_(*mine), limit=MOST_CLAIMED) if mine else []


def claim(user: User, code: str) -> Purchase:
    """Let such a purchase be the person's own from now on. Raises OrderNotFound for any other one."""
    taken = update(Purchase).where(Purchase.code == code, Purchase.user_id.is_(None), or_(false(), *_proven(user)))
    number = db.session.scalar(taken.values(user_id=user.id).returning(Purchase.id))
    if number is None:
        raise OrderNotFound()
    return db.session.get_one(Purchase, number)


def _proven(user: User) -> list[ColumnElement[bool]]:
    """What shows that a purchase is the person's; one that is blanked is nobody's any more."""
    found = []
    if user.phone and user.phone_confirmed_at:
        found.append(is_buyers(user.phone))
    if user.email and user.email_confirmed_at:
        found.append(Purchase.email == user.email)
    return found
