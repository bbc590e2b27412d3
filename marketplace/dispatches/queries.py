"""Questions about what was sent."""

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from marketplace.counting import Count
from marketplace.database import db
from marketplace.dispatches.errors import DispatchNotFound
from marketplace.dispatches.models import Dispatch, DispatchState
from marketplace.orders.models import Order


def of_order(order: Order) -> list[Dispatch]:
    """What was sent about this order, or about the whole purchase, the latest first."""
    about = or_(Dispatch.order_id == order.id, Dispatch.order_id.is_(None) & _of_purchase(order))
    found = select(Dispatch).where(about).order_by(Dispatch.at.desc(), Dispatch.id.desc())
    return list(db.session.scalars(found.options(joinedload(Dispatch.looked_by))))


def unclear(*, limit: int, offset: int = 0) -> list[tuple[Dispatch, str | None]]:
    """Messages of which nobody knows whether they arrived, the oldest first, each with the number of its order.

    One about a whole purchase has that of its first order. One about none has its person or shop.
    """
    of_purchase = aliased(Order)
    first = select(func.min(of_purchase.id)).where(of_purchase.purchase_id == Dispatch.purchase_id).scalar_subquery()
    found = select(Dispatch, Order.number).outerjoin(Order, Order.id == func.coalesce(Dispatch.order_id, first))
    found = found.where(*_to_look_at()).options(joinedload(Dispatch.user), joinedload(Dispatch.seller))
    rows = db.session.execute(found.order_by(Dispatch.id).limit(limit).offset(offset))
    return [(dispatch, number) for dispatch, number in rows]


def get_unclear(ref: str) -> Dispatch:
    """One of them. Raises DispatchNotFound."""
    found = db.session.scalars(select(Dispatch).where(Dispatch.ref == ref, *_to_look_at())).first()
    if found is None:
        raise DispatchNotFound()
    return found


def unclear_to_look_at() -> Count:
    """How many of them wait for somebody."""
    return select(func.count()).select_from(Dispatch).where(*_to_look_at()).scalar_subquery()


def _of_purchase(order: Order) -> ColumnElement[bool]:
    return Dispatch.purchase_id == order.purchase_id


def _to_look_at() -> tuple[ColumnElement[bool], ...]:
    return Dispatch.state == DispatchState.UNKNOWN, Dispatch.looked_at.is_(None)
