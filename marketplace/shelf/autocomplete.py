"""What somebody may be typing: goods and sellers whose names have the words, the last of them perhaps unfinished."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import starmap
from threading import Lock
from typing import Final, NamedTuple

from cachetools import TTLCache, cached
from sqlalchemy import Select, select

from marketplace import sellers
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.search.engines import engine
from marketplace.search.expression import Expression, Token, every
from marketplace.sellers.models import Seller
from marketplace.shelf.models import ShelfEntry
from marketplace.shelf.searching import corrected
from marketplace.text import fold

MOST_WORDS: Final = 6
SHORTEST: Final = 2
MOST_GOODS: Final = 4
MOST_SELLERS: Final = 2
LOOKED_AT: Final = 40
NAMES_SECONDS: Final = 60
SELLERS_SECONDS: Final = 600
"""To take the names of eight thousand shops apart costs half a second: as seldom as with the vocabulary."""


class Named(NamedTuple):
    """A product, a seller or a collection by its address and names."""

    slug: str
    name_vi: str
    name_en: str


class Names:
    """Names that are found by their words, folded; made once for many questions, as to fold them all takes long."""

    def __init__(self, names: Iterable[Named]) -> None:
        self._names = tuple(names)
        self._places: dict[str, set[int]] = defaultdict(set)
        for place, name in enumerate(self._names):
            for word in fold(f"{name.name_vi} {name.name_en}").split():
                self._places[word].add(place)

    def __len__(self) -> int:
        return len(self._names)

    def bearing(self, words: Iterable[str]) -> list[Named]:
        """Those that bear all the words, in the order in which they were given; none without words."""
        places = [self._places.get(word, set()) for word in words]
        return [self._names[place] for place in sorted(set.intersection(*places))] if places else []


class Suggestions(NamedTuple):
    """The goods that sell best, and the sellers, that fit what was typed."""

    goods: tuple[Named, ...] = ()
    sellers: tuple[Named, ...] = ()


def suggest(text: str) -> Suggestions:
    """Goods and sellers for what was typed so far: two statements, none for less than two letters.

    When nothing begins so, the words are read once more as the search reads what is misspelled.
    """
    words = fold(text).split()[:MOST_WORDS]
    if len("".join(words)) < SHORTEST:
        return Suggestions()
    found = _named(words)
    return found if any(found) else _named(fold(corrected(text)).split()[:MOST_WORDS])


@cached(TTLCache(maxsize=2, ttl=SELLERS_SECONDS), key=lambda: db.engine, lock=Lock())
def seller_names() -> Names:
    """Every open shop, short names first; some minutes old."""
    return Names(sorted(starmap(Named, sellers.open_names()), key=lambda name: len(name.name_vi)))


def _named(words: list[str]) -> Suggestions:
    return Suggestions(_goods(words), _sellers(words)) if words else Suggestions()


def _goods(words: list[str]) -> tuple[Named, ...]:
    columns = select(Product.slug, Product.name_vi, Product.name_en)
    found = _found(columns.join(ShelfEntry, ShelfEntry.product_id == Product.id), words, "n_")
    return tuple(Named._make(row) for row in db.session.execute(found.limit(MOST_GOODS)))


def _sellers(words: list[str]) -> tuple[Named, ...]:
    """Among the sellers of the goods that sell best those who bear the words in their name."""
    columns = select(Seller.slug, Seller.name_vi, Seller.name_en)
    found = _found(columns.join(ShelfEntry, ShelfEntry.seller_id == Seller.id), words, "")
    sellers = dict.fromkeys(Named._make(row) for row in db.session.execute(found.limit(LOOKED_AT)))
    return tuple(seller for seller in sellers if _has(seller, words))[:MOST_SELLERS]


def _found(columns: Select[str, str, str], words: list[str], kind: str) -> Select[str, str, str]:
    index = engine()
    joined = columns.join(index.table, index.rank == ShelfEntry.rank)
    return joined.where(index.matches(_beginning(words, kind), "words")).order_by(index.rank.desc())


def _beginning(words: list[str], kind: str) -> Expression:
    """Every word, the last one as the beginning of a word."""
    *whole, last = (f"{kind}{word}" for word in words)
    return every([*map(Token, whole), Token(last, is_prefix=True)])


def _has(seller: Named, words: list[str]) -> bool:
    name = f" {fold(f'{seller.name_vi} {seller.name_en}')}"
    return all(f" {word}" in name for word in words)
