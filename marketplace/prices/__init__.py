"""What pack sizes cost and when, as the database itself wrote it down."""

from marketplace.prices.models import PriceChange
from marketplace.prices.queries import history_of

__all__ = ["PriceChange", "history_of"]
