"""Products, pack sizes and categories."""

from marketplace.catalogue.actions import delist, list_again, refold, reprice
from marketplace.catalogue.categories import CATEGORIES, Category, get_category
from marketplace.catalogue.queries import count_products, get_product_of, get_slug, get_variant_of, products_of

__all__ = [
    "CATEGORIES",
    "Category",
    "count_products",
    "delist",
    "get_category",
    "get_product_of",
    "get_slug",
    "get_variant_of",
    "list_again",
    "products_of",
    "refold",
    "reprice",
]
