"""The goods as a shopper sees them."""

from marketplace.shelf.autocomplete import suggest
from marketplace.shelf.browsing import among, browse, strip
from marketplace.shelf.change_tracking import reindex_touched
from marketplace.shelf.filters import Facets, Filters, Sort
from marketplace.shelf.indexing import index_products
from marketplace.shelf.letters import mend_letters
from marketplace.shelf.product_page import get_product_page
from marketplace.shelf.reindex import count_missing, refresh_statistics, reindex_all, reindex_due
from marketplace.shelf.related_products import related
from marketplace.shelf.searching import Answer, search

__all__ = [
    "Answer",
    "Facets",
    "Filters",
    "Sort",
    "among",
    "browse",
    "count_missing",
    "get_product_page",
    "index_products",
    "mend_letters",
    "refresh_statistics",
    "reindex_all",
    "reindex_due",
    "reindex_touched",
    "related",
    "search",
    "strip",
    "suggest",
]
