"""Stock in lots."""

from marketplace.stock.actions import count, give_back, parse_count, recall, receive, take
from marketplace.stock.queries import Level, LotShare, left_of, left_of_variant, levels_of, lots_of_lines, running_low

__all__ = [
    "Level",
    "LotShare",
    "count",
    "give_back",
    "left_of",
    "left_of_variant",
    "levels_of",
    "lots_of_lines",
    "parse_count",
    "recall",
    "receive",
    "running_low",
    "take",
]
