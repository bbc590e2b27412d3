"""What narrows a shelf, as conditions on its entries."""

from collections.abc import Iterable, Sequence

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    String,
    and_,
    bindparam,
    case,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased

from marketplace import certification, places, stock
from marketplace.catalogue.models import ShipScope, Variant
from marketplace.certification.models import CertificateKind
from marketplace.clock import today
from marketplace.places.zones import Zone, zone_between
from marketplace.prices import asked
from marketplace.search.engines import engine
from marketplace.search.ranking import Tiers
from marketplace.sellers.models import Seller
from marketplace.shelf.filters import CERTIFICATES, MARKS, Filters
from marketplace.shelf.models import ShelfEntry
from marketplace.shelf.pack_prices import unit_price_of

Condition = ColumnElement[bool]
Price = SQLColumnExpression[int]
Ends = tuple[Price, SQLColumnExpression[int | None]]
PACK = aliased(Variant)
PRICE = asked(PACK)
UNIT_PRICE = unit_price_of(PACK)
KINDS = tuple(CertificateKind)
CATEGORY = bindparam("category", type_=String)
MOST_FOUND = 20_001
"""Of the goods that answer words, nobody counts or sorts through more."""


def mask_of(kinds: Iterable[CertificateKind]) -> int:
    """Certificates as a bit mask, each kind one bit."""
    return sum(1 << KINDS.index(kind) for kind in set(kinds))


def in_season(month: int) -> Condition:
    """Goods that have a season to which this month (1 to 12) belongs."""
    return ShelfEntry.months.op("&")(1 << (month - 1)) > 0


def graded(*stars: int) -> Condition:
    """Goods whose OCOP certificate valid today carries one of these numbers of stars."""
    believed = ShelfEntry.stars.in_(stars) & (ShelfEntry.stars_until >= today())
    return _true_today(believed, _certified_stars().in_(stars))


def stars_now() -> ColumnElement[int]:
    """The OCOP stars valid today, 0 for none.

    An entry that the day has changed and nobody has renewed yet is not believed.
    """
    day = today()
    believed = case((ShelfEntry.stars_until >= day, ShelfEntry.stars), else_=0)
    return case((ShelfEntry.changes_on <= day, _certified_stars()), else_=believed)


def certificates_now() -> ColumnElement[int]:
    """The certificates valid today as a bit mask, found out in the same way as the stars."""
    day = today()
    believed = case((ShelfEntry.certificates_until >= day, ShelfEntry.certificates), else_=0)
    return case((ShelfEntry.changes_on <= day, _certified_certificates()), else_=believed)


def _certified_stars() -> ColumnElement[int]:
    return func.coalesce(certification.stars_today(ShelfEntry.product_id), 0)


def _certified_certificates() -> ColumnElement[int]:
    held = {kind: certification.has_today(kind, ShelfEntry.product_id) for kind in CERTIFICATES + MARKS}
    return sum((case((has_it, mask_of([kind])), else_=0) for kind, has_it in held.items()), literal(0))


def _true_today(believed: Condition, certified: Condition) -> Condition:
    """What the entry says, or, where the day has changed it and nobody has renewed it yet, what the certificates say.

    Written without CASE, so that PostgreSQL can tell how many goods that are.
    """
    is_due = ShelfEntry.changes_on <= today()
    return or_(believed & or_(ShelfEntry.changes_on.is_(None), ~is_due), is_due & certified)


def from_province(*codes: str) -> Condition:
    """Goods made in one of these provinces."""
    return ShelfEntry.province_code.in_(codes)


def from_commune(*codes: str) -> Condition:
    """Goods made in one of these communes."""
    return ShelfEntry.commune_code.in_(codes)


def certified(kinds: Sequence[CertificateKind]) -> Condition:
    """Goods that have at least one of these certificates, valid today."""
    mask = mask_of(kinds)
    believed = (ShelfEntry.certificates.op("&")(mask) > 0) & (ShelfEntry.certificates_until >= today())
    return _true_today(believed, _certified_certificates().op("&")(mask) > 0)


def in_stock() -> Condition:
    """Goods of which something can be sold today."""
    return ShelfEntry.fresh_until >= today()


def is_in_stock() -> Condition:
    """The same, so that its opposite is true of what cannot be sold at all."""
    return ShelfEntry.fresh_until.is_not(None) & in_stock()


def priced(lowest: int | None, highest: int | None) -> Condition | None:
    """Goods of which a pack size that can be bought costs so much."""
    return _any_between(PRICE, (ShelfEntry.price_vnd, ShelfEntry.highest_price_vnd), lowest, highest)


def unit_priced(lowest: int | None, highest: int | None) -> Condition | None:
    """Goods of which a pack size that can be bought costs so much for a kilogram, a litre or a piece."""
    ends = ShelfEntry.unit_price_vnd, ShelfEntry.highest_unit_price_vnd
    return _any_between(UNIT_PRICE, ends, lowest, highest)


def reaching(commune_code: str) -> Condition:
    """Goods that are sent as far as this commune. Nothing reaches a commune that does not exist."""
    commune = places.find_commune(commune_code)
    if commune is None:
        return false()
    here = commune.province.code
    near = [each.code for each in places.provinces() if zone_between(each.code, here) <= Zone.SAME_REGION]
    regional = (ShelfEntry.ship_scope == ShipScope.REGION) & ShelfEntry.province_code.in_(near)
    local = ShelfEntry.province_code == here
    return or_(ShelfEntry.ship_scope == ShipScope.NATION, regional, local)


def groups(filters: Filters) -> dict[str, Condition]:
    """The conditions of the filters that narrow, by the field a shopper chose them with; all must hold."""
    found = {
        "provinces": from_province(*filters.provinces) if filters.provinces else None,
        "communes": from_commune(*filters.communes) if filters.communes else None,
        "sellers": _sold_by(filters.sellers) if filters.sellers else None,
        "stars": graded(*filters.stars) if filters.stars else None,
        "certificates": certified(filters.certificates) if filters.certificates else None,
        "marks": certified(filters.marks) if filters.marks else None,
        "months": or_(*map(in_season, filters.months)) if filters.months else None,
        "storage": ShelfEntry.storage_class.in_(filters.storage) if filters.storage else None,
        "price": priced(filters.price_from_vnd, filters.price_to_vnd),
        "unit_price": unit_priced(filters.unit_price_from_vnd, filters.unit_price_to_vnd),
        "reach": reaching(filters.reach) if filters.reach else None,
        "is_traceable": ShelfEntry.is_traceable.is_(True) if filters.is_traceable else None,
        "in_stock": in_stock() if filters.in_stock else None,
    }
    return {field: condition for field, condition in found.items() if condition is not None}


def within(filters: Filters) -> Condition:
    """The shelf that is narrowed: everything, or one category, whose name is the statement's parameter `category`."""
    return ShelfEntry.category == CATEGORY if filters.category else true()


def answering(tiers: Tiers) -> Condition:
    """Goods that answer the words, of the broadest those that sell best.

    Where the index takes words as parameters, they are the statement's parameter `words`.
    """
    index = engine()
    found = select(index.rank).where(index.matches(tiers.all, "words")).order_by(index.rank.desc())
    return ShelfEntry.rank.in_(found.limit(literal_column(str(MOST_FOUND))))


def _sold_by(slugs: Sequence[str]) -> Condition:
    return ShelfEntry.seller_id.in_(select(Seller.id).where(Seller.slug.in_(slugs)))


def _any_between(price: Price, ends: Ends, lowest: int | None, highest: int | None) -> Condition | None:
    """Whether a pack size costs so much, `price` being what each one costs and `ends` the least and most of them.

    The pack sizes themselves are looked at only where neither the cheapest nor the dearest one tells.
    """
    least, most = ends[0], func.coalesce(*ends[::-1])
    if lowest is None:
        return least <= highest if highest is not None else None
    if highest is None:
        return most >= lowest
    mine = (PACK.product_id == ShelfEntry.product_id) & (stock.has_left(PACK) | ~is_in_stock())
    between = select(PACK.id).where(mine, price.between(lowest, highest)).correlate(ShelfEntry).exists()
    return and_(least <= highest, most >= lowest, or_(least >= lowest, most <= highest, between))
