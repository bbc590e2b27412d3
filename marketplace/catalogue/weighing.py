"""Goods priced by the piece and weighed at packing, such as a chicken or a pumpkin.

What stands on the page and in the basket is an estimate: the price of a piece of typical weight. What the buyer pays is
the price of what the scale shows, and never more than the ceiling that was agreed to with the order.
"""

from dataclasses import dataclass
from typing import Any, Final

from marketplace.catalogue.errors import BreaksByWeight, IncreaseRefused, PriceOutOfRange, TypicalWeightRefused
from marketplace.money import share

Stored = dict[str, int]
"""As a pack size and a draft keep it; see `Weighing` for the names."""

HIGHEST_INCREASE_BP: Final = 3_000
LIGHTEST_GRAMS: Final = 50
HEAVIEST_GRAMS: Final = 30_000
WIDEST: Final = 3
"""The heaviest typical piece weighs at most so many times what the lightest does: otherwise no estimate means much."""


def weighed_vnd(kg_price_vnd: int, grams: int) -> int:
    """What so many grams cost: rounded half up to a whole dong, once, over all pieces of a line together."""
    return (kg_price_vnd * grams + 500) // 1_000


def ceiling_vnd(estimate_vnd: int, increase_bp: int) -> int:
    """The most that is paid where so much was estimated."""
    return estimate_vnd + share(estimate_vnd, increase_bp)


@dataclass(frozen=True, slots=True)
class Weighing:
    """Dong for a kilogram, what a typical piece weighs from and to, and how much dearer it may become at most."""

    kg_price_vnd: int
    lightest_grams: int
    heaviest_grams: int
    increase_bp: int

    @property
    def typical_grams(self) -> int:
        """The weight in the middle, which the estimate is made for."""
        return (self.lightest_grams + self.heaviest_grams) // 2

    @property
    def estimate_vnd(self) -> int:
        """The price of one piece of that weight."""
        return weighed_vnd(self.kg_price_vnd, self.typical_grams)

    @property
    def ceiling_vnd(self) -> int:
        """The most that one piece costs."""
        return ceiling_vnd(self.estimate_vnd, self.increase_bp)

    def stored(self) -> Stored:
        """As it is kept."""
        return {name: getattr(self, name) for name in self.__slots__}

    def at_estimate(self, price_vnd: int) -> "Weighing":
        """The same with the price for a kilogram that makes a typical piece cost about so much."""
        kg_price_vnd = (price_vnd * 1_000 + self.typical_grams // 2) // self.typical_grams
        return Weighing(kg_price_vnd, self.lightest_grams, self.heaviest_grams, self.increase_bp)


def read_weighing(stored: dict[str, Any] | None) -> Weighing | None:
    """What is kept of it; None for goods that cost the same whatever they weigh."""
    return Weighing(**stored) if stored else None


def check_weighing(weighing: Weighing, breaks: object) -> None:
    """Raises TypicalWeightRefused, IncreaseRefused, PriceOutOfRange or BreaksByWeight for what nobody can mean."""
    lightest, heaviest = weighing.lightest_grams, weighing.heaviest_grams
    if not LIGHTEST_GRAMS <= lightest <= heaviest <= min(HEAVIEST_GRAMS, lightest * WIDEST):
        raise TypicalWeightRefused()
    if not 0 <= weighing.increase_bp <= HIGHEST_INCREASE_BP:
        raise IncreaseRefused(most=HIGHEST_INCREASE_BP // 100)
    if weighing.kg_price_vnd < 1:
        raise PriceOutOfRange()
    if breaks:
        raise BreaksByWeight()
