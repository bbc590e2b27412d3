"""What operators do with collections."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import func, select

from marketplace import former_slugs
from marketplace.catalogue.models import Product
from marketplace.collections.errors import AlreadyChosen, CollectionFull, DaysReversed, NotChosen, NothingChosen
from marketplace.collections.models import Collection, CollectionItem
from marketplace.collections.queries import all_collections
from marketplace.database import db
from marketplace.former_slugs import first_free, taken
from marketplace.text import slug

MOST_GOODS = 48
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Cover:
    """What a collection says of itself; `picture` is the name of a drawing, the days are Vietnam's."""

    title_vi: str
    title_en: str = ""
    intro_vi: str = ""
    intro_en: str = ""
    picture: str = "gui"
    shown_from_on: date | None = None
    shown_until_on: date | None = None


def create(cover: Cover) -> Collection:
    """A draft after all other collections. Its address comes from the title and stays. Raises DaysReversed."""
    _check(cover)
    last = db.session.scalar(select(func.max(Collection.position))) or 0
    collection = Collection(slug=_free_slug(cover.title_vi), position=last + 1, **asdict(cover))
    db.session.add(collection)
    db.session.flush()
    return collection


def change(collection: Collection, cover: Cover) -> None:
    """Say something else of the collection. Raises DaysReversed."""
    _check(cover)
    for field, value in asdict(cover).items():
        setattr(collection, field, value)


def publish(collection: Collection) -> None:
    """Show the collection on its days. Raises NothingChosen when it is empty."""
    if not collection.items:
        raise NothingChosen()
    collection.is_published = True


def withdraw(collection: Collection) -> None:
    """Make it a draft again."""
    collection.is_published = False


def move(collection: Collection, *, step: int) -> None:
    """Move the collection by `step` places among all: -1 is one up. Both ends hold."""
    ordered = [each for each, _ in all_collections(lock=True)]
    _shift(ordered, collection, step)
    for position, each in enumerate(ordered, 1):
        each.position = position


def add(
    collection: Collection, product: Product, *, position: int | None = None, note_vi: str = "", note_en: str = ""
) -> None:
    """Put the product at its end, or where it stood. Raises AlreadyChosen and CollectionFull."""
    if any(item.product_id == product.id for item in collection.items):
        raise AlreadyChosen()
    if len(collection.items) >= MOST_GOODS:
        raise CollectionFull(most=MOST_GOODS)
    item = CollectionItem(product_id=product.id, note_vi=note_vi, note_en=note_en)
    end = len(collection.items)
    collection.items.insert(end if position is None else min(max(position - 1, 0), end), item)


def remove(collection: Collection, *, product_slug: str) -> CollectionItem:
    """Take the product out; what is returned says where it stood and what was noted. Raises NotChosen."""
    item = _item(collection, product_slug)
    stood = CollectionItem(position=item.position, note_vi=item.note_vi, note_en=item.note_en)
    collection.items.remove(item)
    return stood


def move_item(collection: Collection, *, product_slug: str, step: int) -> None:
    """Move the product by `step` places: -1 is one up. Both ends hold. Raises NotChosen."""
    ordered = list(collection.items)
    _shift(ordered, _item(collection, product_slug), step)
    for position, item in enumerate(ordered, 1):
        item.position = position
    collection.items.sort(key=lambda item: item.position)


def annotate(collection: Collection, *, product_slug: str, note_vi: str, note_en: str) -> None:
    """Say why the product was chosen. Raises NotChosen."""
    item = _item(collection, product_slug)
    item.note_vi, item.note_en = note_vi, note_en


def mend_slugs() -> int:
    """Give some collections an address with all letters of their title; returns how many, 0 when none is left."""
    return former_slugs.mend_slugs(Collection, Collection.title_vi)


def _check(cover: Cover) -> None:
    if cover.shown_from_on and cover.shown_until_on and cover.shown_until_on < cover.shown_from_on:
        raise DaysReversed()


def _item(collection: Collection, product_slug: str) -> CollectionItem:
    found = next((item for item in collection.items if item.product.slug == product_slug), None)
    if found is None:
        raise NotChosen()
    return found


def _shift(ordered: list[Thing], thing: Thing, step: int) -> None:
    at = ordered.index(thing)
    ordered.insert(min(max(at + step, 0), len(ordered) - 1), ordered.pop(at))


def _free_slug(title: str) -> str:
    wanted = slug(title)[:80].strip("-") or "bo-suu-tap"
    # The operators' page for a new collection stands at "moi".
    return first_free(wanted, {"moi"} | taken(Collection, wanted))
