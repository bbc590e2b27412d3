"""Who pays for a refund, told before it is asked for and whenever it is looked at."""

from dataclasses import dataclass

from sqlalchemy import select

from marketplace.clock import now
from marketplace.database import db
from marketplace.earnings.models import Earning
from marketplace.earnings.recording import taken_back
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundBearer, RefundState


@dataclass(frozen=True)
class Shares:
    """What the seller loses, what the shop gives back of its fees and of taxes, and what somebody else bears, in dong.

    Together they are what the buyer gets, and `market_vnd`, which the market had paid for its voucher and gets back.
    """

    seller_vnd: int = 0
    fees_vnd: int = 0
    taxes_vnd: int = 0
    other_vnd: int = 0
    market_vnd: int = 0


def shares_of(refund: Refund) -> Shares:
    """How a refund is shared out, if it is written down or not. Of a parcel that has not arrived nothing was kept yet:
    its seller is booked the rest when it does.
    """
    if refund.bearer != RefundBearer.SELLER:
        return Shares(other_vnd=refund.amount_vnd)
    rows = _booked(refund) if refund.state == RefundState.CONFIRMED else _expected(refund)
    fees_vnd = -sum(row.commission_vnd for row in rows)
    taxes_vnd = -sum(row.withheld_vat_vnd + row.withheld_pit_vnd for row in rows)
    seller_vnd = refund.amount_vnd + refund.market_vnd - fees_vnd - taxes_vnd
    return Shares(seller_vnd, fees_vnd, taxes_vnd, market_vnd=refund.market_vnd)


def _booked(refund: Refund) -> list[Earning]:
    return list(db.session.scalars(select(Earning).where(Earning.refund_id == refund.id)))


def _expected(refund: Refund) -> list[Earning]:
    order_id = refund.order.id if refund.order else None
    rows = list(db.session.scalars(select(Earning).where(Earning.order_id == order_id).order_by(Earning.id)))
    found = []
    for line in refund.lines:
        of_line = [row for row in rows if row.order_line_id == line.line.id]
        if of_line and line.amount_vnd:
            units, goods_vnd = line.quantity, line.amount_vnd + line.market_vnd
            found.append(taken_back(of_line, refund_id=refund.id or 0, goods_vnd=goods_vnd, quantity=units, at=now()))
    return found
