"""The list of a shop's goods: narrowed, sorted and counted, with what of each pack size is left."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, exists, func, select, true
from sqlalchemy.orm import aliased
from sqlalchemy.orm.attributes import set_committed_value

from marketplace import stock
from marketplace.approvals import Approval, ApprovalState
from marketplace.approvals.listings import OF_LISTINGS
from marketplace.catalogue.drafts import Draft
from marketplace.catalogue.models import Product, Variant
from marketplace.clock import now
from marketplace.database import db
from marketplace.listings.folding import folded
from marketplace.stock import Level
from marketplace.text import fold

SENT_BACK_FOR: Final = timedelta(days=14)
"""How long the list reminds of a price that was sent back: no draft waits to be mended for it."""
MOST_WORDS: Final = 6


class View(StrEnum):
    """A part of the list. `ALL` leaves out what is archived."""

    ALL = "all"
    ON_SALE = "on sale"
    SOLD_OUT = "sold out"
    OFF = "off"
    WAITING = "waiting"
    SENT_BACK = "sent back"
    ARCHIVED = "archived"


class Sort(StrEnum):
    """How the list is sorted. `STATE` has what is on sale first; all end with the name."""

    STATE = "state"
    NAME = "name"
    CHEAPEST = "cheapest"
    DEAREST = "dearest"
    FEWEST = "fewest"
    NEWEST = "newest"


@dataclass(frozen=True)
class ListingFilter:
    """What narrows the list of a seller's goods. Of `words` each must be found in a name, with or without accents."""

    seller_id: int
    view: View = View.ALL
    category: str = ""
    words: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        """For a statement about products."""
        found: list[ColumnElement[bool]] = [Product.seller_id == self.seller_id, _VIEWS[self.view](self.seller_id)]
        if self.category:
            found.append(Product.category == self.category)
        name = folded(Product.name_vi + " " + Product.name_en)
        return found + [name.contains(word, autoescape=True) for word in fold(self.words).split()[:MOST_WORDS]]


@dataclass(frozen=True)
class Listing:
    """One product of the list with how full the shelf of each pack size is."""

    product: Product
    levels: dict[int, Level]
    is_waiting: bool
    is_sent_back: bool


def listings_of(wanted: ListingFilter, sort: Sort = Sort.STATE, *, limit: int, offset: int = 0) -> list[Listing]:
    """A part of the list: two statements."""
    waiting, sent_back = (part(wanted.seller_id) for part in (_is_waiting, _is_sent_back))
    asked = select(Product, waiting.label("waiting"), sent_back.label("sent_back"))
    ordered = asked.where(*wanted.conditions()).order_by(*_SORTS[sort](), _NAME, Product.id)
    rows = db.session.execute(ordered.limit(limit).offset(offset)).all()
    levels = _levels([product for product, *_ in rows])
    return [Listing(product, levels[product.id], waiting, sent_back) for product, waiting, sent_back in rows]


def count_listings(wanted: ListingFilter) -> tuple[dict[View, int], int]:
    """How much each part of the list holds under the other filters, and how many drafts the shop has: one statement."""
    parts = [func.count(case((_COUNTED.get(view, _VIEWS[view])(wanted.seller_id), Product.id))) for view in View]
    all_parts = replace(wanted, view=View.ALL).conditions()
    del all_parts[1]  # archived goods are counted as well
    drafts = select(func.count()).select_from(Draft).where(Draft.seller_id == wanted.seller_id).scalar_subquery()
    *counts, drafts_count = db.session.execute(select(*parts, drafts).select_from(Product).where(*all_parts)).one()
    found = dict(zip(View, counts, strict=True))
    found[View.SOLD_OUT] -= found[View.ON_SALE]
    return found, drafts_count


def chosen_of(seller_id: int, slugs: Sequence[str]) -> list[Product]:
    """Those of the seller's goods that are at these addresses, by name, fresh, with pack sizes: two statements."""
    return _chosen(Product.seller_id == seller_id, Product.slug.in_(slugs))


def all_chosen(wanted: ListingFilter, *, most: int) -> list[Product]:
    """All goods of a part of the list, at most so many, by name, fresh, with their pack sizes: two statements."""
    return _chosen(*wanted.conditions(), most=most)


def _chosen(*conditions: ColumnElement[bool], most: int | None = None) -> list[Product]:
    ordered = select(Product).where(*conditions).order_by(_NAME, Product.id).limit(most)
    products = list(db.session.scalars(ordered, execution_options={"populate_existing": True}))
    _with_packs(products, select(Variant))
    return products


def _levels(products: Sequence[Product]) -> dict[int, dict[int, Level]]:
    """How full the shelf of each pack size is; the pack sizes are read with it."""
    found: dict[int, dict[int, Level]] = {product.id: {} for product in products}
    for variant, left, stocked in _with_packs(products, select(Variant, stock.in_hand(), stock.stocked())):
        found[variant.product_id][variant.id] = Level(left, stocked)
    return found


def _with_packs(products: Sequence[Product], wanted: Any) -> Sequence[Any]:
    """Give the products their pack sizes by a statement that begins with them, and return its rows."""
    of_these = wanted.where(Variant.product_id.in_([product.id for product in products])).order_by(Variant.position)
    rows = db.session.execute(of_these, execution_options={"populate_existing": True}).all()
    packs: dict[int, list[Variant]] = {product.id: [] for product in products}
    for variant, *_ in rows:
        packs[variant.product_id].append(variant)
    for product in products:
        set_committed_value(product, "variants", packs[product.id])
        for variant in packs[product.id]:
            set_committed_value(variant, "product", product)
    return rows


def _asked_for(of_packs: ColumnElement[bool], *asked: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a request of this kind is about a product: about its draft, or, if `of_packs` holds too, about a price of
    it. The products are found once for a statement, from the few requests of a shop.
    """
    about = Approval.kind.in_(OF_LISTINGS), *asked
    drafts = select(Draft.product_id).join(Approval, Approval.subject == Draft.ref)
    packs = select(Variant.product_id).join(Approval, Approval.subject == Variant.ref).where(of_packs, *about)
    return Product.id.in_(drafts.where(Draft.product_id.is_not(None), *about).union_all(packs))


def _is_waiting(seller_id: int) -> ColumnElement[bool]:
    return _asked_for(true(), Approval.seller_id == seller_id, Approval.state == ApprovalState.WAITING)


def _is_sent_back(seller_id: int) -> ColumnElement[bool]:
    """The last thing asked for was sent back: its draft is to be mended, or a price was refused a short while ago."""
    later = aliased(Approval)
    is_last = ~exists().where(later.subject == Approval.subject, later.kind.in_(OF_LISTINGS), later.id > Approval.id)
    sent_back = Approval.state == ApprovalState.SENT_BACK
    is_fresh = Approval.decided_at > now() - SENT_BACK_FOR
    return _asked_for(is_fresh, Approval.seller_id == seller_id, sent_back, is_last)


_KEPT: Final = Product.archived_at.is_(None)
_VIEWS: Final[dict[View, Any]] = {
    View.ALL: lambda _shop: _KEPT,
    View.ON_SALE: lambda _shop: and_(Product.is_listed, stock.in_stock()),
    View.SOLD_OUT: lambda _shop: and_(Product.is_listed, ~stock.in_stock()),
    View.OFF: lambda _shop: and_(~Product.is_listed, _KEPT),
    View.WAITING: lambda shop: and_(_KEPT, _is_waiting(shop)),
    View.SENT_BACK: lambda shop: and_(_KEPT, _is_sent_back(shop)),
    View.ARCHIVED: lambda _shop: and_(~_KEPT, ~Product.is_gift_box),
}
_COUNTED: Final[dict[View, Any]] = {View.SOLD_OUT: lambda _shop: Product.is_listed}
"""What is counted in place of a part: of all that is listed, what is on sale is taken off afterwards."""
_NAME: Final = folded(Product.name_vi)
_FIRST_PRICE: Final = (
    select(func.min(Variant.price_vnd)).where(Variant.product_id == Product.id).correlate(Product).scalar_subquery()
)
_SORTS: Final[dict[Sort, Any]] = {
    Sort.STATE: lambda: (Product.is_listed.desc(),),
    Sort.NAME: tuple,
    Sort.CHEAPEST: lambda: (_FIRST_PRICE,),
    Sort.DEAREST: lambda: (_FIRST_PRICE.desc(),),
    Sort.FEWEST: lambda: (stock.left_of_product(),),
    Sort.NEWEST: lambda: (Product.created_at.desc(),),
}
