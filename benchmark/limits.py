"""What is measured, row by row, and what it may cost."""

from dataclasses import dataclass
from typing import Final

LINES: Final = 3
"""How many goods are bought at once."""


@dataclass(frozen=True)
class Row:
    """Something that the shop does, what the floor does beside it, and the most that it may cost.

    `floor` is a page or a flow of the floor; `most` is the highest ratio to it, `to_old` to the other build, `to_plain`
    to the row `plain`; None has no limit. With `is_changing` the database changes before each request, else never while
    the row is measured; with `is_first` no address is asked for twice, so that nothing of the page can have been kept.
    `who` is signed in, nobody without it.
    """

    floor: str
    most: float | None = None
    statements: int | None = None
    to_old: float | None = None
    is_changing: bool = False
    is_first: bool = False
    plain: str = ""
    to_plain: float | None = None
    who: str = ""


ROWS: Final = {
    "listing": Row("listing", 0.5, 4),
    "listing, page 50": Row("listing", 0.5, 4),
    "listing, filtered": Row("listing", 0.5),
    "product": Row("product", 0.8, 5),
    "search": Row("search", 0.5, 4),
    "broad word": Row("search", 0.5, 4),
    "search, filtered": Row("search", 0.5),
    "listing, after a change": Row("listing", 1.3, 4, is_changing=True),
    "product, after a change": Row("product", 2, 5, is_changing=True),
    "search, after a change": Row("search", 1.5, 4, is_changing=True),
    "broad word, after a change": Row("search", None, 4, is_changing=True),
    "listing, first time": Row("listing", 3.5, 4, to_old=0.4, is_first=True),
    "product, first time": Row("product", 5, 5, to_old=0.4, is_first=True),
    "search, first time": Row("search", 3.5, 4, to_old=0.4, is_first=True),
    "listing, drawn anew": Row("listing", None, 4),
    "product, drawn anew": Row("product", None, 5),
    "search, drawn anew": Row("search", None, 4),
    "home, drawn anew": Row("listing", 5, 8),
    "listing, with a basket": Row("listing", None, 4, plain="listing", to_plain=1.3),
    "product, with a basket": Row("product", None, 5, plain="product", to_plain=1.3),
    "search, with a basket": Row("search", None, 4, plain="search", to_plain=1.3),
    "add to basket": Row("add to basket", None, 4, to_old=0.45),
    "whole purchase": Row("whole purchase", 6, 12 + 2 * LINES),
    "whole purchase, elsewhere": Row("whole purchase", None, 12 + 2 * LINES),
    "seller's today": Row("listing", 3, 6, who="seller"),
    "seller's orders": Row("listing", 3, 6, who="seller"),
    "seller's done orders": Row("listing", 3, 6, who="seller"),
    "seller's goods": Row("listing", 3, 7, who="seller"),  # the seventh only where something is sold out: who waits
    "seller's money": Row("listing", 3, 6, who="seller"),
    "operators' orders": Row("listing", 3, 6, who="operator"),
    "operators' requests": Row("listing", 3, 6, who="operator"),
    "operators' goods": Row("listing", 3, 6, who="operator"),
    "operators' sellers": Row("listing", 3, 6, who="operator"),
    "operators' ledger": Row("listing", 3, 6, who="operator"),
    "operators' payout run": Row("listing", 3, 6, who="operator"),
}
"""The statements of a purchase are those of placing the order. "Elsewhere": the place is typed first."""

MOST_GROWTH: Final = 1.2
MOST_INDEXING: Final = 5
MOST_LISTING_BYTES: Final = 30 * 1024
MOST_IMPORTING: Final = 3
"""An import as a multiple of loading and indexing as many sample goods."""
MOST_IMPORT_MIB: Final = 150
"""What the worker may take for it above what it holds at rest."""
MOST_WAITING: Final = 2
"""The 95th percentile of an order during an import as a multiple of the quiet one."""
