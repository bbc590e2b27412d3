"""A seller's workbench: what waits for the seller, how much of it, and what has been earned.

Orders whose money is awaited, or never came, are nothing to the seller: no list, count or sum holds them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, case, func, select

from marketplace.clock import now
from marketplace.database import db
from marketplace.orders.models import Order, OrderEvent, OrderLine
from marketplace.orders.queries import OPEN_STATES, orders_complete, seen_by
from marketplace.orders.states import OrderState
from marketplace.sellers.fees import withheld

AT_ONCE = 500


@dataclass(frozen=True)
class Tally:
    """The seller's orders in one state: how many, how many of them late, and what comes first."""

    count: int = 0
    late: int = 0
    due_at: datetime | None = None
    arrives_on: date | None = None


@dataclass(frozen=True)
class PackSum:
    """How many units of a pack size are wanted in all."""

    name_vi: str
    name_en: str
    pack_vi: str
    pack_en: str
    units: int


@dataclass(frozen=True)
class Sales:
    """What was delivered in a time: orders, price of the goods, what remains after commission and taxes, in dong."""

    orders: int
    goods_vnd: int
    net_vnd: int


def orders_of_seller(
    seller_id: int, states: Iterable[OrderState], *, words: str = "", limit: int, offset: int = 0
) -> list[Order]:
    """A part of the seller's orders in these states, the most urgent first, with purchase and lines.

    `words` keep those whose number or tracking number contains them.
    """
    wanted = _in_states(seller_id, states)
    if words:
        numbers = Order.number.icontains(words, autoescape=True)
        wanted = wanted.where(numbers | Order.tracking_number.icontains(words, autoescape=True))
    return list(db.session.scalars(wanted.limit(limit).offset(offset)))


def each_order_of_seller(seller_id: int, states: Iterable[OrderState], *, limit: int) -> Iterator[Order]:
    """The same orders one after the other, for tables of thousands: they are not in memory all at once."""
    return iter(db.session.scalars(_in_states(seller_id, states).limit(limit).execution_options(yield_per=AT_ONCE)))


def tally_of_seller(seller_id: int) -> dict[OrderState, Tally]:
    """The seller's orders by state, every state included; one statement."""
    late = func.count(case((Order.due_at < now(), Order.id)))
    columns = select(Order.state, func.count(), late, func.min(Order.due_at), func.min(Order.arrives_to_on))
    rows = db.session.execute(columns.where(seen_by(seller_id)).group_by(Order.state))
    found = {OrderState(state): Tally(count, late, due, arrives) for state, count, late, due, arrives in rows}
    return {state: found.get(state, Tally()) for state in OrderState}


def count_open(seller_id: int) -> int:
    """How many orders wait for the seller's next step."""
    waiting = select(func.count()).where(seen_by(seller_id), Order.state.in_(OPEN_STATES))
    return db.session.scalar(waiting) or 0


def find_next(seller_id: int, state: OrderState) -> Order | None:
    """The seller's most urgent order in this state."""
    return next(iter(orders_of_seller(seller_id, [state], limit=1)), None)


def units_in_state(seller_id: int, state: OrderState) -> list[PackSum]:
    """What has to be fetched for the seller's orders in this state, by pack size, most units first."""
    named = (OrderLine.name_vi, OrderLine.name_en, OrderLine.pack_vi, OrderLine.pack_en)
    units = func.sum(OrderLine.quantity)
    wanted = select(*named, units).join(OrderLine.order).where(seen_by(seller_id), Order.state == state)
    wanted = wanted.where(OrderLine.quantity > 0)
    rows = db.session.execute(wanted.group_by(*named).order_by(units.desc(), OrderLine.name_vi, OrderLine.pack_vi))
    return [PackSum(name_vi, name_en, pack_vi, pack_en, units) for name_vi, name_en, pack_vi, pack_en, units in rows]


def orders_of_seller_by_number(seller_id: int, numbers: Iterable[str]) -> list[Order]:
    """Those of these orders that are the seller's, in whatever state, the most urgent first."""
    return list(db.session.scalars(_in_states(seller_id, OrderState).where(Order.number.in_(list(numbers)))))


def units_of(orders: Iterable[Order]) -> list[PackSum]:
    """What has to be fetched for these orders, by pack size, most units first."""
    units: dict[tuple[str, str, str, str], int] = {}
    for line in (line for order in orders for line in order.sent_lines):
        named = (line.name_vi, line.name_en, line.pack_vi, line.pack_en)
        units[named] = units.get(named, 0) + line.quantity
    return [PackSum(*named, count) for named, count in sorted(units.items(), key=lambda item: (-item[1], item[0]))]


def sales_since(seller_id: int, start: datetime) -> Sales:
    """What the seller delivered from `start` on."""
    delivered = seen_by(seller_id) & (OrderEvent.state == OrderState.DELIVERED) & (OrderEvent.at >= start)
    taxes = withheld(OrderLine.total_vnd, Order.placed_at)
    figures = select(
        func.count(Order.id.distinct()),
        func.coalesce(func.sum(OrderLine.total_vnd), 0),
        func.coalesce(func.sum(OrderLine.total_vnd - OrderLine.commission_vnd - taxes), 0),
    )
    lines = figures.join(OrderLine.order).join(Order.events).join(Order.seller)
    return Sales(*(int(figure) for figure in db.session.execute(lines.where(delivered)).one()))


def _in_states(seller_id: int, states: Iterable[OrderState]) -> Select[Order]:
    wanted = orders_complete().where(seen_by(seller_id), Order.state.in_(list(states)))
    return wanted.order_by(Order.due_at.is_(None), Order.due_at, Order.id.desc())
