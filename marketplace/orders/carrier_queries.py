"""How parcels fare with each carrier: under way, late, on their way back, and the cash that is about to be taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from marketplace.clock import now
from marketplace.counting import Count
from marketplace.database import db
from marketplace.orders.models import Order, Purchase
from marketplace.orders.operator_queries import COUNTED_TO
from marketplace.orders.queries import orders_complete
from marketplace.orders.states import OrderState, PaymentMethod
from marketplace.shipping import COACH

LATELY: Final = timedelta(days=60)
FAILED: Final = (OrderState.RETURNING, OrderState.RETURNED, OrderState.LOST)
_CARRIER: Final = case((Order.carrier.startswith(COACH), COACH), else_=Order.carrier)
"""All coaches together; "" is a seller who brings the parcels."""


@dataclass(frozen=True)
class CarrierRecord:
    """A carrier's parcels; `failed` counts those of the last 60 days that did not reach their buyers, `returning` those
    of them that are still on their way back. `road_vnd` is the cash that it is about to take.
    """

    carrier: str
    under_way: int
    late: int
    oldest_on: date | None
    returning: int
    failed: int
    road_vnd: int


def carrier_records() -> list[CarrierRecord]:
    """Each carrier that has parcels, the one with the most late ones first: one statement."""
    sent, moment = Order.state == OrderState.SHIPPED, now()
    late = and_(sent, Order.due_at < moment)
    is_cash = and_(sent, Purchase.payment_method == PaymentMethod.COD)
    columns = select(
        _CARRIER,
        func.count(case((sent, 1))),
        func.count(case((late, 1))),
        func.min(case((late, Order.arrives_to_on))),
        func.count(case((Order.state == OrderState.RETURNING, 1))),
        func.count(case((Order.state.in_(FAILED), 1))),
        func.coalesce(func.sum(case((is_cash, Order.total_vnd), else_=0)), 0),
    )
    found = columns.join(Order.purchase).where(_counted(moment)).group_by(_CARRIER)
    records = [
        CarrierRecord(carrier, under_way, late_ones, oldest, returning, failed, int(road_vnd))
        for carrier, under_way, late_ones, oldest, returning, failed, road_vnd in db.session.execute(found)
    ]
    return sorted(records, key=lambda each: (-each.late, -each.under_way, each.carrier))


def parcels_late(carrier: str | None = None, *, limit: int, offset: int = 0) -> list[Order]:
    """The parcels that should have arrived by now, of all carriers or of one, the longest late first."""
    return _parcels([Order.state == OrderState.SHIPPED, Order.due_at < now()], carrier, limit, offset)


def parcels_coming_back(carrier: str | None = None, *, limit: int, offset: int = 0) -> list[Order]:
    """The parcels that did not reach their buyers and are on their way back, what is due first."""
    return _parcels([Order.state == OrderState.RETURNING], carrier, limit, offset)


def late_parcels() -> Count:
    """How many parcels are late, at most COUNTED_TO."""
    late = select(Order.id).where(Order.state == OrderState.SHIPPED, Order.due_at < now()).limit(COUNTED_TO)
    return select(func.count()).select_from(late.subquery()).scalar_subquery()


def _counted(moment: datetime) -> ColumnElement[bool]:
    ended = Order.state.in_((OrderState.RETURNED, OrderState.LOST)) & (Order.placed_at >= moment - LATELY)
    return or_(Order.state.in_((OrderState.SHIPPED, OrderState.RETURNING)), ended)


def _parcels(wanted: Sequence[ColumnElement[bool]], carrier: str | None, limit: int, offset: int) -> list[Order]:
    narrowed = [*wanted, carrier == _CARRIER] if carrier is not None else wanted
    page = select(Order.id).where(*narrowed).order_by(Order.due_at, Order.id).limit(limit).offset(offset)
    found = orders_complete().where(Order.id.in_(page)).order_by(Order.due_at, Order.id)
    return list(db.session.scalars(found))
