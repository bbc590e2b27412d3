"""The taxes of order lines as the database adds them up."""

from sqlalchemy import ColumnElement, func

from marketplace import fees
from marketplace.orders.models import Order, OrderLine


def withheld_of_lines() -> ColumnElement[int]:
    """What is held back of a line, in a statement that knows `Order` and `Seller`: what `OrderLine.net` says."""
    estimate = fees.withheld(OrderLine.total_vnd, Order.placed_at, OrderLine.tax_class)
    return func.coalesce(OrderLine.withheld_vat_vnd + OrderLine.withheld_pit_vnd, estimate)
