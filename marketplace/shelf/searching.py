"""Answering a search: the words are read, looked up, and read again more generously only when nothing is found."""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from threading import Lock
from typing import Any, Final

from cachetools import TTLCache, cached

from marketplace.search.corrections import rescues
from marketplace.search.engines import engine
from marketplace.search.parsing import parse
from marketplace.search.query import Query
from marketplace.search.ranking import tiers_of
from marketplace.search.synonyms import groups
from marketplace.shelf.browsing import browse, finds
from marketplace.shelf.filters import Filters, Sort
from marketplace.shelf.models import Page

MOST_RESCUES: Final = 8
VOCABULARY_SECONDS: Final = 600


NOTHING_ASKED: Final = Query()
NOT_NARROWED: Final = Filters()


@dataclass(frozen=True)
class Answer:
    """What was found, for which reading of the words, and under which filters (those in the words included).

    `is_rescue` says that the words themselves found nothing and `query` is another reading of them.
    """

    page: Page
    query: Query = NOTHING_ASKED
    filters: Filters = NOT_NARROWED
    is_rescue: bool = False


def search(
    text: str, filters: Filters, *, order: Sort = Sort.FIT, after: str = "", before: str = "", size: int = 24
) -> Answer:
    """One page of the goods that answer the words."""
    query = _parse(text, groups())
    answer = _answer(query, filters, order, after, before, size)
    if answer.page.cards or answer.page.facets.total or not query.terms or _is_found(query):
        return answer
    other = _rescue(query)
    return replace(_answer(other, filters, order, after, before, size), is_rescue=True) if other else answer


def corrected(text: str) -> str:
    """What misspelled words were probably meant to be, so that some goods have them; empty when nothing is."""
    query = _parse(text, groups())
    other = _rescue(query) if query.terms else None
    return other.text if other else ""


def _rescue(query: Query) -> Query | None:
    return next(filter(_is_found, islice(rescues(query, vocabulary(), groups()), MOST_RESCUES)), None)


_parse = lru_cache(maxsize=2_000)(parse)
_tiers = lru_cache(maxsize=2_000)(tiers_of)


def understood(query: Query, filters: Filters) -> Filters:
    """The filters with the stars and prices that stand among the words; what was chosen by hand goes before."""
    price = "unit_price" if query.is_unit_price else "price"
    said: dict[str, Any] = {
        "stars": query.stars,
        f"{price}_from_vnd": query.price_from_vnd,
        f"{price}_to_vnd": query.price_to_vnd,
    }
    return replace(filters, **{field: value for field, value in said.items() if getattr(filters, field) in ((), None)})


@cached(TTLCache(maxsize=1, ttl=VOCABULARY_SECONDS), lock=Lock())
def vocabulary() -> dict[str, int]:
    """Every word of the index, and how many goods have it; some minutes old."""
    return engine().vocabulary()


def _is_found(query: Query) -> bool:
    """Whether some goods have the words, be it that filters leave none of them."""
    tiers = _tiers(query)
    return tiers is not None and finds(tiers)


def _answer(query: Query, filters: Filters, order: Sort, after: str, before: str, size: int) -> Answer:
    narrowed = understood(query, filters)
    page = browse(narrowed, tiers=_tiers(query), order=order, after=after, before=before, size=size)
    return Answer(page, query, narrowed)
