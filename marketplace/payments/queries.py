"""Loading purchases whose money moves. Orders are locked before their purchase, everywhere, so that nobody waits in
a circle.
"""

from collections.abc import Iterable

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from marketplace.clock import now
from marketplace.database import db
from marketplace.orders.errors import OrderNotFound
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import PaymentState
from marketplace.payments.states import TIME_TO_PAY


def get_purchase(code: str) -> Purchase:
    """The purchase with its orders, all locked until the end of the transaction. Raises OrderNotFound."""
    of_purchase = select(Order.id).join(Order.purchase).where(Purchase.code == code)
    db.session.execute(of_purchase.order_by(Order.id).with_for_update(of=Order)).all()
    found = list(db.session.scalars(_locked().where(Purchase.code == code)))
    if not found:
        raise OrderNotFound()
    return found[0]


def purchases_of_parcels(purchase_ids: Iterable[int]) -> dict[int, Purchase]:
    """These purchases by their ids, locked: the sellers of two parcels may be paid at the same moment."""
    return {purchase.id: purchase for purchase in db.session.scalars(_locked().where(Purchase.id.in_(purchase_ids)))}


def find_overdue() -> Purchase | None:
    """Of the purchases whose money has not come in time the first, locked like the others; None when there is none."""
    is_overdue = Purchase.payment_state == PaymentState.AWAITING, Purchase.placed_at <= now() - TIME_TO_PAY
    code = db.session.scalar(select(Purchase.code).where(*is_overdue).order_by(Purchase.placed_at).limit(1))
    return get_purchase(code) if code else None


def _locked() -> Select[Purchase]:
    complete = select(Purchase).options(selectinload(Purchase.orders)).execution_options(populate_existing=True)
    return complete.order_by(Purchase.id).with_for_update(of=Purchase, key_share=True)
