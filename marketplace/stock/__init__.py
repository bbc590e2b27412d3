"""Stock in lots."""

from marketplace.stock.actions import Sale, count, give_back, parse_count, recall, receive, take
from marketplace.stock.availability import available, has_left, in_stock, is_on_sale, left, on_sale, sellable
from marketplace.stock.lot_queries import (
    changes_of,
    count_lots,
    ends_soon,
    expiring,
    get_lot_of,
    last_lot_of,
    logged_last,
    lots_of_seller,
    movements_of,
    received_in,
)
from marketplace.stock.lots import LotFacts, log_lot, mend_lot, note_change, parse_quantity, propose, with_typed
from marketplace.stock.models import TOLD_BY_SELLER
from marketplace.stock.movements import check_day, find_movement, lock_lot, set_left, take_back, withdraw
from marketplace.stock.queries import FIRST_EXPIRING, Level, LotShare, left_of, levels_of, lots_of_lines, running_low

__all__ = [
    "FIRST_EXPIRING",
    "TOLD_BY_SELLER",
    "Level",
    "LotFacts",
    "LotShare",
    "Sale",
    "available",
    "changes_of",
    "check_day",
    "count",
    "count_lots",
    "ends_soon",
    "expiring",
    "find_movement",
    "get_lot_of",
    "give_back",
    "has_left",
    "in_stock",
    "is_on_sale",
    "last_lot_of",
    "left",
    "left_of",
    "levels_of",
    "lock_lot",
    "log_lot",
    "logged_last",
    "lots_of_lines",
    "lots_of_seller",
    "mend_lot",
    "movements_of",
    "note_change",
    "on_sale",
    "parse_count",
    "parse_quantity",
    "propose",
    "recall",
    "receive",
    "received_in",
    "running_low",
    "sellable",
    "set_left",
    "take",
    "take_back",
    "with_typed",
    "withdraw",
]
