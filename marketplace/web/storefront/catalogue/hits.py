"""What a search names beside goods: a category, makers, collections. They stand above the goods."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from flask import url_for

from marketplace import collections
from marketplace.catalogue import CATEGORIES, Category
from marketplace.search.synonyms import groups
from marketplace.search.tokenizer import words_of
from marketplace.shelf.autocomplete import seller_names
from marketplace.text import fold
from marketplace.web.filters import say
from marketplace.web.locale import gettext

MOST_MAKERS: Final = 3
MOST_COLLECTIONS: Final = 2
SHORTEST: Final = 2


class Hit(NamedTuple):
    """Something that bears the words of a search: what it is, its name and where it stands."""

    kind: str
    name: str
    url: str


def hits_of(text: str) -> tuple[Hit, ...]:
    """The category of that name, and makers and collections with these words in their names.

    All names are kept for a while, so that a search asks the database no more often than without.
    """
    words = set(fold(text).split())
    if len("".join(words)) < SHORTEST:
        return ()
    return *_categories(text), *_makers(text, words), *_collections(words)


def names_of(category: Category) -> set[str]:
    """What a category is called, folded, in both languages; of "Gạo & miến" each part as well."""
    names = (category.name_vi, category.name_en)
    return {fold(part) for name in names for part in (name, *name.split(" & "))}


def _categories(text: str) -> Iterator[Hit]:
    meant = {fold(text), *(word.folded for word in groups().meaning(words_of(text)))}
    for category in CATEGORIES:
        if meant & names_of(category):
            yield Hit(gettext("Nhóm hàng"), say(category, "name"), url_for("catalogue.category", slug=category.slug))


def _makers(text: str, words: set[str]) -> Iterator[Hit]:
    found = seller_names().bearing(words)
    for name in found[:MOST_MAKERS]:
        yield Hit(gettext("Nơi làm"), say(name, "name"), url_for("sellers.show", slug=name.slug))
    if len(found) > MOST_MAKERS:
        every = gettext("xem cả %(count)s nơi", count=len(found))
        yield Hit(gettext("Nơi làm"), every, url_for("sellers.list", q=text))


def _collections(words: set[str]) -> Iterator[Hit]:
    for name in collections.names_on_show().bearing(words)[:MOST_COLLECTIONS]:
        yield Hit(gettext("Chọn sẵn"), say(name, "name"), url_for("collections.show", slug=name.slug))
