"""Lower prices for larger quantities."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from marketplace.catalogue.errors import BreakPriceRefused, BreakQuantityRefused, TooManyBreaks

LOWEST_PRICE_VND: Final = 1_000
MOST_BREAKS: Final = 3
HIGHEST_START: Final = 99

Breaks = tuple[tuple[int, int], ...]
"""(from so many units, dong for each one) pairs: quantities rise and prices fall."""


def price_at(price_vnd: int, breaks: Iterable[Sequence[int]], quantity: int) -> int:
    """The price of one unit in dong when `quantity` are bought: that of the last break reached."""
    return min((lower_vnd for start, lower_vnd in breaks if start <= quantity), default=price_vnd)


def check_breaks(price_vnd: int, breaks: Breaks) -> None:
    """See that buying more never costs more for each one than buying less, beginning with the price of one.

    Raises TooManyBreaks, BreakQuantityRefused or BreakPriceRefused.
    """
    if len(breaks) > MOST_BREAKS:
        raise TooManyBreaks(most=MOST_BREAKS)
    starts = [1, *(start for start, _ in breaks)]
    if not _is_rising(starts) or starts[-1] > HIGHEST_START:
        raise BreakQuantityRefused(highest=HIGHEST_START)
    prices = [*(lower_vnd for _, lower_vnd in reversed(breaks)), price_vnd]
    if not _is_rising(prices) or prices[0] < LOWEST_PRICE_VND:
        raise BreakPriceRefused()


def _is_rising(numbers: Sequence[int]) -> bool:
    return all(lower < higher for lower, higher in pairwise(numbers))
