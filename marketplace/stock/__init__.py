"""Stock in lots."""

from marketplace.stock.actions import count, give_back, receive, take
from marketplace.stock.queries import left_of, left_of_variant

__all__ = ["count", "give_back", "left_of", "left_of_variant", "receive", "take"]
