"""What sellers do with their goods."""

from marketplace.catalogue.errors import BreaksByWeight, PriceBelowBreak, PriceOutOfRange
from marketplace.catalogue.models import Product, Variant
from marketplace.catalogue.price_breaks import LOWEST_PRICE_VND, Breaks, check_breaks
from marketplace.database import db
from marketplace.database import touch as touch_row

HIGHEST_PRICE_VND = 100_000_000


def reprice(variant: Variant, *, price_vnd: int) -> None:
    """Set the price in dong; orders already placed keep theirs. Of what is paid by weight, the price for a kilogram
    follows, and the estimate is what a typical piece costs by it.

    Raises PriceOutOfRange, or PriceBelowBreak when buying more would then cost more.
    """
    check_price(price_vnd)
    _lock(variant)
    if any(price_vnd <= lower_vnd for _, lower_vnd in variant.price_breaks):
        raise PriceBelowBreak()
    if weighing := variant.by_weight:
        weighing = weighing.at_estimate(price_vnd)
        variant.weighing, price_vnd = weighing.stored(), weighing.estimate_vnd
    variant.price_vnd = price_vnd


def check_price(price_vnd: int) -> None:
    """See that somebody can mean this price. Raises PriceOutOfRange."""
    if not LOWEST_PRICE_VND <= price_vnd <= HIGHEST_PRICE_VND:
        raise PriceOutOfRange()


def set_price_breaks(variant: Variant, breaks: Breaks) -> None:
    """Sell the pack size cheaper from some quantities on; none takes all lower prices away.

    Raises TooManyBreaks, BreakQuantityRefused, BreakPriceRefused, or BreaksByWeight for what is weighed.
    """
    _lock(variant)
    if variant.weighing and breaks:
        raise BreaksByWeight()
    check_breaks(variant.price_vnd, breaks)
    variant.price_breaks = [list(step) for step in breaks]


def delist(product: Product) -> None:
    """Take the product off the shelves; baskets show it as gone, orders keep it."""
    product.is_listed = False


def list_again(product: Product) -> None:
    """Put the product back on the shelves."""
    product.is_listed = True


def touch(product_id: int) -> None:
    """Tell the shelves that the product changed by a statement, so that they show it as it is now."""
    touch_row(Product, product_id)


def _lock(variant: Variant) -> None:
    """The price of one and those of many are judged together, so they are changed one after the other."""
    db.session.flush()
    db.session.refresh(variant, ["price_vnd", "price_breaks", "weighing"], with_for_update={"key_share": True})
