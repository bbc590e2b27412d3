"""What is ordered and still lies in the shed: it is sold, but not gone."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from sqlalchemy import case, func, select

from marketplace import stock
from marketplace.database import db
from marketplace.orders.errors import CountBelowReserved
from marketplace.orders.models import Order, OrderEvent, OrderLine
from marketplace.orders.reasons import TIME_RAN_OUT
from marketplace.orders.states import OrderState
from marketplace.stock.models import Lot, MovementReason, StockMovement

STILL_HERE: Final = (OrderState.AWAITING_PAYMENT, OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED)
"""The states of an order whose goods no carrier has yet."""


class LotUnits(NamedTuple):
    """How many units came into a lot, how many of them are ordered and not handed over yet, and of how many of those
    the money is awaited, so that they may come back.
    """

    received: int = 0
    reserved: int = 0
    awaiting: int = 0


def units_of_lots(lot_ids: Iterable[int]) -> dict[int, LotUnits]:
    """The units of each of these lots, in one statement; lots that nothing came into are missing."""
    received = func.sum(case((StockMovement.reason == MovementReason.RECEIVED, StockMovement.quantity), else_=0))
    reserved = func.sum(case((Order.state.in_(STILL_HERE), -StockMovement.quantity), else_=0))
    awaiting = func.sum(case((Order.state == OrderState.AWAITING_PAYMENT, -StockMovement.quantity), else_=0))
    units = select(StockMovement.lot_id, received, reserved, awaiting)
    moved = units.outerjoin(OrderLine, OrderLine.id == StockMovement.order_line_id).outerjoin(OrderLine.order)
    rows = moved.where(StockMovement.lot_id.in_(list(lot_ids))).group_by(StockMovement.lot_id)
    return {lot: LotUnits(*map(int, told)) for lot, *told in db.session.execute(rows)}


def lines_unpaid(line_ids: Iterable[int]) -> set[int]:
    """Those of these order lines whose goods went back because their money did not come in time."""
    ran_out = OrderEvent.state == OrderState.CANCELLED, OrderEvent.note == TIME_RAN_OUT
    found = select(OrderLine.id).join(OrderEvent, OrderEvent.order_id == OrderLine.order_id).where(*ran_out)
    return set(db.session.scalars(found.where(OrderLine.id.in_(list(line_ids)))))


def reserved_in(lot_ids: Iterable[int]) -> dict[int, int]:
    """How many units of each of these lots are ordered and not handed over yet; lots with none are missing."""
    return {lot: units.reserved for lot, units in units_of_lots(lot_ids).items() if units.reserved}


def count_lot(lot: Lot, *, counted: int, by_id: int) -> int:
    """Let the book say what was counted of a lot in the shed, what is ordered included; returns the difference.

    Raises CountRefused, or CountBelowReserved when fewer are there than were ordered: somebody must then be asked.
    """
    stock.lock_lot(lot)  # before asking what is ordered, so that an order that just came is in both or in neither
    reserved = reserved_in([lot.id]).get(lot.id, 0)
    if counted < reserved:
        raise CountBelowReserved(counted=counted, reserved=reserved)
    return stock.set_left(lot, counted - reserved, by_id=by_id)
