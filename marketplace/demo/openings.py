"""When the shops of the demo were opened: days before their first order, so that operators see how new shops do."""

from datetime import datetime, timedelta
from itertools import cycle
from typing import Final

from sqlalchemy import func, select

from marketplace.clock import now
from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.sellers.models import SellerEvent, SellerState

DAYS_TO_FIRST_ORDER: Final = (4, 11, 36, 7, 19, 2, 52, 14, 25, 9)
AGO_WITHOUT_ORDERS: Final = (12, 75, 160, 21, 240, 110)
"""Days since the opening of shops that have not sold anything."""


def date_openings() -> None:
    """Give every approval of the demo its day, in the order in which the sellers stand there."""
    waited, ago = cycle(DAYS_TO_FIRST_ORDER), cycle(AGO_WITHOUT_ORDERS)
    first_order = _first_orders()
    for event in db.session.scalars(select(SellerEvent).order_by(SellerEvent.seller_id, SellerEvent.id)):
        if event.state != SellerState.APPROVED or event.by_id is not None:
            continue
        ordered_at = first_order.get(event.seller_id)
        event.at = ordered_at - timedelta(days=next(waited)) if ordered_at else now() - timedelta(days=next(ago))
        event.seller.created_at = event.at - timedelta(days=3)


def _first_orders() -> dict[int, datetime]:
    found = select(Order.seller_id, func.min(Order.placed_at)).group_by(Order.seller_id)
    return {seller: at for seller, at in db.session.execute(found) if at is not None}
