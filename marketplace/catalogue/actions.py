"""What sellers do with their goods."""

from marketplace.catalogue.errors import Archived, BreaksByWeight, PriceBelowBreak, PriceOutOfRange, TakenDown
from marketplace.catalogue.models import Product, Variant
from marketplace.catalogue.price_breaks import LOWEST_PRICE_VND, Breaks, check_breaks
from marketplace.clock import now
from marketplace.database import db
from marketplace.database import touch as touch_row

HIGHEST_PRICE_VND = 100_000_000


def reprice(variant: Variant, *, price_vnd: int, is_approved: bool = False) -> None:
    """Set the price in dong; orders already placed keep theirs. `is_approved`: somebody has looked at this price.

    Of what is paid by weight, the price for a kilogram follows, and the estimate is what a typical piece costs by it.

    Raises what `check_new_price` raises.
    """
    lock_prices(variant)
    check_new_price(variant, price_vnd)
    if weighing := variant.by_weight:
        weighing = weighing.at_estimate(price_vnd)
        variant.weighing, price_vnd = weighing.stored(), weighing.estimate_vnd
    if is_approved:
        variant.approved_price_vnd = None
    elif variant.approved_price_vnd is None and price_vnd != variant.price_vnd:
        variant.approved_price_vnd = variant.price_vnd
    variant.price_vnd = price_vnd


def check_new_price(variant: Variant, price_vnd: int) -> None:
    """Raise PriceOutOfRange, or PriceBelowBreak when buying more would then cost more."""
    check_price(price_vnd)
    if any(price_vnd <= lower_vnd for _, lower_vnd in variant.price_breaks):
        raise PriceBelowBreak()


def check_price(price_vnd: int) -> None:
    """See that somebody can mean this price. Raises PriceOutOfRange."""
    if not LOWEST_PRICE_VND <= price_vnd <= HIGHEST_PRICE_VND:
        raise PriceOutOfRange()


def set_price_breaks(variant: Variant, breaks: Breaks) -> None:
    """Sell the pack size cheaper from some quantities on; none takes all lower prices away.

    Raises TooManyBreaks, BreakQuantityRefused, BreakPriceRefused, or BreaksByWeight for what is weighed.
    """
    lock_prices(variant)
    if variant.weighing and breaks:
        raise BreaksByWeight()
    check_breaks(variant.price_vnd, breaks)
    variant.price_breaks = [list(step) for step in breaks]


def delist(product: Product) -> None:
    """Take the product off the shelves; baskets show it as gone, orders keep it."""
    product.is_listed = False


def list_again(product: Product) -> None:
    """Put the product back on the shelves. Raises what `check_listable` raises."""
    check_listable(product)
    product.is_listed = True


def check_listable(product: Product) -> None:
    """See that the product may be put on the shelves. Raises Archived, or TakenDown while operators keep it off."""
    if product.is_archived:
        raise Archived()
    if product.taken_down_at is not None:
        raise TakenDown()


def archive(product: Product) -> None:
    """Put the product away for good: off the shelves and out of the seller's lists. Orders and reviews keep it."""
    product.is_listed, product.archived_at = False, product.archived_at or now()


def restore(product: Product) -> None:
    """Bring an archived product back; it is put on the shelves by listing it again."""
    product.archived_at = None


def take_down(product: Product) -> None:
    """Take the product off the shelves for as long as operators say, whatever its shop wants."""
    product.is_listed, product.taken_down_at = False, now()


def bring_back(product: Product, *, is_listed: bool) -> None:
    """End that, and put it back on the shelves if it was there before and its shop has not archived it since."""
    product.taken_down_at = None
    db.session.flush()
    product.is_listed = is_listed and not product.is_archived


def touch(product_id: int) -> None:
    """Tell the shelves that the product changed by a statement, so that they show it as it is now."""
    touch_row(Product, product_id)


def lock_prices(variant: Variant) -> None:
    """Read the prices as they are and keep them so until the end: those of one and of many are judged together."""
    db.session.flush()
    prices = ["price_vnd", "price_breaks", "approved_price_vnd", "weighing"]
    db.session.refresh(variant, prices, with_for_update={"key_share": True})
