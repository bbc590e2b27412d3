"""What sellers have earned by sales that are final, line by line, and what went back of it: the book of taxes."""

from marketplace.earnings import handlers  # noqa: F401 - acts on what happens to orders
from marketplace.earnings.calendar import due_day, holidays_known_until
from marketplace.earnings.declarations import Declared, declaration
from marketplace.earnings.lots import net_of_lot
from marketplace.earnings.models import Earning, month_of
from marketplace.earnings.queries import (
    Delivered,
    YearTotal,
    delivered_in,
    earnings_of_order,
    months_with_earnings,
    year_of_seller,
)
from marketplace.earnings.recording import catch_up, record_sales
from marketplace.earnings.sharing import Shares, shares_of

__all__ = [
    "Declared",
    "Delivered",
    "Earning",
    "Shares",
    "YearTotal",
    "catch_up",
    "declaration",
    "delivered_in",
    "due_day",
    "earnings_of_order",
    "holidays_known_until",
    "month_of",
    "months_with_earnings",
    "net_of_lot",
    "record_sales",
    "shares_of",
    "year_of_seller",
]
