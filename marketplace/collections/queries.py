"""Questions about collections."""

import re
from datetime import date
from functools import lru_cache
from threading import Lock

from cachetools import TTLCache, cached
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from marketplace import former_slugs, shelf, stock
from marketplace.catalogue.errors import ProductNotFound
from marketplace.catalogue.models import Product
from marketplace.clock import today
from marketplace.collections.errors import CollectionNotFound
from marketplace.collections.models import Collection, CollectionItem, CollectionState
from marketplace.database import db
from marketplace.shelf import Filters
from marketplace.shelf.autocomplete import NAMES_SECONDS, Named, Names
from marketplace.shelf.models import Card, ShelfEntry

MOST_NAMED = 100
ADDRESS = re.compile(r"/p/([a-z0-9-]+)")


def on_show(*, limit: int) -> list[tuple[Collection, int]]:
    """The collections that shoppers find today in the operators' order, each with how many of its goods are on sale.

    Those of which nothing is on sale are left out.
    """
    shown = db.session.execute(_shown_on(today()))
    return [(collection, count) for collection, count in shown if count][:limit]


@lru_cache(maxsize=2)
def _shown_on(day: date) -> Select[Collection, int]:
    """Built once a day: home asks it for each page."""
    begun = or_(Collection.shown_from_on.is_(None), Collection.shown_from_on <= day)
    lasting = or_(Collection.shown_until_on.is_(None), Collection.shown_until_on >= day)
    selling = select(ShelfEntry.product_id).where(ShelfEntry.product_id == CollectionItem.product_id).exists()
    return _counted(_in_order().where(Collection.is_published, begun, lasting), selling)


@cached(TTLCache(maxsize=2, ttl=NAMES_SECONDS), key=lambda: db.engine, lock=Lock())
def names_on_show() -> Names:
    """What shoppers find today by its names; up to a minute old."""
    return Names(Named(each.slug, each.title_vi, each.title_en) for each, _ in on_show(limit=MOST_NAMED))


def all_collections(*, lock: bool = False) -> list[tuple[Collection, int]]:
    """Every collection in the operators' order, each with how many goods it has."""
    counted = _counted(_in_order().with_for_update() if lock else _in_order())
    return [(collection, count) for collection, count in db.session.execute(counted)]


def get_collection(slug: str, *, lock: bool = False) -> Collection:
    """Any collection with its goods and their sellers, for operators. Raises CollectionNotFound."""
    goods = selectinload(Collection.items).joinedload(CollectionItem.product).joinedload(Product.seller)
    statement = select(Collection).where(Collection.slug == slug).options(goods)
    fresh = (statement.with_for_update() if lock else statement).execution_options(populate_existing=True)
    collection = db.session.scalars(fresh).first()
    if collection is None:
        raise CollectionNotFound()
    return collection


def find_present_slug(former: str) -> str | None:
    """The address of the collection that had the address `former` before."""
    return former_slugs.find_present(Collection, former)


def get_product_on_sale(slug: str) -> Product:
    """The product at this address that can be chosen. Raises ProductNotFound."""
    product = db.session.scalars(_on_sale().where(Product.slug == slug)).first()
    if product is None:
        raise ProductNotFound()
    return product


def find_goods(words: str, *, limit: int) -> list[Card]:
    """The product whose address was pasted, or else what a shopper's search for the words finds."""
    pasted = ADDRESS.search(words)
    if pasted is None:
        return list(shelf.search(words, Filters(), size=limit).page.cards)
    found = db.session.scalars(select(Product.id).where(Product.slug == pasted[1])).all()
    return shelf.among(found)[:limit]


def get_shown(slug: str) -> Collection:
    """A published collection that has begun, with its goods; it may have ended. Raises CollectionNotFound."""
    collection = get_collection(slug)
    if collection.state_on(today()) not in {CollectionState.SHOWN, CollectionState.ENDED}:
        raise CollectionNotFound()
    return collection


def cards_in(collection: Collection) -> list[Card]:
    """Its goods that are on sale, in the operators' order."""
    places = {item.product_id: item.position for item in collection.items}
    cards = shelf.among(places)
    return sorted(cards, key=lambda card: places[card.product_id])


def _in_order() -> Select[Collection]:
    return select(Collection).order_by(Collection.position, Collection.id)


def _counted(collections: Select[Collection], *counting: ColumnElement[bool]) -> Select[Collection, int]:
    items = select(func.count()).where(CollectionItem.collection_id == Collection.id, *counting).scalar_subquery()
    return collections.add_columns(items)


def _on_sale() -> Select[Product]:
    return select(Product).join(Product.seller).where(stock.on_sale()).options(contains_eager(Product.seller))
