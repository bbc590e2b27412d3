"""Products, pack sizes and categories."""

from marketplace.catalogue import price_stamps as _price_stamps  # noqa: F401 - it listens
from marketplace.catalogue.actions import (
    archive,
    bring_back,
    check_listable,
    check_new_price,
    check_price,
    delist,
    list_again,
    lock_prices,
    reprice,
    restore,
    set_price_breaks,
    take_down,
    touch,
)
from marketplace.catalogue.categories import CATEGORIES, Category, get_category
from marketplace.catalogue.gtin import number_goods
from marketplace.catalogue.listing_checks import check_listings
from marketplace.catalogue.photos import seller_of_photo, settle_photo, show_photos
from marketplace.catalogue.queries import (
    count_products,
    examples,
    find_present_slug,
    get_any_product,
    get_product_of,
    get_slug,
    get_variant_of,
    last_taken_down_at,
    listed_of,
    products_by_id,
    seasonal_goods_of,
)
from marketplace.catalogue.slug_redirects import follow_name, rename

__all__ = [
    "CATEGORIES",
    "Category",
    "archive",
    "bring_back",
    "check_listable",
    "check_listings",
    "check_new_price",
    "check_price",
    "count_products",
    "delist",
    "examples",
    "find_present_slug",
    "follow_name",
    "get_any_product",
    "get_category",
    "get_product_of",
    "get_slug",
    "get_variant_of",
    "last_taken_down_at",
    "list_again",
    "listed_of",
    "lock_prices",
    "number_goods",
    "products_by_id",
    "rename",
    "reprice",
    "restore",
    "seasonal_goods_of",
    "seller_of_photo",
    "set_price_breaks",
    "settle_photo",
    "show_photos",
    "take_down",
    "touch",
]
