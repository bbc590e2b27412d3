"""A seller's workbench: what waits for the seller, how much of it, and what has been earned.

Orders whose money is awaited, or never came, are nothing to the seller: no list, count or sum holds them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import selectinload

from marketplace.clock import now
from marketplace.counting import Count, count_all
from marketplace.database import db
from marketplace.gathering import Question, gather
from marketplace.orders.models import Order, OrderEvent, OrderLine
from marketplace.orders.numbers import order_part
from marketplace.orders.queries import OPEN_STATES, orders_complete, seen_by
from marketplace.orders.states import OrderState

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


def orders_of_seller(
    seller_id: int, states: Iterable[OrderState], *, words: str = "", limit: int, offset: int = 0
) -> list[Order]:
    """A part of the seller's orders in these states, the most urgent first, with purchase and lines.

    `words` keep those whose number or tracking number contains them. Sorts numbers, and loads only what is shown.
    """
    page = select(Order.id).where(seen_by(seller_id), Order.state.in_(list(states))).order_by(*_URGENT_FIRST)
    if words:
        numbers = Order.number.contains(order_part(words), autoescape=True)
        page = page.where(numbers | Order.tracking_number.icontains(words, autoescape=True))
    found = orders_complete().where(Order.id.in_(page.limit(limit).offset(offset))).order_by(*_URGENT_FIRST)
    return list(db.session.scalars(found))


def each_order_of_seller(seller_id: int, states: Iterable[OrderState], *, limit: int) -> Iterator[Order]:
    """The same orders one after the other, for tables of thousands: they are not in memory all at once."""
    return iter(db.session.scalars(_in_states(seller_id, states).limit(limit).execution_options(yield_per=AT_ONCE)))


def orders_after(seller_id: int, last: int, *, limit: int) -> list[Order]:
    """The seller's orders in whatever state with all that happened to them, from behind the one with the id `last`."""
    events = selectinload(Order.events).joinedload(OrderEvent.by)
    wanted = orders_complete().where(seen_by(seller_id), Order.id > last).order_by(Order.id).limit(limit)
    return list(db.session.scalars(wanted.options(events)))


def count_of_seller(seller_id: int) -> int:
    """How many orders the seller has ever had."""
    return db.session.scalar(select(func.count()).where(seen_by(seller_id))) or 0


def tally_of_seller(seller_id: int) -> dict[OrderState, Tally]:
    """The seller's orders by state, every state included; one statement."""
    late = func.count(case((Order.due_at < now(), 1)))  # no column that ix_orders_of_seller lacks
    columns = select(Order.state, func.count(), late, func.min(Order.due_at), func.min(Order.arrives_to_on))
    rows = db.session.execute(columns.where(seen_by(seller_id)).group_by(Order.state))
    found = {OrderState(state): Tally(count, late, due, arrives) for state, count, late, due, arrives in rows}
    return {state: found.get(state, Tally()) for state in OrderState}


def open_orders(seller_id: int) -> Count:
    """How many orders wait for the seller's next step."""
    waiting = select(func.count()).where(seen_by(seller_id), Order.state.in_(OPEN_STATES))
    return waiting.select_from(Order).scalar_subquery()


def count_open(seller_id: int) -> int:
    """The same, counted."""
    return count_all([open_orders(seller_id)])[0]


def next_number(seller_id: int, state: OrderState) -> Question[str]:
    """The number of the seller's most urgent order in this state, if there is one."""
    waiting = select(Order.number).where(seen_by(seller_id), Order.state == state)
    return Question(waiting.order_by(*_URGENT_FIRST).limit(1), str)


def find_next_number(seller_id: int, state: OrderState) -> str | None:
    """The same, asked for at once."""
    [numbers] = gather(next_number(seller_id, state))
    return next(iter(numbers), None)


def units_in_state(seller_id: int, state: OrderState) -> Question[PackSum]:
    """What has to be fetched for the seller's orders in this state, by pack size, most units first."""
    named = (OrderLine.name_vi, OrderLine.name_en, OrderLine.pack_vi, OrderLine.pack_en)
    units = func.sum(OrderLine.quantity).label("units")
    wanted = select(*named, units).join(OrderLine.order).where(seen_by(seller_id), Order.state == state)
    wanted = wanted.where(OrderLine.quantity > 0)
    most_first = (units.desc(), OrderLine.name_vi, OrderLine.pack_vi)
    return Question(wanted.group_by(*named).order_by(*most_first), PackSum)


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


def _in_states(seller_id: int, states: Iterable[OrderState]) -> Select[Order]:
    wanted = orders_complete().where(seen_by(seller_id), Order.state.in_(list(states)))
    return wanted.order_by(*_URGENT_FIRST)


_URGENT_FIRST = (Order.due_at.is_(None), Order.due_at, Order.id.desc())
