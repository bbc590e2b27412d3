"""Writing the book of earnings: a sale when it is final, and what is taken back of it.

The parts of what was refunded of a line follow the sum refunded so far, so that their roundings never add up to
anything: once all of it has gone back, so has the last dong of every part.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from marketplace.clock import now, to_local
from marketplace.database import announce, db, insert_new
from marketplace.earnings.models import Earning, month_of
from marketplace.orders.models import Order, OrderEvent, OrderLine
from marketplace.orders.states import OrderState
from marketplace.payments.refund_models import Refund, RefundLine
from marketplace.payments.states import RefundBearer, RefundState

PARTS: Final = ("commission_vnd", "commission_vat_vnd", "withheld_vat_vnd", "withheld_pit_vnd")
AT_ONCE: Final = 200


def record_sales(deliveries: Iterable[tuple[Order, datetime]]) -> list[Earning]:
    """Write down the lines of orders that became final at these instants, and announce each: one statement."""
    final = list(deliveries)
    sales = _write([sale_of(line, at) for order, at in final for line in order.sent_lines])
    return sales + [row for order, _ in final if order.given_back_vnd for row in _refunded_before(order)]


def _refunded_before(order: Order) -> list[Earning]:
    """What was refunded of an order before it arrived."""
    confirmed = select(Refund).where(Refund.order_id == order.id, Refund.state == RefundState.CONFIRMED)
    return [row for refund in db.session.scalars(confirmed.order_by(Refund.id)) for row in follow_refund(refund)]


def catch_up() -> int:
    """Write down some of the orders that were delivered without it, by a server of an older version or before the book
    was begun; returns how many.
    """
    done = select(Earning.id).where(Earning.order_id == Order.id)
    has_goods = select(OrderLine.id).where(OrderLine.order_id == Order.id, OrderLine.quantity > 0)
    missing = select(Order).where(Order.state == OrderState.DELIVERED, ~done.exists(), has_goods.exists())
    complete = missing.options(selectinload(Order.lines), selectinload(Order.seller), selectinload(Order.events))
    found = list(db.session.scalars(complete.order_by(Order.id).limit(AT_ONCE).with_for_update(of=Order)))
    for order in found:
        _freeze_missing(order)
    record_sales((order, _delivered(order).at) for order in found)
    return len(found)


def _delivered(order: Order) -> OrderEvent:
    return next(event for event in reversed(order.events) if event.state == OrderState.DELIVERED)


def _freeze_missing(order: Order) -> None:
    day = to_local(_delivered(order).at).date()
    for line in order.lines:
        if line.withheld_vat_vnd is None:
            line.freeze_taxes(order.seller.kind, day)


def sale_of(line: OrderLine, at: datetime) -> Earning:
    """What a line earns its seller that became final at this instant, not written yet."""
    order, day = line.order, to_local(at).date()
    net = line.net_for(order.seller.kind, day)
    return Earning(
        order_id=order.id,
        order_line_id=line.id,
        seller_id=order.seller_id,
        refund_id=None,
        kind=order.seller.kind,
        quantity=line.quantity,
        goods_vnd=line.total_vnd,
        commission_vnd=net.commission_vnd,
        commission_vat_vnd=net.commission_vat_vnd,
        withheld_vat_vnd=net.withheld_vat_vnd,
        withheld_pit_vnd=net.withheld_pit_vnd,
        net_vnd=net.net_vnd,
        legal_basis=net.rate.legal_basis if net.rate else "",
        month=month_of(at),
        at=at,
    )


def follow_refund(refund: Refund) -> list[Earning]:
    """Let the book say what a refund takes back now: what it gave for goods once it is confirmed, and nothing before,
    after the bank has returned it, or where somebody else than the seller bears it.
    """
    if refund.bearer != RefundBearer.SELLER or not refund.lines:
        return []
    rows = list(db.session.scalars(select(Earning).where(Earning.order_id == refund.order_id).order_by(Earning.id)))
    return _write([row for line in refund.lines if (row := _follow(refund, line, rows))])


def _follow(refund: Refund, line: RefundLine, rows: Sequence[Earning]) -> Earning | None:
    of_line = [row for row in rows if row.order_line_id == line.order_line_id]
    if not of_line:
        return None  # the sale is not final yet: what was refunded before follows with it
    is_back = refund.state == RefundState.CONFIRMED
    booked_vnd = -sum(row.goods_vnd for row in of_line if row.refund_id == refund.id)
    more_vnd = (line.amount_vnd + line.market_vnd) * is_back - booked_vnd
    if not more_vnd:
        return None
    units = line.quantity if is_back else -line.quantity
    return taken_back(of_line, refund_id=refund.id, goods_vnd=more_vnd, quantity=units, at=now())


def taken_back(rows: Sequence[Earning], *, refund_id: int, goods_vnd: int, quantity: int, at: datetime) -> Earning:
    """What a refund of `goods_vnd` takes back of a line: `rows` are its sale and what refunds did before. Below zero, a
    refund is undone.

    The month is that of the refund, as the declaration has it; legal form and decree are those of the sale.
    """
    sale, *before = rows
    so_far = -sum(row.goods_vnd for row in before)
    until = min(so_far + goods_vnd, sale.goods_vnd)
    parts = {part: -_due(getattr(sale, part), until, sale.goods_vnd) - _sum(before, part) for part in PARTS}
    goods = so_far - until
    taken = parts["commission_vnd"] + parts["withheld_vat_vnd"] + parts["withheld_pit_vnd"]
    return Earning(
        order_id=sale.order_id,
        order_line_id=sale.order_line_id,
        seller_id=sale.seller_id,
        refund_id=refund_id,
        kind=sale.kind,
        quantity=-quantity,
        goods_vnd=goods,
        net_vnd=goods - taken,
        legal_basis=sale.legal_basis,
        month=month_of(at),
        at=at,
        **parts,
    )


def _due(part_vnd: int, refunded_vnd: int, goods_vnd: int) -> int:
    """That much of a part belongs to what was refunded so far, rounded half up."""
    return (2 * part_vnd * refunded_vnd + goods_vnd) // (2 * goods_vnd) if goods_vnd else 0


def _sum(rows: Sequence[Earning], part: str) -> int:
    return sum(getattr(row, part) for row in rows)


def _write(written: list[Earning]) -> list[Earning]:
    if written:
        insert_new(written, known_by="order_line_id")
        for row in written:
            announce(row)
    return written
