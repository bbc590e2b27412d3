"""What is said of goods still to be harvested: when, until when they can be ordered, what if it is too little.

The same sentences stand on the product page, in basket and checkout, on the order's page and in the shop's pages.
"""

from datetime import date
from typing import Protocol

from marketplace import orders
from marketplace.orders.harvests import ChangeKind, OrderChange
from marketplace.orders.models import Order
from marketplace.orders.reasons import SHORTFALLS
from marketplace.stock import ShortfallRule
from marketplace.web.filters import day
from marketplace.web.locale import gettext


class Harvest(Protocol):
    """A lot that is still to be harvested, or the columns of one."""

    @property
    def expected_on(self) -> date | None:
        """When it is expected."""

    @property
    def orders_until(self) -> date | None:
        """The last day on which it can be ordered."""

    @property
    def shortfall_rule(self) -> ShortfallRule | None:
        """Who gets how much if too little comes in."""

    @property
    def capacity(self) -> int | None:
        """How much of it can be ordered in all."""

    @property
    def is_daily(self) -> bool:
        """Whether as much comes in every day."""


def harvest_notes(harvest: Harvest, sent_on: date) -> list[str]:
    """What a buyer is told before ordering."""
    return [when(harvest.expected_on, sent_on), _cut_off(harvest), rule(harvest.shortfall_rule)]


def when(harvest_on: date | None, sent_on: date | None) -> str:
    """When it is harvested and sent."""
    days = {"harvest": day(harvest_on or date.min), "sent": day(sent_on or date.min)}
    return gettext("Thu hoạch khoảng %(harvest)s, giao từ %(sent)s", **days)


def rule(chosen: ShortfallRule | None) -> str:
    """What becomes of an order if too little comes in."""
    return gettext(SHORTFALLS[ShortfallRule(chosen or ShortfallRule.FIRST_COME)])


def order_notes(order: Order) -> list[str]:
    """What the buyer agreed to, and what has changed since; nothing of an order that waits for no harvest."""
    if not order.harvest_on:
        return []
    return [
        when(order.harvest_on, order.ships_from_on),
        rule(order.shortfall_rule),
        *map(_changed, orders.changes_of(order)),
    ]


def _cut_off(harvest: Harvest) -> str:
    if harvest.is_daily:
        return gettext("Mỗi ngày có %(count)s, quá số ấy thì giao ngày sau.", count=harvest.capacity)
    return gettext("Nhận đặt đến hết %(day)s.", day=day(harvest.orders_until or date.min))


def _changed(change: OrderChange) -> str:
    if change.kind == ChangeKind.HARVEST_MOVED:
        days = {name: day(date.fromisoformat(text)) for name, text in (("was", change.before), ("now", change.after))}
        return gettext("Nơi bán dời ngày thu hoạch từ %(was)s sang %(now)s.", **days)
    units = {"was": change.before, "now": change.after}
    return gettext("Thu được ít hơn: bạn nhận %(now)s thay vì %(was)s, phần thiếu không phải trả.", **units)
