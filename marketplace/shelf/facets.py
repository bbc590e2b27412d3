"""How many goods each filter value would leave.

All goods that fail no filter, or a single one, are looked at once, each with a bit mask of the filters it fails: those
that fail none count everywhere, those that fail one count only among that filter's own values. The database answers
with one row for each mask, in which the values of all its goods are written one after another: a thousand rows would
cost more to bring here than to count. The numbers are kept as long as the shelf stays as it is (see facet_cache.py);
cards, stars and prices are never kept.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, Text, bindparam, case, cast, func, literal, select

from marketplace.catalogue.models import StorageClass
from marketplace.catalogue.seasons import months_in
from marketplace.certification.models import CertificateKind
from marketplace.clock import today
from marketplace.database import db
from marketplace.search.engines import engine
from marketplace.search.expression import Expression
from marketplace.search.ranking import Tiers
from marketplace.sellers.models import Seller
from marketplace.shelf import cards, facet_codec
from marketplace.shelf.conditions import (
    MOST_FOUND,
    answering,
    certificates_now,
    groups,
    in_stock,
    mask_of,
    stars_now,
    within,
)
from marketplace.shelf.facet_cache import Shared, Version, facet_cache
from marketplace.shelf.filters import CERTIFICATES, MARKS, Facets, Filters, SellerCount
from marketplace.shelf.models import ShelfEntry

MOST_COUNTED: Final = MOST_FOUND - 1
MOST_SELLERS: Final = 30
NAMES: Final = select(Seller.id, Seller.slug, Seller.name_vi, Seller.name_en).where(
    Seller.id.in_(bindparam("most", expanding=True)) | Seller.slug.in_(bindparam("chosen", expanding=True))
)


class Values(NamedTuple):
    """For each mask what its goods are, value after value, each of which is text."""

    provinces: Mapping[int, list[str]]
    communes: Mapping[int, list[str]]
    sellers: Mapping[int, list[str]]
    stars: Mapping[int, list[str]]
    certificates: Mapping[int, list[str]]
    months: Mapping[int, list[str]]
    storage: Mapping[int, list[str]]
    is_traceable: Mapping[int, list[str]]
    in_stock: Mapping[int, list[str]]


@dataclass(frozen=True)
class Counted:
    """What decides by which statement is counted: two that are equal differ in its parameters at most."""

    filters: Filters
    day: date
    index: str
    words: Expression | bool
    tiers: Tiers | None = field(compare=False)


def count(filters: Filters, tiers: Tiers | None = None, *, total: int | None = None, version: Version = None) -> Facets:
    """The numbers beside every choice, of the goods that answer the words where there are `tiers`.

    Two statements, or none when the numbers are known. `total` is the number of goods where the page shows them all;
    numbers that were kept and say otherwise are counted anew. `version` is the shelf's, as a statement before said it.
    """
    name = (db.engine, filters, tiers.all if tiers else "", today())
    known: Facets | None = facet_cache.latest(name)
    shared = Shared(f"facets {name[1:]!r}", facet_codec.write, facet_codec.read)
    return facet_cache.get(
        name,
        lambda: _anew(known, filters, tiers),
        lambda facets: facets.total,
        expected=total,
        version=version,
        shared=shared if facet_cache.memory else None,
    )


def _anew(known: Facets | None, filters: Filters, tiers: Tiers | None) -> Facets:
    """The numbers as they are now: those that are known when they are the same, so that what shows them is kept."""
    numbers = _count(filters, tiers)
    return known if known and vars(known) == vars(numbers) else numbers


def _count(filters: Filters, tiers: Tiers | None = None) -> Facets:
    takes_words = tiers is not None and engine().takes_words
    words = tiers.all if tiers and not takes_words else takes_words
    statement, bits = _statement(Counted(filters.in_any_category(), today(), db.engine.name, words, tiers))
    parameters = {"words": engine().write(tiers.all)} if tiers and takes_words else {}
    rows = [row for row in cards.read(statement, category=filters.category, **parameters) if row.goods]
    return _facets({mask: number for mask, number, *_ in rows}, _values(rows), bits, filters)


@lru_cache(maxsize=100)
def _statement(counted: Counted) -> tuple[Select[Any], dict[str, int]]:
    """The statement, whose rows are a mask, how many goods have it, and their values; and each filter's bit."""
    fields = groups(counted.filters)
    bits = {field: 1 << place for place, field in enumerate(fields)}
    failed = sum((case((condition, 0), else_=bits[field]) for field, condition in fields.items()), literal(0))
    found = select(*_columns(), failed.label("failed")).where(within(counted.filters))
    if counted.tiers:
        found = found.where(answering(counted.tiers))
    if bits:
        found = found.where(failed.in_([0, *bits.values()]))
    goods = found.limit(MOST_COUNTED + 1).subquery()
    values = (func.aggregate_strings(goods.c[name], ",") for name in Values._fields)
    told: Select[Any] = select(goods.c.failed if bits else literal(0), func.count().label("goods"), *values)
    return told.group_by(goods.c.failed) if bits else told, bits  # grouping them takes a quarter of the time


def _columns() -> Iterable[ColumnElement[str]]:
    """What is counted of each good, as text and by the names of `Values`."""
    columns: dict[str, SQLColumnExpression[Any]] = {
        "provinces": ShelfEntry.province_code,
        "communes": ShelfEntry.commune_code,
        "sellers": ShelfEntry.seller_id,
        "stars": stars_now(),
        "certificates": certificates_now(),
        "months": ShelfEntry.months,
        "storage": ShelfEntry.storage_class,
        "is_traceable": case((ShelfEntry.is_traceable, 1), else_=0),
        "in_stock": case((in_stock(), 1), else_=0),
    }
    return (cast(column, Text).label(name) for name, column in columns.items())


def _values(rows: Iterable[cards.Found]) -> Values:
    """Empty texts alone are none at all to some databases."""
    split = [(mask, [(text or "").split(",") for text in texts]) for mask, _number, *texts in rows]
    return Values(*({mask: texts[place] for mask, texts in split} for place in range(len(Values._fields))))


def _facets(numbers: Mapping[int, int], columns: Values, bits: Mapping[str, int], filters: Filters) -> Facets:
    fitting = numbers.get(0, 0)

    def values(field: str, column: Mapping[int, list[str]]) -> Counter[str]:
        masks = dict.fromkeys((0, bits.get(field, 0)))
        return Counter(chain.from_iterable(column[mask] for mask in masks if mask in column))

    return Facets(
        total=min(fitting, MOST_COUNTED),
        provinces=dict(values("provinces", columns.provinces)),
        communes=dict(values("communes", columns.communes)),
        sellers=_sellers(values("sellers", columns.sellers), filters),
        stars={int(stars): number for stars, number in values("stars", columns.stars).items() if stars != "0"},
        certificates=_by_certificate(values("certificates", columns.certificates), CERTIFICATES),
        marks=_by_certificate(values("marks", columns.certificates), MARKS),
        months=_by_month(values("months", columns.months)),
        storage={StorageClass(kind): number for kind, number in values("storage", columns.storage).items()},
        is_traceable=values("is_traceable", columns.is_traceable)["1"],
        in_stock=values("in_stock", columns.in_stock)["1"],
        without={field: fitting + numbers.get(bit, 0) for field, bit in bits.items()},
        is_capped=sum(numbers.values()) > MOST_COUNTED,
    )


def _by_certificate(masks: Counter[str], kinds: Iterable[CertificateKind]) -> dict[CertificateKind, int]:
    held = [(int(mask), number) for mask, number in masks.items()]
    return {kind: sum(number for mask, number in held if mask & mask_of([kind])) for kind in kinds}


def _by_month(masks: Counter[str]) -> dict[int, int]:
    found: Counter[int] = Counter()
    for mask, number in masks.items():
        found.update(dict.fromkeys(months_in(int(mask)), number))
    return dict(found)


def _sellers(numbers: Counter[str], filters: Filters) -> tuple[SellerCount, ...]:
    """Those with the most goods, and those that are chosen."""
    most = [int(seller) for seller, _ in numbers.most_common(MOST_SELLERS)]
    rows = cards.read(NAMES, most=most, chosen=filters.sellers)
    found = [SellerCount(slug, name_vi, name_en, numbers[str(key)]) for key, slug, name_vi, name_en in rows]
    return tuple(sorted(found, key=lambda seller: (-seller.number, seller.name_vi)))
