"""Who has units of a lot, and how far a recall has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import joinedload

from marketplace.database import db
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.orders.states import OrderState
from marketplace.recalls.models import Recall, RecallNotice
from marketplace.stock.models import Lot, StockMovement

SENT = (OrderState.SHIPPED, OrderState.DELIVERED)


@dataclass(frozen=True)
class Reach:
    """What a recall of a lot would reach, or has: units that are on the way or have come, and orders they are in."""

    on_the_way: int
    arrived: int
    orders: int


@dataclass(frozen=True)
class Progress:
    """How many orders a recall concerns, of how many the buyer was told, and how many buyers said they have read it."""

    orders: int
    told: int
    read: int


def holders(lot_id: int | ScalarSelect[int]) -> Select[int, OrderState, int]:
    """The orders that were sent and hold units of a lot: `order_id`, `state` and `units`. What moved off it is out."""
    held = -func.sum(StockMovement.quantity)
    found = select(OrderLine.order_id, Order.state, held.label("units")).select_from(StockMovement)
    found = found.join(OrderLine, OrderLine.id == StockMovement.order_line_id).join(
        Order, Order.id == OrderLine.order_id
    )
    sent = found.where(StockMovement.lot_id == lot_id, Order.state.in_(SENT))
    return sent.group_by(OrderLine.order_id, Order.state).having(held > 0)


def reach_of(lot: Lot) -> Reach:
    """Whom a recall of this lot would reach now; one statement."""
    holding = holders(lot.id).subquery()
    rows = select(holding.c.state, func.count(), func.sum(holding.c.units)).group_by(holding.c.state)
    found = {state: (orders, int(units)) for state, orders, units in db.session.execute(rows)}
    nobody = (0, 0)
    way, come = found.get(OrderState.SHIPPED, nobody), found.get(OrderState.DELIVERED, nobody)
    return Reach(way[1], come[1], way[0] + come[0])


def find_recall(lot: Lot) -> Recall | None:
    """The recall of a lot, if there was one."""
    return db.session.scalar(select(Recall).where(Recall.lot_id == lot.id))


def recalls(*, limit: int) -> list[Recall]:
    """The last recalls of all shops."""
    found = select(Recall).options(joinedload(Recall.lot)).order_by(Recall.started_at.desc(), Recall.id.desc())
    return list(db.session.scalars(found.limit(limit)))


def progress_of(recall: Recall) -> Progress:
    """How far it has come; one statement."""
    counts = select(func.count(), func.count(RecallNotice.told_at), func.count(RecallNotice.read_at))
    return Progress(*db.session.execute(counts.where(RecallNotice.recall_id == recall.id)).one())


def notices_of(recall: Recall, *, limit: int) -> list[RecallNotice]:
    """The orders that it concerns, those whose buyer has not read it first."""
    found = select(RecallNotice).where(RecallNotice.recall_id == recall.id).options(joinedload(RecallNotice.order))
    in_order = found.order_by(RecallNotice.read_at.is_not(None), RecallNotice.id)
    return list(db.session.scalars(in_order.limit(limit)))


def notices_of_purchase(purchase: Purchase) -> dict[int, list[RecallNotice]]:
    """What of a purchase was taken back, by the ids of its orders; nothing is asked before something was sent."""
    sent = [order.id for order in purchase.orders if order.state in SENT]
    told: dict[int, list[RecallNotice]] = {}
    if sent:
        found = (
            select(RecallNotice)
            .where(RecallNotice.order_id.in_(sent))
            .options(joinedload(RecallNotice.recall).joinedload(Recall.lot))
        )
        for notice in db.session.scalars(found.order_by(RecallNotice.id)):
            told.setdefault(notice.order_id, []).append(notice)
    return told


def recalled_lines(line_ids: Iterable[int]) -> dict[int, datetime]:
    """Of these order lines the ones that hold units of a recalled lot, and since when that is recalled."""
    held = select(StockMovement.order_line_id, func.max(Recall.started_at)).join(
        Recall, Recall.lot_id == StockMovement.lot_id
    )
    found = held.where(StockMovement.order_line_id.in_(list(line_ids))).group_by(
        StockMovement.order_line_id, StockMovement.lot_id
    )
    rows = db.session.execute(found.having(func.sum(StockMovement.quantity) < 0))
    latest: dict[int, datetime] = {}
    for line, since in rows:
        if line is not None:
            latest[line] = max(since, latest.get(line, since))
    return latest
