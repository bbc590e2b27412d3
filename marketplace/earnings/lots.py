"""What a lot brought its seller, so that those who gave to it can share it out."""

from sqlalchemy import func, select

from marketplace import money
from marketplace.database import db
from marketplace.earnings.models import Earning
from marketplace.stock.models import Lot, MovementReason, StockMovement


def net_of_lot(lot: Lot) -> int:
    """What the delivered units of a lot have earned in dong: fees, withheld taxes and refunds are taken off, as in the
    shop's statements, whose book it reads.

    Where an order line came out of several lots, its sum is split by units, so that the lots add up to the line.
    """
    of_lot = select(StockMovement.order_line_id).where(
        StockMovement.lot_id == lot.id, StockMovement.reason == MovementReason.SALE
    )
    net = select(Earning.order_line_id, func.sum(Earning.net_vnd).label("net_vnd"))
    earned = net.where(Earning.order_line_id.in_(of_lot)).group_by(Earning.order_line_id).subquery()
    columns = earned.c.order_line_id, earned.c.net_vnd, StockMovement.lot_id
    taken = select(*columns, -func.sum(StockMovement.quantity)).join(
        StockMovement, StockMovement.order_line_id == earned.c.order_line_id
    )
    kept = func.sum(StockMovement.quantity) != 0  # a line may have given back what it took, or taken another lot
    grouped = taken.group_by(*columns).having(kept).order_by(earned.c.order_line_id, StockMovement.lot_id)
    by_line: dict[tuple[int, int], dict[int, int]] = {}
    for line, net_vnd, lot_id, units in db.session.execute(grouped):
        by_line.setdefault((line, int(net_vnd)), {})[lot_id] = int(units)
    return sum(_part(net_vnd, lots, lot.id) for (_, net_vnd), lots in by_line.items() if lot.id in lots)


def _part(net_vnd: int, lots: dict[int, int], lot_id: int) -> int:
    return dict(zip(lots, money.allocate(net_vnd, list(lots.values())), strict=True))[lot_id]
