"""Stock in lots."""

from marketplace.stock.actions import Sale, choose_lot, count, give_back, parse_count, recall, receive, take
from marketplace.stock.availability import available, has_left, in_stock, is_on_sale, left, on_sale, sellable
from marketplace.stock.lot_choice import LotOption, lot_options
from marketplace.stock.queries import FIRST_EXPIRING, Level, LotShare, left_of, levels_of, lots_of_lines, running_low

__all__ = [
    "FIRST_EXPIRING",
    "Level",
    "LotOption",
    "LotShare",
    "Sale",
    "available",
    "choose_lot",
    "count",
    "give_back",
    "has_left",
    "in_stock",
    "is_on_sale",
    "left",
    "left_of",
    "levels_of",
    "lot_options",
    "lots_of_lines",
    "on_sale",
    "parse_count",
    "recall",
    "receive",
    "running_low",
    "sellable",
    "take",
]
