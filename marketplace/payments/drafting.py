"""What a refund of an order would be: its parts, its price and its way back, written nowhere."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import func, select

from marketplace.database import db
from marketplace.orders.models import Order, OrderLine
from marketplace.orders.states import OrderState
from marketplace.payments.errors import (
    NotYetRefundable,
    RefundedMeanwhile,
    RefundRefused,
    ShippingRefused,
    TooManyUnits,
    TypedOtherwise,
)
from marketplace.payments.refund_amounts import Units, capped, price_of_units
from marketplace.payments.refund_models import Refund, RefundLine
from marketplace.payments.sources import source_for
from marketplace.payments.states import OPEN, RefundBearer, RefundReason, RefundState

SENT_OFF: Final = (OrderState.PACKED, OrderState.SHIPPED, OrderState.DELIVERED)


def draft_refund(
    order: Order,
    *,
    quantities: Mapping[int, int] | None = None,
    shipping_vnd: int = 0,
    goodwill_vnd: int = 0,
    reason: RefundReason,
    bearer: RefundBearer,
    note: str = "",
) -> Refund:
    """What `request_refund` would ask for, to be looked at before; nothing is reserved or written.

    Raises NotYetRefundable, TooManyUnits, ShippingRefused, RefundRefused (nothing, less than nothing, or more than is
    left of what was paid) or SeveralSources.
    """
    purchase = order.purchase
    if not may_refund(order):
        raise NotYetRefundable()
    lines, fee_vnd = _parts(order, quantities or {}, shipping_vnd, bearer)
    goods_vnd = sum(line.amount_vnd for line in lines)
    amount_vnd = goods_vnd + fee_vnd + goodwill_vnd
    if goodwill_vnd < 0 or not 0 < amount_vnd <= most_refundable(order):
        raise RefundRefused()
    source = source_for(purchase, amount_vnd)
    return Refund(
        purchase=purchase,
        order=order,
        amount_vnd=amount_vnd,
        goods_vnd=goods_vnd,
        shipping_vnd=fee_vnd,
        goodwill_vnd=goodwill_vnd,
        surplus_vnd=0,
        market_vnd=sum(line.market_vnd for line in lines),
        route=source.route,
        attempt=source.attempt,
        reason=reason,
        bearer=bearer,
        note=note,
        lines=lines,
    )


def may_refund(order: Order) -> bool:
    """Whether its goods have left, and what they cost has come in."""
    is_paid = order.purchase.payment_state not in OPEN or order.state == OrderState.DELIVERED
    return order.state in SENT_OFF and is_paid


def most_refundable(order: Order) -> int:
    """What can still go back of an order, in dong."""
    return min(order.total_vnd - order.given_back_vnd, order.purchase.kept_vnd)


def refunded_units(order: Order) -> dict[int, int]:
    """How many units of each line of an order went back or are about to; lines with none are missing."""
    units = select(RefundLine.order_line_id, func.sum(RefundLine.quantity)).join(RefundLine.refund)
    counted = units.where(Refund.order_id == order.id, Refund.state != RefundState.CANCELLED)
    return {line: int(count) for line, count in db.session.execute(counted.group_by(RefundLine.order_line_id))}


def refunded_shipping_vnd(order: Order) -> int:
    """What of its delivery fee went back or is about to."""
    fee = select(func.coalesce(func.sum(Refund.shipping_vnd), 0)).where(Refund.order_id == order.id)
    return int(db.session.scalar(fee.where(Refund.state != RefundState.CANCELLED)) or 0)


def _parts(
    order: Order, quantities: Mapping[int, int], shipping_vnd: int, bearer: RefundBearer
) -> tuple[list[RefundLine], int]:
    """The lines with their prices, and the fee, both cut where goodwill was given before."""
    fee_left_vnd = order.shipping_vnd - order.delivery_discount_vnd - refunded_shipping_vnd(order)
    if not 0 <= shipping_vnd <= fee_left_vnd:
        raise ShippingRefused(most=fee_left_vnd)
    before = refunded_units(order)
    lines = [line for line in order.lines if quantities.get(line.id)]
    if len(lines) != sum(1 for quantity in quantities.values() if quantity):
        raise RefundRefused()
    prices = [_price(line, before.get(line.id, 0), quantities[line.id]) for line in lines]
    *prices, fee_vnd = capped([*prices, shipping_vnd], order.total_vnd - order.given_back_vnd)
    borne = [_voucher(line, before.get(line.id, 0), quantities[line.id], bearer) for line in lines]
    made = zip(lines, prices, borne, strict=True)
    return [
        RefundLine(line=line, quantity=quantities[line.id], amount_vnd=vnd, market_vnd=market_vnd)
        for line, vnd, market_vnd in made
    ], fee_vnd


def _voucher(line: OrderLine, before: int, wanted: int, bearer: RefundBearer) -> int:
    """What the market gets back of its voucher for these units: all of it where the seller bears the refund."""
    if bearer != RefundBearer.SELLER or not line.market_discount_vnd:
        return 0
    return price_of_units(Units(line.quantity, line.market_discount_vnd, before, wanted))


def _price(line: OrderLine, before: int, wanted: int) -> int:
    if not 0 < wanted <= line.quantity - before:
        raise TooManyUnits(most=line.quantity - before)
    return price_of_units(Units(line.quantity, line.paid_vnd, before, wanted))


def check_seen(draft: Refund, *, given_back_vnd: int, typed_vnd: int) -> None:
    """Whether it still is what somebody looked at: what had gone back of the order by then, and the sum they agreed to.

    Ask under the purchase's lock. Raises RefundedMeanwhile or TypedOtherwise.
    """
    if draft.order and draft.order.given_back_vnd != given_back_vnd:
        raise RefundedMeanwhile()
    if draft.amount_vnd != typed_vnd:
        raise TypedOtherwise(draft.amount_vnd)
