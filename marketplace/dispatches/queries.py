"""Questions about what was sent."""

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from marketplace.counting import Count
from marketplace.database import db
from marketplace.dispatches.models import Dispatch, DispatchState
from marketplace.orders.models import Order


def of_order(order: Order) -> list[Dispatch]:
    """What was sent about this order, or about the whole purchase, the latest first."""
    about = or_(Dispatch.order_id == order.id, Dispatch.order_id.is_(None) & _of_purchase(order))
    found = select(Dispatch).where(about).order_by(Dispatch.at.desc(), Dispatch.id.desc())
    return list(db.session.scalars(found.options(joinedload(Dispatch.looked_by))))


def unclear(*, limit: int, offset: int = 0) -> list[tuple[Dispatch, str | None]]:
    """Messages of which nobody knows whether they arrived, the oldest first, each with the number of its order."""
    found = select(Dispatch, Order.number).outerjoin(Order, Order.id == Dispatch.order_id).where(*_to_look_at())
    rows = db.session.execute(found.order_by(Dispatch.id).limit(limit).offset(offset))
    return [(dispatch, number) for dispatch, number in rows]


def unclear_to_look_at() -> Count:
    """How many of them wait for somebody."""
    return select(func.count()).select_from(Dispatch).where(*_to_look_at()).scalar_subquery()


def _of_purchase(order: Order) -> ColumnElement[bool]:
    return Dispatch.purchase_id == order.purchase_id


def _to_look_at() -> tuple[ColumnElement[bool], ...]:
    return Dispatch.state == DispatchState.UNKNOWN, Dispatch.looked_at.is_(None)
