"""Keeping the shelf true: its entries and the search index are made from the goods whenever these change."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from hashlib import md5
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, case, delete, func, insert, select, update
from sqlalchemy.orm import Bundle

from marketplace import places
from marketplace.catalogue import get_category
from marketplace.catalogue.models import Product, Variant
from marketplace.certification.models import Certificate, CertificateKind, CertificateState
from marketplace.clock import today
from marketplace.database import db
from marketplace.places.registry import former_units
from marketplace.prices import asked, turns
from marketplace.search.engines import engine
from marketplace.search.tokens import Document, tokens_of
from marketplace.sellers.models import Seller
from marketplace.shelf.conditions import mask_of
from marketplace.shelf.facet_cache import facet_cache
from marketplace.shelf.models import ShelfEntry, average
from marketplace.shelf.pack_prices import unit_price_of
from marketplace.stock import is_on_sale, sellable
from marketplace.stock.models import Lot
from marketplace.traceability.models import LotStep

ENTRY: Final = ShelfEntry.__table__
FOREVER: Final = date.max
OF_PRODUCT: Final[Bundle[Any]] = Bundle(
    "product",
    *(Product.id, Product.is_listed, Product.category, Product.name_vi, Product.name_en, Product.keywords),
    *(Product.sold_units, Product.review_count, Product.review_points),
    *(Product.season_months, Product.storage_class, Product.ship_scope),
)
OF_SELLER: Final[Bundle[Any]] = Bundle(
    "seller",
    *(Seller.id, Seller.state, Seller.name_vi, Seller.name_en),
    *(Seller.printed_place_vi, Seller.province_code, Seller.commune_code),
)
LAST_DAY: Final = func.coalesce(Lot.orders_until, Lot.best_before_on, FOREVER, type_=Lot.best_before_on.type)
PRICES: Final = {
    "price_vnd": func.min(asked(Variant)),
    "unit_price_vnd": func.min(unit_price_of(Variant)),
    "highest_price_vnd": func.max(asked(Variant)),
    "highest_unit_price_vnd": func.max(unit_price_of(Variant)),
}
UNSEEN: Final = {"synchronize_session": False}
Row = dict[str, Any]
Day = SQLColumnExpression[date | None]


@dataclass(frozen=True)
class Listing:
    """One product as it should be found: its entry, and its tokens in the search index."""

    entry: Row
    tokens: tuple[str, ...]


class Packs(NamedTuple):
    """What can be sold of a product: until when, until when something whose way is told, and at which prices.

    `first_end` is the day on which the first lot is past its best, where that may change the prices; from
    `sale_from` on the next promotion runs, and until `sale_until` one that runs now.
    """

    product_id: int
    fresh_until: date | None
    told_until: date | None
    first_end: date | None
    sale_from: date | None
    sale_until: date | None
    price_vnd: int
    unit_price_vnd: int
    highest_price_vnd: int
    highest_unit_price_vnd: int


def index_products(product_ids: Iterable[int]) -> int:
    """Make the entries of these products anew; returns how many changed. Goods not on sale lose theirs."""
    wanted = sorted(set(product_ids))
    _wait_for_others(wanted)
    fresh = {listing.entry["product_id"]: listing for listing in _listings(wanted)}
    statement = select(*ENTRY.c).where(ENTRY.c.product_id.in_(wanted))
    present = {row["product_id"]: dict(row) for row in db.session.execute(statement).mappings()}
    changed = [key for key, listing in fresh.items() if listing.entry != present.get(key)]
    gone = present.keys() - fresh.keys()
    if not changed and not gone:
        return 0
    stale = [present[key]["rank"] for key in (*changed, *gone) if key in present]
    db.session.execute(delete(ShelfEntry).where(ShelfEntry.rank.in_(stale)), execution_options=UNSEEN)
    if changed:
        db.session.execute(insert(ShelfEntry), [fresh[key].entry for key in changed])
    reworded = [key for key in changed if _place_in_index(present.get(key)) != _place_in_index(fresh[key].entry)]
    _index([fresh[key] for key in reworded], [present[key]["rank"] for key in (*reworded, *gone) if key in present])
    _note_change()
    return len(changed) + len(gone)


def renew_stock(lot_ids: Sequence[int], *, but: Collection[int] = ()) -> None:
    """Bring what the entries say of stock up to date, after a change of these lots alone: words have not changed.

    The products `but` are left out. An entry whose day of change has come keeps that day, because what else the day
    brought is still to be renewed; a day too early costs a renewal and no truth.
    """
    products = select(Variant.product_id).join(Lot, Lot.variant_id == Variant.id).where(Lot.id.in_(lot_ids))
    others = products.where(Variant.product_id.not_in(but)) if but else products
    _wait_for_others(others)
    _restock(others)
    _note_change()


def _restock(products: Select[int]) -> None:
    packs = _packs_of(products).subquery()
    told_until, first_end = (case((end < FOREVER, end)) for end in (packs.c.told_until, packs.c.first_end))
    stock = {
        "is_traceable": packs.c.told_until.is_not(None),
        "changes_on": _sooner(ShelfEntry.changes_on, _sooner(told_until, first_end)),
        **{name: packs.c[name] for name in ("fresh_until", *PRICES)},
    }
    entries = update(ShelfEntry).where(ShelfEntry.product_id == packs.c.product_id).values(stock)
    db.session.execute(entries, execution_options=UNSEEN)


def _sooner(day: Day, other: Day) -> ColumnElement[date | None]:
    """The earlier of two days of which each may be missing."""
    return case((day < other, day), else_=func.coalesce(other, day))


def _packs_of(products: Select[int] | Sequence[int]) -> Select[Any]:
    """The columns of `Packs` for each of these products that has pack sizes."""
    is_sold = Lot.id.is_not(None)
    first_end = func.min(LAST_DAY).filter(is_sold)
    rows = select(
        Variant.product_id,
        func.max(LAST_DAY).filter(is_sold).label("fresh_until"),
        func.max(LAST_DAY).filter(LotStep.id.is_not(None)).label("told_until"),
        case((func.count(Variant.id.distinct()) > 1, first_end)).label("first_end"),
        *(func.min(turn).label(name) for name, turn in zip(("sale_from", "sale_until"), turns(Variant), strict=True)),
        *(_of_sold(price, is_sold).label(name) for name, price in PRICES.items()),
    )
    rows = rows.outerjoin(Lot, (Lot.variant_id == Variant.id) & sellable()).outerjoin(LotStep)
    return rows.where(Variant.product_id.in_(products)).group_by(Variant.product_id)


def _of_sold(price: Any, is_sold: ColumnElement[bool]) -> ColumnElement[int]:
    """An aggregate over the pack sizes that can be bought, of a sold-out product over all of them."""
    return func.coalesce(price.filter(is_sold), price)


def _place_in_index(entry: Row | None) -> tuple[Any, ...] | None:
    """All that the index keeps of an entry: its rank and, as their digest, its words."""
    return (entry["rank"], entry["digest"]) if entry else None


def _note_change() -> None:
    db.session().info["shelf_changed"] = True
    facet_cache.note_change()


def _wait_for_others(product_ids: Sequence[int] | Select[int]) -> None:
    """One renewal of a product at a time: two that do not see each other's change would both write a half truth."""
    rows = select(Product.id).where(Product.id.in_(product_ids)).order_by(Product.id)
    db.session.execute(rows.with_for_update(key_share=True))


def _index(listings: Sequence[Listing], stale: Sequence[int]) -> None:
    """Put these listings into the search index, after those at the ranks `stale` and any left there by accident."""
    tokens = {listing.entry["rank"]: listing.tokens for listing in listings}
    if stale or tokens:
        engine().remove([*stale, *tokens])
    if tokens:
        engine().add(tokens)


def _listings(product_ids: Sequence[int]) -> Iterator[Listing]:
    """The listings of those of these products that are on sale."""
    goods = _goods(product_ids)
    certificates, packs = _certificates(goods), _packs(goods)
    for key, row in goods.items():
        if key in packs:
            yield _listing(row.product, row.seller, packs[key], certificates[key])


def _goods(product_ids: Sequence[int]) -> dict[int, Any]:
    """Plain columns: objects that the session already holds may be older than what statements wrote."""
    columns = select(OF_PRODUCT, OF_SELLER).join(Product.seller)
    rows = db.session.execute(columns.where(Product.id.in_(product_ids)))
    # Whether it is on sale is asked here: as a condition it leads SQLite to begin with all approved sellers.
    return {row.product.id: row for row in rows if is_on_sale(row.product, row.seller)}


def _certificates(product_ids: Iterable[int]) -> dict[int, list[Certificate]]:
    known = Certificate.product_id.in_(list(product_ids)) & (Certificate.state == CertificateState.VERIFIED)
    found = defaultdict(list)
    for certificate in db.session.scalars(
        select(Certificate).where(known), execution_options={"populate_existing": True}
    ):
        found[certificate.product_id].append(certificate)
    return found


def _packs(product_ids: Iterable[int]) -> dict[int, Packs]:
    """What can be sold of each product."""
    rows = db.session.execute(_packs_of(list(product_ids)))
    return {packs.product_id: packs for packs in map(Packs._make, rows)}


def _listing(product: Any, seller: Any, packs: Packs, certificates: list[Certificate]) -> Listing:
    tokens = tuple(tokens_of(_document(product, seller)))
    stars = average(product.review_count, product.review_points)
    entry = {
        "product_id": product.id,
        "rank": product.sold_units << 32 | product.id,
        "category": product.category,
        "seller_id": seller.id,
        "province_code": seller.province_code,
        "commune_code": seller.commune_code,
        **{name: getattr(packs, name) for name in PRICES},
        "rating": round(100 * stars) if stars else 0,
        "months": product.season_months,
        "storage_class": str(product.storage_class),
        "ship_scope": str(product.ship_scope),
        "fresh_until": packs.fresh_until,
        "is_traceable": packs.told_until is not None,
        "digest": md5(" ".join(tokens).encode(), usedforsecurity=False).hexdigest(),
        "changes_on": min(_changes(certificates, packs), default=None),
        **_certified(certificates),
    }
    return Listing(entry, tokens)


def _changes(certificates: list[Certificate], packs: Packs) -> Iterator[date]:
    """The days to come on which a certificate or a promotion begins or is over, a lot is past its best, or none is left
    whose way is told.
    """
    day = today()
    yield from [packs.sale_from] if packs.sale_from else ()
    yield from (certificate.issued_on for certificate in certificates if certificate.issued_on > day)
    ends = [
        packs.told_until or FOREVER,
        packs.first_end or FOREVER,
        packs.sale_until or FOREVER,
        *(_end(certificate) for certificate in certificates if certificate.is_valid_on(day)),
    ]
    yield from (end + timedelta(days=1) for end in ends if end < FOREVER)


def _certified(certificates: list[Certificate]) -> Row:
    """What is certified today, and until when."""
    day = today()
    valid = [certificate for certificate in certificates if certificate.is_valid_on(day)]
    graded = max(
        (certificate for certificate in valid if certificate.stars),
        key=lambda certificate: (certificate.stars, _end(certificate)),
        default=None,
    )
    others = [certificate for certificate in valid if certificate.kind != CertificateKind.OCOP]
    return {
        "stars": graded.stars if graded else 0,
        "stars_until": _end(graded) if graded else None,
        "certificates": mask_of(certificate.kind for certificate in others),
        "certificates_until": min(map(_end, others), default=None),
    }


def _end(certificate: Certificate) -> date:
    return certificate.expires_on or FOREVER


def _document(product: Any, seller: Any) -> Document:
    category = get_category(product.category)
    around = (product.keywords, category.name_vi, category.name_en, seller.name_vi, seller.name_en)
    printed = tuple(part.strip() for part in seller.printed_place_vi.split(","))
    places_now = _place_names(seller.commune_code, seller.province_code)
    return Document((product.name_vi, product.name_en), around, (*printed, *places_now))


@cache
def _place_names(commune_code: str, province_code: str) -> tuple[str, ...]:
    """The present commune and province, and the former districts and provinces that the commune was part of."""
    commune = places.find_commune(commune_code)
    if commune is None:
        return (places.get_province(province_code).short_name,)
    return commune.short_name, commune.province.short_name, *_former_names().get(commune_code, ())


@cache
def _former_names() -> dict[str, tuple[str, ...]]:
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for unit in former_units():
        for commune in unit.communes if unit.ward else ():
            names[commune.code] |= dict.fromkeys((unit.ward, unit.district, unit.province))
    return {code: tuple(found) for code, found in names.items()}
