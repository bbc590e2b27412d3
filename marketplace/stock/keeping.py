"""Units that an order took while its money is awaited: its own until its time is over, anybody's afterwards.

No sweeper has to come first: every statement counts them by the clock of the moment in which it is executed. Whoever
wants to take such units lets the order go before (`payments.flows.free_overdue`).
"""

from typing import Final

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    String,
    bindparam,
    column,
    func,
    literal_column,
    select,
    table,
)

from marketplace.catalogue.models import Variant
from marketplace.clock import now
from marketplace.database import UtcDateTime
from marketplace.stock.models import StockMovement

NOW: Final = bindparam("now", callable_=lambda: now(), type_=UtcDateTime)
"""The moment in which a statement is executed."""
ORDERS: Final = table("orders", column("id", Integer), column("state", String), column("kept_until", UtcDateTime))
LINES: Final = table("order_lines", column("id", Integer), column("order_id", Integer), column("variant_id", Integer))
"""Orders are built on stock, which knows of them no more than these columns."""
AWAITS: Final = literal_column("'awaiting_payment'", String)
"""Written out, so that the index of the few orders that wait is used."""


def kept_in_vain(*lots: ColumnElement[bool]) -> ScalarSelect[int]:
    """A column for a statement about variants: the units out of such lots whose order has waited too long."""
    units = select(func.coalesce(-func.sum(StockMovement.quantity), 0)).select_from(ORDERS)
    units = units.join(LINES, LINES.c.order_id == ORDERS.c.id)
    units = units.join(StockMovement, StockMovement.order_line_id == LINES.c.id).join(StockMovement.lot)
    is_over = ORDERS.c.state == AWAITS, ORDERS.c.kept_until <= NOW
    return units.where(*is_over, LINES.c.variant_id == Variant.id, *lots).correlate(Variant).scalar_subquery()
