"""Collections: goods that operators choose for an occasion."""

from marketplace.collections.actions import (
    MOST_GOODS,
    Cover,
    add,
    annotate,
    change,
    create,
    move,
    move_item,
    publish,
    remove,
    withdraw,
)
from marketplace.collections.models import Collection, CollectionItem, CollectionState
from marketplace.collections.queries import (
    all_collections,
    cards_in,
    find_goods,
    get_collection,
    get_product_on_sale,
    get_shown,
    names_on_show,
    on_show,
)

__all__ = [
    "MOST_GOODS",
    "Collection",
    "CollectionItem",
    "CollectionState",
    "Cover",
    "add",
    "all_collections",
    "annotate",
    "cards_in",
    "change",
    "create",
    "find_goods",
    "get_collection",
    "get_product_on_sale",
    "get_shown",
    "move",
    "move_item",
    "names_on_show",
    "on_show",
    "publish",
    "remove",
    "withdraw",
]
