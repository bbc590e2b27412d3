"""The wishes of somebody without an account: they stay on the device until the person signs in."""

from typing import Final, TypeAlias

from marketplace.wishlist.errors import WishListFull
from marketplace.wishlist.queries import get_offer

Kept: TypeAlias = dict[int, int]
"""Product ids with the price in dong when each was wished for, the oldest first."""

MOST_KEPT: Final = 40  # they travel in a cookie


def with_wish(kept: Kept, *, slug: str, price_vnd: int | None = None) -> Kept:
    """The wishes with one more, like `add`. Raises ProductNotFound or WishListFull."""
    product_id, today_vnd = get_offer(slug)
    if product_id in kept:
        return kept
    if len(kept) >= MOST_KEPT:
        raise WishListFull(most=MOST_KEPT)
    return kept | {product_id: price_vnd or today_vnd}


def without_wish(kept: Kept, *, product_id: int) -> Kept:
    """The wishes without this product."""
    return {one: price_vnd for one, price_vnd in kept.items() if one != product_id}
