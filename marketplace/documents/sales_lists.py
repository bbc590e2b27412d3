"""What an e-invoice program needs of a seller's month: every line that was delivered, with the buyer who asked.

Decree 254/2026/NĐ-CP, articles 17 and 19: delivery time and the confirmation that the order is completed among it. An
order of this shop is completed by the same step as it is delivered; who confirmed it stands beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from marketplace.database import db
from marketplace.documents.invoice_requests import InvoiceDetails, requests_of
from marketplace.earnings import Earning
from marketplace.orders.models import Order, OrderEvent, OrderLine, Purchase
from marketplace.orders.states import OrderState

AT_ONCE: Final = 500


@dataclass(frozen=True)
class InvoiceRow:
    """A line that was delivered, or what a refund took back of it (then below zero). Money in dong."""

    order: Order
    line: OrderLine
    earning: Earning
    delivered_at: datetime
    confirmed_by: str
    wanted: InvoiceDetails | None


def invoice_rows(seller_id: int, month: str, *, limit: int | None = None) -> Iterator[InvoiceRow]:
    """The rows of a month ("2026-11"), oldest first; a few hundred are in memory at a time."""
    is_last = (OrderEvent.order_id == Order.id) & (OrderEvent.state == OrderState.DELIVERED)
    wanted = (
        select(Earning, OrderLine, OrderEvent.at, OrderEvent.role)
        .join(OrderLine, OrderLine.id == Earning.order_line_id)
        .join(OrderLine.order)
        .join(Order.purchase)
        .join(OrderEvent, is_last & OrderEvent.change.is_(None))
        .where(Earning.seller_id == seller_id, Earning.month == month)
        .options(contains_eager(OrderLine.order).contains_eager(Order.purchase))
        .order_by(Earning.id)
    )
    found = db.session.execute(wanted.limit(limit).execution_options(yield_per=AT_ONCE))
    for part in found.partitions(AT_ONCE):
        asked = requests_of(sorted({line.order.purchase_id for _, line, *_ in part}))
        for earning, line, at, role in part:
            yield InvoiceRow(line.order, line, earning, at, str(role), asked.get(line.order.purchase_id))


def count_wanted(seller_id: int, month: str) -> int:
    """How many of the month's orders want an invoice."""
    ids = select(Purchase.id).join(Purchase.orders).join(Earning, Earning.order_id == Order.id)
    mine = ids.where(Earning.seller_id == seller_id, Earning.month == month).distinct()
    return len(requests_of(list(db.session.scalars(mine))))
