"""Shelves of cards: found by words, narrowed by filters, sorted, and read page by page from a place in the order.

A page begins after the last card of the one before (keyset), so that page 50 costs what page 1 costs and nothing is
shown twice when goods come or go in between.
"""

import re
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    SQLColumnExpression,
    and_,
    bindparam,
    literal,
    literal_column,
    null,
    or_,
    select,
    union_all,
)

from marketplace.clock import today
from marketplace.database import db, has_changed
from marketplace.search.engines import engine
from marketplace.search.expression import Expression
from marketplace.search.ranking import Tiers
from marketplace.shelf import cards, facets
from marketplace.shelf.cards import Entries, Statement
from marketplace.shelf.conditions import Condition, answering, groups, is_in_stock, within
from marketplace.shelf.facet_cache import Version
from marketplace.shelf.filters import Filters, Sort
from marketplace.shelf.models import Card, Page, ShelfEntry

PAGE_SIZE: Final = 24
PLACE: Final = re.compile(r"\d{1,19}(\.\d{1,19})?", re.ASCII)
LARGEST: Final = 2**63 - 1
PLACES: Final = (bindparam("place", type_=BigInteger), bindparam("second_place", type_=BigInteger))
"""The parameters for the two parts of a place."""
Columns = tuple[SQLColumnExpression[int], ...]
Place = tuple[int, ...]

COLUMNS: Final[dict[Sort, Columns]] = {
    Sort.POPULAR: (ShelfEntry.rank,),
    Sort.NEWEST: (ShelfEntry.product_id,),
    Sort.CHEAPEST: (ShelfEntry.price_vnd, ShelfEntry.product_id),
    Sort.DEAREST: (ShelfEntry.price_vnd, ShelfEntry.product_id),
    Sort.UNIT_CHEAPEST: (ShelfEntry.unit_price_vnd, ShelfEntry.product_id),
    Sort.RATING: (ShelfEntry.rating, ShelfEntry.product_id),
}
EVERYTHING: Final = Filters()
RISING: Final = frozenset({Sort.CHEAPEST, Sort.UNIT_CHEAPEST})


def strip(filters: Filters = EVERYTHING, *, size: int) -> list[Card]:
    """A few of the goods that sell best, what can be bought first.

    A second statement only when there are not enough of those.
    """
    return _buyable_first(filters, size=size, order=Sort.POPULAR)


def among(product_ids: Collection[int], *, order: Sort = Sort.POPULAR) -> list[Card]:
    """Those of these goods that are on sale, what can be bought first."""
    theirs = ShelfEntry.product_id.in_(product_ids)
    return _buyable_first(EVERYTHING, theirs, size=len(product_ids), order=order)


def browse(
    filters: Filters,
    *,
    tiers: Tiers | None = None,
    order: Sort = Sort.POPULAR,
    after: str = "",
    before: str = "",
    size: int = PAGE_SIZE,
) -> Page:
    """One page of the goods on sale that fit: the cards in one statement, the numbers beside the filters in two.

    `tiers` say what a search looks for. `after` and `before` are places as a page gives them;
    what is none begins at the start.
    """
    if order == Sort.FIT and not tiers:
        order = Sort.POPULAR
    place = _place(after or before, order)
    wanted = _wanted(filters, tiers, order, place, backward=bool(place and not after), size=size + 1)
    rows = _read(wanted)
    more, rows = len(rows) > size, rows[:size]
    if wanted.backward:
        rows.reverse()
    total = None if place or more else len(rows)
    return Page(
        cards=tuple(map(_card, rows)),
        facets=facets.count(filters, tiers, total=total, version=_version(rows)),
        next=_name(rows[-1]) if rows and (more or wanted.backward) else "",
        previous=_name(rows[0]) if rows and wanted.place and (more or not wanted.backward) else "",
        is_lost=bool(after or before) and not place,
    )


def finds(tiers: Tiers) -> bool:
    """Whether any goods on sale answer the words, whatever else is asked for: one statement that reads one row."""
    index = engine()
    found = select(index.rank).where(index.matches(tiers.all, "words")).limit(_exactly(1))
    return db.session.execute(found).first() is not None


@dataclass(frozen=True)
class Wanted:
    """What decides how one page is asked for. `day` is in it because stars, certificates and lots count by the day,
    `index` because each database searches in its own language.

    Two that are equal are asked for by one statement: the category, the place and, where the index takes them so, the
    words are its parameters, and only their `shape` is part of it.
    """

    filters: Filters
    order: Sort
    backward: bool
    size: int
    day: date
    index: str
    shape: Hashable
    category: str = field(compare=False)
    tiers: Tiers | None = field(compare=False)
    place: Place = field(compare=False)

    def values(self) -> dict[str, object]:
        """The parameters of the statement by their names."""
        values: dict[str, object] = {parameter.key: part for parameter, part in zip(PLACES, self.place, strict=False)}
        values["category"] = self.category
        if self.tiers is None or not engine().takes_words:
            return values
        if self.order != Sort.FIT:
            return values | {"words": engine().write(self.tiers.all)}
        return values | {f"words_{number}": engine().write(each) for number, each in enumerate(self.tiers.ranked)}


def _wanted(filters: Filters, tiers: Tiers | None, order: Sort, place: Place, *, backward: bool, size: int) -> Wanted:
    words = len(tiers.ranked) if tiers and engine().takes_words else tiers
    shape = words, place[:1] if order == Sort.FIT else len(place)
    narrowed, index = filters.in_any_category(), db.engine.name
    return Wanted(narrowed, order, backward, size, today(), index, shape, filters.category, tiers, place)


def _statement(wanted: Wanted, *conditions: Condition) -> Statement:
    narrowed = [] if wanted.filters == EVERYTHING else [within(wanted.filters), *groups(wanted.filters).values()]
    narrowed += conditions
    if wanted.tiers and wanted.order == Sort.FIT:
        return cards.of(_by_fit(wanted, wanted.tiers.ranked, narrowed), rising=(not wanted.backward, wanted.backward))
    rising = (wanted.order in RISING) != wanted.backward
    found = [answering(wanted.tiers)] if wanted.tiers else []
    entries = _by_columns([*narrowed, *found], wanted.order, wanted.place, rising, wanted.size)
    return cards.of(entries, rising=(rising, rising))


_kept_statement = lru_cache(maxsize=200)(_statement)
"""To write a statement costs several times as much as to ask it, and shoppers look at the same shelves. The one of a
search takes a quarter of a megabyte, so that no more than these are kept.
"""


def _read(wanted: Wanted, *conditions: Condition) -> list[cards.Found]:
    statement = _statement(wanted, *conditions) if conditions else _kept_statement(wanted)
    return cards.read(statement, **wanted.values())


def _version(rows: list[cards.Found]) -> Version:
    """The version of the shelf that these cards, and whatever is read after them, were read from.

    None when there are no cards to say it, and for who has changed something: a version that is undone comes again.
    """
    return rows[0].shelf_version if rows and not has_changed() else None


def _card(row: cards.Found) -> Card:
    return Card._make(row[: len(Card._fields)])


def _buyable_first(filters: Filters, *conditions: Condition, size: int, order: Sort) -> list[Card]:
    found = _strip(replace(filters, in_stock=True), *conditions, size=size, order=order)
    missing = size - len(found)
    return found + _strip(filters, *conditions, ~is_in_stock(), size=missing, order=order) if missing else found


def _strip(filters: Filters, *conditions: Condition, size: int, order: Sort) -> list[Card]:
    wanted = _wanted(filters, None, order, (), backward=False, size=size)
    return list(map(_card, _read(wanted, *conditions)))


def _by_columns(wanted: list[Condition], order: Sort, place: Place, rising: bool, size: int) -> Entries:
    columns = COLUMNS[order]
    first, last = columns[0], columns[-1]
    if place:
        wanted = [*wanted, _beyond(columns, rising)]
    ordered = [column.asc() if rising else column.desc() for column in columns]
    second: SQLColumnExpression[Any] = last if len(columns) > 1 else null()
    found: Statement = select(ShelfEntry.product_id, first.label("first"), second.label("second")).where(*wanted)
    return found.order_by(*ordered).limit(_exactly(size))


def _beyond(columns: Columns, rising: bool) -> Condition:
    """Later in the order than the place; the first column bounds the search in its index."""
    first, *second = columns
    place, behind = PLACES
    past = first > place if rising else first < place
    if not second:
        return past
    tied = second[0] > behind if rising else second[0] < behind
    return and_(first >= place if rising else first <= place, or_(past, tied))


def _by_fit(wanted: Wanted, ranked: Sequence[Expression], narrowed: list[Condition]) -> Entries:
    """Tier after tier; databases read the next one only while the page is not full."""
    begin = wanted.place[0] if wanted.place else None
    numbers = [n for n in range(len(ranked)) if begin is None or (n <= begin if wanted.backward else n >= begin)]
    arms = [_tier(wanted, ranked[n], n, narrowed) for n in (reversed(numbers) if wanted.backward else numbers)]
    return union_all(*(select(arm.subquery()) for arm in arms or [_nothing()])).limit(_exactly(wanted.size))


def _tier(wanted: Wanted, expression: Expression, number: int, narrowed: list[Condition]) -> Statement:
    """The goods of one tier, from the place on when it lies in this tier.

    When nothing narrows them, the index alone says which ones fill the page, and only these are looked up.
    """
    fitting = _fitting(wanted, expression, number)
    ranks = (fitting if narrowed else _first(wanted, fitting, engine().rank)).subquery()
    found = select(ShelfEntry.product_id, literal(number).label("first"), ranks.c.rank.label("second"))
    found = found.join(ranks, ranks.c.rank == ShelfEntry.rank).where(*narrowed)
    return _first(wanted, found, ranks.c.rank)


def _fitting(wanted: Wanted, expression: Expression, number: int) -> Statement:
    """The ranks of one tier, from the place on when it lies in this tier."""
    index = engine()
    ranks: Statement = select(index.rank.label("rank")).where(index.matches(expression, f"words_{number}"))
    if not wanted.place or number != wanted.place[0]:
        return ranks
    _tier_of_place, place = PLACES
    return ranks.where(index.rank > place if wanted.backward else index.rank < place)


def _first(wanted: Wanted, found: Statement, rank: ColumnElement[int]) -> Statement:
    """As many as a page holds, in the direction in which it is read."""
    return found.order_by(rank.asc() if wanted.backward else rank.desc()).limit(_exactly(wanted.size))


def _nothing() -> Statement:
    keys = literal(0).label("first"), literal(0).label("second")
    return select(ShelfEntry.product_id, *keys).where(ShelfEntry.product_id < 0)


def _exactly(size: int) -> ColumnElement[int]:
    """The number itself instead of a value to come, so that a plan is made for few rows."""
    return literal_column(str(size))


def _place(text: str, order: Sort) -> Place:
    """The place that an address names; none for what no page in this order gave out."""
    place = tuple(map(int, text.split("."))) if PLACE.fullmatch(text) else ()
    parts = 2 if order == Sort.FIT else len(COLUMNS[order])
    return place if len(place) == parts and max(place) <= LARGEST else ()


def _name(row: Sequence[Any]) -> str:
    first, second = row[-2:]
    return str(first) if second is None else f"{first}.{second}"
