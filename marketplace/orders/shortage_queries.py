"""Questions about goods that are short: the open one of an order, and the one behind a link."""

from collections.abc import Iterable

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from marketplace.database import db
from marketplace.orders.errors import QuestionNotFound
from marketplace.orders.models import Order
from marketplace.orders.shortage_models import Shortage


def find_open(order_id: int) -> Shortage | None:
    """The question that waits for an answer about this order."""
    return db.session.scalars(_complete().where(Shortage.order_id == order_id, Shortage.outcome.is_(None))).first()


def open_of(order_ids: Iterable[int]) -> dict[int, Shortage]:
    """The open questions of these orders, by the order."""
    mine = _complete().where(Shortage.order_id.in_(list(order_ids)), Shortage.outcome.is_(None))
    return {shortage.order_id: shortage for shortage in db.session.scalars(mine)}


def get_shortage(token: str) -> Shortage:
    """The question behind a link, with its order, whatever became of it. Raises QuestionNotFound."""
    order = joinedload(Shortage.order)
    complete = _complete().options(order.joinedload(Order.purchase), order.joinedload(Order.seller))
    found = db.session.scalars(complete.where(Shortage.token == token).execution_options(populate_existing=True))
    shortage = found.first()
    if shortage is None:
        raise QuestionNotFound()
    return shortage


def _complete() -> Select[Shortage]:
    return select(Shortage).options(joinedload(Shortage.line), joinedload(Shortage.variant))
