"""A price that is lower for some days, as it is read with each pack size."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Dialect, String, TypeDecorator


class Sale(NamedTuple):
    """A promotion that runs now, of one pack size. Money in dong for one of it.

    `usual_vnd` is its price without the promotion, `left` how many units it still holds for (None: any number),
    `last_on` its last day. `is_proven` says that the history of prices proves the usual one: it was really asked, and
    nothing else, for as long as the rule wants before the promotion began, and is still the price that comes back
    afterwards. `lowest_vnd` is the lowest price of the thirty days before it began.
    """

    id: int
    price_vnd: int
    usual_vnd: int
    left: int | None
    last_on: date
    is_proven: bool
    lowest_vnd: int

    def holds_for(self, quantity: int) -> bool:
        """Whether it still holds for so many units: all of a line, or none."""
        return self.left is None or quantity <= self.left

    @property
    def former_vnd(self) -> int:
        """The price that may be shown struck through; 0 where nobody can prove it."""
        return self.usual_vnd if self.is_proven else 0


class SaleType(TypeDecorator[Sale]):
    """A running promotion as `running.sale_of` puts it into one column of an answer; no table has such a column."""

    impl = String
    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> Sale | None:
        """The parts as they are meant."""
        return read(value) if value else None


@lru_cache(maxsize=5_000)
def read(text: str) -> Sale:
    """The sale that a column tells."""
    key, price, usual, left, last_on, proven, *lows = text.split("|")
    lowest = min((int(low) for low in lows if low), default=int(usual))
    return Sale(
        int(key),
        int(price),
        int(usual),
        int(left) if left else None,
        date.fromisoformat(last_on),
        proven == "1",
        lowest,
    )


def asked_vnd(price_vnd: int, breaks: Iterable[Sequence[int]], sale: Sale | None, quantity: int) -> int:
    """What one unit costs when so many are bought: the lowest of the usual price, that of the last break reached, and
    that of the promotion, if this holds for so many (docs/decisions/0130).
    """
    prices = [price_vnd, *(lower for start, lower in breaks if start <= quantity)]
    if sale and sale.holds_for(quantity):
        prices.append(sale.price_vnd)
    return min(prices)
