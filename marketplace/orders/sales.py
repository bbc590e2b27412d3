"""What a shop sold, by week, product and province.

Sold is what was ordered from the shop and not called off since: it counts in the week in which the order came, whether
it was delivered yet or not. An order that is called off, comes back or is lost leaves that week again and is counted
apart. Orders whose money is awaited count nowhere. What a buyer sends back later is no part of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, case, func, select

from marketplace.clock import now, start_of_day, today
from marketplace.database import db
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.orders.queries import seen_by
from marketplace.orders.receiver_models import GiftReceiver
from marketplace.orders.states import CALLED_OFF
from marketplace.orders.taxes import withheld_of_lines

WEEK: Final = timedelta(days=7)


@dataclass(frozen=True)
class Sold:
    """So many orders, what their goods cost in dong, and how many more were called off."""

    orders: int = 0
    goods_vnd: int = 0
    cancelled: int = 0

    def __add__(self, other: "Sold") -> "Sold":
        added = (self.orders + other.orders, self.goods_vnd + other.goods_vnd, self.cancelled + other.cancelled)
        return Sold(*added)


@dataclass(frozen=True)
class Weeks:
    """The weeks of a time, oldest first, each by its Monday; the last one is not over.

    `last_week_so_far` is what the week before had sold at this moment of it, `before` what as many weeks had sold
    before the first one.
    """

    sold: Mapping[date, Sold]
    last_week_so_far: Sold
    before: Sold

    @property
    def this_week(self) -> Sold:
        """The week that is not over."""
        return self.sold[max(self.sold)]

    @property
    def in_all(self) -> Sold:
        """All of them together."""
        return sum(self.sold.values(), Sold())


@dataclass(frozen=True)
class ProductSales:
    """A product: packs sold, in how many orders, for how much, and what that leaves the seller."""

    name_vi: str
    name_en: str
    packs: int
    orders: int
    goods_vnd: int
    net_vnd: int


@dataclass(frozen=True)
class ProvinceSales:
    """Where orders went."""

    province_code: str
    orders: int
    goods_vnd: int


def first_day_of(weeks: int) -> date:
    """The Monday on which the first of so many weeks begins; this week is the last of them."""
    day = today()
    return day - timedelta(days=day.weekday()) - (weeks - 1) * WEEK


def sales_by_week(seller_id: int, *, weeks: int) -> Weeks:
    """What the shop sold in each of the last weeks, two at least: one statement."""
    first = first_day_of(weeks)
    mondays = [first + number * WEEK for number in range(weeks)]
    so_far = now() - WEEK
    starts = sorted([start_of_day(first - weeks * WEEK), *map(start_of_day, mondays), so_far])
    found = _between(seller_id, starts)
    split = starts.index(so_far)
    by_start = dict(zip(starts, found, strict=True))
    by_start[starts[split - 1]] += by_start[so_far]
    sold = {monday: by_start[start_of_day(monday)] for monday in mondays}
    return Weeks(sold, last_week_so_far=found[split - 1], before=found[0])


def sales_by_product(seller_id: int, since: date) -> list[ProductSales]:
    """What of each product was sold from this day on, the most money first: one statement."""
    taxes = withheld_of_lines()
    goods = func.sum(OrderLine.total_vnd)
    columns = select(
        func.max(OrderLine.name_vi),
        func.max(OrderLine.name_en),
        func.sum(OrderLine.quantity),
        func.count(Order.id.distinct()),
        goods,
        func.sum(OrderLine.total_vnd - OrderLine.commission_vnd - taxes),
    )
    lines = columns.join(OrderLine.order).join(Order.seller).where(_sold(seller_id, since))
    rows = db.session.execute(lines.group_by(OrderLine.product_id).order_by(goods.desc(), OrderLine.product_id))
    return [ProductSales(vi, en, *map(int, figures)) for vi, en, *figures in rows]


def sales_by_province(seller_id: int, since: date) -> list[ProvinceSales]:
    """Into which provinces was sold from this day on, the most money first: one statement."""
    goods = func.sum(Order.goods_vnd)
    to = func.coalesce(GiftReceiver.province_code, Purchase.province_code).label("sold_to")
    columns = select(to, func.count(), goods).select_from(Order).join(Order.purchase).outerjoin(Order.receiver)
    rows = db.session.execute(columns.where(_sold(seller_id, since)).group_by(to).order_by(goods.desc(), to))
    return [ProvinceSales(code, orders, int(goods_vnd)) for code, orders, goods_vnd in rows]


def _sold(seller_id: int, since: date) -> ColumnElement[bool]:
    in_time = Order.placed_at >= start_of_day(since)
    return seen_by(seller_id) & in_time & (Order.state.not_in(CALLED_OFF))


def _between(seller_id: int, starts: Sequence[datetime]) -> list[Sold]:
    """What was sold from each of these instants, in their order, until the next one."""
    newest_first = reversed(list(enumerate(starts)))
    part = case(*((Order.placed_at >= start, number) for number, start in newest_first), else_=0)
    is_off = case((Order.state.in_(CALLED_OFF), 1), else_=0)
    seen = select(part.label("part"), is_off.label("is_off"), Order.goods_vnd)
    asked = seen.where(seen_by(seller_id), Order.placed_at >= starts[0]).subquery()
    kept = 1 - asked.c.is_off
    figures = (func.sum(kept), func.sum(kept * asked.c.goods_vnd), func.sum(asked.c.is_off))
    rows = db.session.execute(select(asked.c.part, *figures).group_by(asked.c.part))
    found = {number: Sold(*map(int, sums)) for number, *sums in rows}
    return [found.get(number, Sold()) for number in range(len(starts))]
