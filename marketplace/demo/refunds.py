"""Money on its way back to buyers: one who never named an account, one waiting, one to be sent, one who has it."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from marketplace import payments
from marketplace.accounts.models import User
from marketplace.catalogue.models import Variant
from marketplace.clock import now, pretending
from marketplace.database import db
from marketplace.demo.accounts import OPERATOR
from marketplace.demo.content import Row, rows
from marketplace.orders.models import Order, OrderEvent, OrderLine
from marketplace.orders.states import OrderState
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundBearer, RefundReason

BANK: Final = "970436"
NUMBER: Final = "000000002613"
HOLDER: Final = "NGUOI MUA MAU"


def add_refunds() -> None:
    """Call it once what was delivered is committed and the runs of payouts are made, so that no run takes them in."""
    operator = db.session.scalars(select(User).where(User.name == OPERATOR)).one()
    for row in rows("refund", "refunds"):
        refund = _ask(row, operator)
        if "account" in row:
            with pretending(_ago(row["account"])):
                payments.name_account(refund, bank=BANK, number=NUMBER, holder=HOLDER)
        if "sent" in row:
            with pretending(_ago(row["sent"])):
                payments.mark_sent(refund, by=operator)
                payments.confirm_refund(refund)


def _ask(row: Row, operator: User) -> Refund:
    asked_at = _ago(row["asked"])
    line = _newest_line(row["ref"], asked_at)
    purchase = payments.get_purchase(line.order.purchase.code)
    order = next(order for order in purchase.orders if order.id == line.order_id)
    with pretending(asked_at):
        return payments.request_refund(
            order,
            quantities={line.id: 1},
            reason=RefundReason(row["reason"]),
            bearer=RefundBearer.SELLER,
            by=operator,
            note=row["note"],
        )


def _newest_line(ref: str, before: datetime) -> OrderLine:
    arrived = select(OrderEvent.order_id).where(OrderEvent.state == OrderState.DELIVERED, OrderEvent.at < before)
    lines = select(OrderLine).join(OrderLine.order).join(Variant, Variant.id == OrderLine.variant_id)
    found = lines.where(Variant.ref == ref, Order.id.in_(arrived)).order_by(Order.id.desc()).limit(1)
    return db.session.scalars(found).one()


def _ago(hours: int) -> datetime:
    return now() - timedelta(hours=hours)
