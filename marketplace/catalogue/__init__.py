"""Products, pack sizes and categories."""

from marketplace.catalogue.actions import (
    bring_back,
    check_price,
    delist,
    list_again,
    reprice,
    set_price_breaks,
    take_down,
    touch,
)
from marketplace.catalogue.categories import CATEGORIES, Category, get_category
from marketplace.catalogue.listing_checks import check_listings
from marketplace.catalogue.photos import settle_photo, show_photos
from marketplace.catalogue.queries import (
    count_products,
    find_present_slug,
    get_product_of,
    get_slug,
    get_variant_of,
    last_taken_down_at,
    products_of,
    seasonal_goods_of,
)
from marketplace.catalogue.slug_redirects import follow_name, rename

__all__ = [
    "CATEGORIES",
    "Category",
    "bring_back",
    "check_listings",
    "check_price",
    "count_products",
    "delist",
    "find_present_slug",
    "follow_name",
    "get_category",
    "get_product_of",
    "get_slug",
    "get_variant_of",
    "last_taken_down_at",
    "list_again",
    "products_of",
    "rename",
    "reprice",
    "seasonal_goods_of",
    "set_price_breaks",
    "settle_photo",
    "show_photos",
    "take_down",
    "touch",
]
