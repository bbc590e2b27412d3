"""What else a shopper may like who looks at a product."""

from datetime import date
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, bindparam, literal, select, union_all

from marketplace.clock import today
from marketplace.shelf import cards
from marketplace.shelf.conditions import in_stock
from marketplace.shelf.models import Card, ShelfEntry
from marketplace.shelf.product_models import ProductPage, Related

STRIP: Final = 5
SAME_SELLER, ELSEWHERE = 1, 2


def related(page: ProductPage) -> Related:
    """Other goods of this seller, and the same kind of goods from others; those that sell best: one statement."""
    about = {"product": page.product.id, "seller": page.seller.id, "category": page.product.category}
    rows = cards.read(_statement(today()), **about)
    same_seller, elsewhere = (
        tuple(Card._make(row[: len(Card._fields)]) for row in rows if row.first == strip)
        for strip in (SAME_SELLER, ELSEWHERE)
    )
    return Related(same_seller, elsewhere)


@lru_cache(maxsize=2)
def _statement(_day: date) -> Select[Any]:
    """Built once a day: what is in stock depends on the day."""
    mine = ShelfEntry.seller_id == bindparam("seller")
    same_seller = _best(SAME_SELLER, mine, ShelfEntry.product_id != bindparam("product"))
    elsewhere = _best(ELSEWHERE, ~mine, ShelfEntry.category == bindparam("category"))
    both = union_all(select(same_seller.subquery()), select(elsewhere.subquery()))
    return cards.of(both, rising=(True, False))


def _best(strip: int, *conditions: ColumnElement[bool]) -> Select[int, int, int]:
    keys = literal(strip).label("first"), ShelfEntry.rank.label("second")
    found = select(ShelfEntry.product_id, *keys).where(in_stock(), *conditions)
    return found.order_by(ShelfEntry.rank.desc()).limit(STRIP)
