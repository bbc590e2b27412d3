"""How many goods each filter value would leave.

All goods that fail no filter, or a single one, are read once, each with a bit mask of the filters it fails: those
that fail none count everywhere, those that fail one count only among that filter's own values. The numbers are kept
for a while (see facet_cache.py); cards, stars and prices are never kept.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any, Final, TypeAlias

from sqlalchemy import Row, Select, bindparam, case, literal, select

from marketplace.catalogue.models import StorageClass
from marketplace.catalogue.seasons import months_in
from marketplace.certification.models import CertificateKind
from marketplace.clock import today
from marketplace.database import db
from marketplace.sellers.models import Seller
from marketplace.shelf import cards
from marketplace.shelf.conditions import Condition, certificates_now, groups, in_stock, mask_of, stars_now, within
from marketplace.shelf.facet_cache import facet_cache
from marketplace.shelf.filters import CERTIFICATES, MARKS, Facets, Filters, SellerCount
from marketplace.shelf.models import ShelfEntry

Goods: TypeAlias = Row[*tuple[Any, ...]]
MOST_COUNTED: Final = 20_000
MOST_SELLERS: Final = 30
NAMES: Final = select(Seller.id, Seller.slug, Seller.name_vi, Seller.name_en).where(
    Seller.id.in_(bindparam("most", expanding=True)) | Seller.slug.in_(bindparam("chosen", expanding=True))
)


def count(
    filters: Filters, conditions: Callable[[], Iterable[Condition]], *, key: Hashable, total: int | None = None
) -> Facets:
    """The numbers beside every choice. `key` names the `conditions`, which are no filters.

    Two statements, or none when the numbers are known: then the conditions are not even made. `total` is the number of
    goods where the page shows them all; numbers that were kept and say otherwise are counted anew.
    """
    name = (db.engine, filters, key, today())
    return facet_cache.get(name, lambda: _count(filters, *conditions()), lambda facets: facets.total, expected=total)


def _count(filters: Filters, *conditions: Condition) -> Facets:
    fields = groups(filters)
    bits = {field: 1 << place for place, field in enumerate(fields)}
    failed = sum((case((condition, 0), else_=bits[field]) for field, condition in fields.items()), literal(0))
    tolerated = [0, *bits.values()]
    narrowed = [within(filters), *conditions, *([failed.in_(tolerated)] if bits else [])]
    rows = cards.read(_goods(today()).add_columns(failed).where(*narrowed).limit(MOST_COUNTED + 1))
    return _facets(rows[:MOST_COUNTED], bits, filters, is_capped=len(rows) > MOST_COUNTED)


@lru_cache(maxsize=2)
def _goods(_day: date) -> Select[Any]:
    """What is counted of each good. Built once a day: which stars and certificates are valid depends on it."""
    return select(
        ShelfEntry.province_code,
        ShelfEntry.commune_code,
        ShelfEntry.seller_id,
        stars_now(),
        certificates_now(),
        ShelfEntry.months,
        ShelfEntry.storage_class,
        ShelfEntry.is_traceable,
        case((in_stock(), 1), else_=0),
    )


def _facets(rows: Sequence[Goods], bits: dict[str, int], filters: Filters, *, is_capped: bool) -> Facets:
    by_failure: dict[int, list[Goods]] = defaultdict(list)
    for row in rows:
        by_failure[row[-1]].append(row)
    columns = {failure: tuple(zip(*goods, strict=True)) for failure, goods in by_failure.items()}
    fitting = len(by_failure[0])

    def values(field: str, place: int) -> Counter[Any]:
        failures = dict.fromkeys((0, bits.get(field, 0)))
        return Counter(chain.from_iterable(columns[each][place] for each in failures if each in columns))

    return Facets(
        total=fitting,
        provinces=dict(values("provinces", 0)),
        communes=dict(values("communes", 1)),
        sellers=_sellers(values("sellers", 2), filters),
        stars={stars: number for stars, number in values("stars", 3).items() if stars},
        certificates=_by_certificate(values("certificates", 4), CERTIFICATES),
        marks=_by_certificate(values("marks", 4), MARKS),
        months=_by_month(values("months", 5)),
        storage={StorageClass(kind): number for kind, number in values("storage", 6).items()},
        is_traceable=values("is_traceable", 7)[True],
        in_stock=values("in_stock", 8)[1],
        without={field: fitting + len(by_failure[bit]) for field, bit in bits.items()},
        is_capped=is_capped,
    )


def _by_certificate(masks: Counter[int], kinds: Iterable[CertificateKind]) -> dict[CertificateKind, int]:
    return {kind: sum(number for mask, number in masks.items() if mask & mask_of([kind])) for kind in kinds}


def _by_month(masks: Counter[int]) -> dict[int, int]:
    found: Counter[int] = Counter()
    for mask, number in masks.items():
        found.update(dict.fromkeys(months_in(mask), number))
    return dict(found)


def _sellers(numbers: Counter[int], filters: Filters) -> tuple[SellerCount, ...]:
    """Those with the most goods, and those that are chosen."""
    most = [seller for seller, _ in numbers.most_common(MOST_SELLERS)]
    rows = cards.read(NAMES, most=most, chosen=filters.sellers)
    found = [SellerCount(slug, name_vi, name_en, numbers[key]) for key, slug, name_vi, name_en in rows]
    return tuple(sorted(found, key=lambda seller: (-seller.number, seller.name_vi)))
