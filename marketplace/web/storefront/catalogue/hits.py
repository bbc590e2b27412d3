"""What a search names beside goods: a category, makers, collections. They stand above the goods."""

from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from flask import url_for

from marketplace import collections, sellers
from marketplace.catalogue import CATEGORIES, Category
from marketplace.database import db
from marketplace.search.synonyms import groups
from marketplace.search.tokenizer import words_of
from marketplace.shelf.facet_cache import facet_cache
from marketplace.text import fold
from marketplace.web.filters import say
from marketplace.web.locale import gettext

MOST_MAKERS: Final = 3
MOST_COLLECTIONS: Final = 2
SHORTEST: Final = 2
MOST_NAMED: Final = 100


class Hit(NamedTuple):
    """Something that bears the words of a search: what it is, its name and where it stands."""

    kind: str
    name: str
    url: str


class Name(NamedTuple):
    """A maker or a collection by its address and names."""

    slug: str
    name_vi: str
    name_en: str

    def has(self, words: set[str]) -> bool:
        """Whether all the words, folded, are words of its name."""
        return words <= {*fold(self.name_vi).split(), *fold(self.name_en).split()}


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
    found = sorted((name for name in _names("makers") if name.has(words)), key=lambda name: len(name.name_vi))
    for name in found[:MOST_MAKERS]:
        yield Hit(gettext("Nơi làm"), say(name, "name"), url_for("sellers.show", slug=name.slug))
    if len(found) > MOST_MAKERS:
        every = gettext("xem cả %(count)s nơi", count=len(found))
        yield Hit(gettext("Nơi làm"), every, url_for("sellers.list", q=text))


def _collections(words: set[str]) -> Iterator[Hit]:
    for name in islice((name for name in _names("collections") if name.has(words)), MOST_COLLECTIONS):
        yield Hit(gettext("Chọn sẵn"), say(name, "name"), url_for("collections.show", slug=name.slug))


def _names(kind: str) -> tuple[Name, ...]:
    read = _all_makers if kind == "makers" else _all_collections
    return facet_cache.get((db.engine, kind), read, len)


def _all_makers() -> tuple[Name, ...]:
    return tuple(Name(*row) for row in sellers.open_names())


def _all_collections() -> tuple[Name, ...]:
    shown = collections.on_show(limit=MOST_NAMED)
    return tuple(Name(each.slug, each.title_vi, each.title_en) for each, _ in shown)
