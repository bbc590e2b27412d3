"""What sellers do with their goods."""

from marketplace.catalogue.categories import get_category
from marketplace.catalogue.errors import PriceOutOfRange
from marketplace.catalogue.models import Product, Variant
from marketplace.text import fold

LOWEST_PRICE_VND = 1_000
HIGHEST_PRICE_VND = 100_000_000


def reprice(variant: Variant, *, price_vnd: int) -> None:
    """Set the price in dong; orders already placed keep theirs. Raises PriceOutOfRange."""
    if not LOWEST_PRICE_VND <= price_vnd <= HIGHEST_PRICE_VND:
        raise PriceOutOfRange()
    variant.price_vnd = price_vnd


def delist(product: Product) -> None:
    """Take the product off the shelves; baskets show it as gone, orders keep it."""
    product.is_listed = False


def list_again(product: Product) -> None:
    """Put the product back on the shelves."""
    product.is_listed = True


def refold(product: Product) -> None:
    """Renew the text that search looks in: names, maker, place and category in both languages, folded."""
    seller, category = product.seller, get_category(product.category)
    words = (
        product.name_vi,
        product.name_en,
        product.keywords,
        seller.name_vi,
        seller.name_en,
        seller.printed_place_vi,
    )
    product.folded = fold(" ".join(filter(None, (*words, category.name_vi, category.name_en))))
