"""What a shopper sees of the goods, read in as few statements as a page deserves. Nothing here is stored."""

from dataclasses import dataclass

from marketplace.catalogue.models import Product, Variant
from marketplace.certification.models import Certificate
from marketplace.stock.models import Lot
from marketplace.traceability.models import LotStep

FEWEST_REVIEWS_FOR_AVERAGE = 5


@dataclass(frozen=True)
class Card:
    """One product on a shelf: the product with its seller, its first pack size, today's stars and what is left."""

    product: Product
    variant: Variant
    stars: int
    left: int

    @property
    def rating(self) -> float | None:
        """The buyers' average, once there are enough reviews for one."""
        return average(self.product)


@dataclass(frozen=True)
class Pack:
    """A pack size on the product page with its lots that can be sold, first expiring first."""

    variant: Variant
    lots: tuple[Lot, ...]

    @property
    def left(self) -> int:
        """How many units can be sold now."""
        return sum(lot.on_hand for lot in self.lots)


@dataclass(frozen=True)
class ProductPage:
    """Everything the product page tells."""

    product: Product
    packs: tuple[Pack, ...]
    steps: tuple[LotStep, ...]
    certificates: tuple[Certificate, ...]
    stars: int

    @property
    def rating(self) -> float | None:
        """The buyers' average, once there are enough reviews for one."""
        return average(self.product)

    @property
    def is_sold_out(self) -> bool:
        """Whether no pack size can be bought."""
        return not any(pack.left for pack in self.packs)


@dataclass(frozen=True)
class Shelf:
    """One page of cards out of `total`."""

    cards: list[Card]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


def average(product: Product) -> float | None:
    """Average points, or None below five reviews: one angry or proud cousin is not an average."""
    if product.review_count < FEWEST_REVIEWS_FOR_AVERAGE:
        return None
    return product.review_points / product.review_count
