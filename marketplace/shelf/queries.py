"""The storefront's questions: shelves of cards and the product page."""

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager

from marketplace import certification
from marketplace.catalogue import Category
from marketplace.catalogue.errors import ProductNotFound
from marketplace.catalogue.models import Product, Variant
from marketplace.certification.models import CertificateKind
from marketplace.clock import today
from marketplace.database import db
from marketplace.sellers.models import Seller, SellerState
from marketplace.shelf.models import Card, Pack, ProductPage, Shelf
from marketplace.stock.models import Lot
from marketplace.stock.queries import left_of_variant, sellable
from marketplace.text import fold
from marketplace.traceability.models import LotStep

PAGE_SIZE = 24
LAST_PAGE = 1_000


class Order(StrEnum):
    """How a shelf is sorted."""

    POPULAR = "popular"
    NEWEST = "newest"
    CHEAPEST = "cheapest"
    DEAREST = "dearest"


SORTED_BY = {
    Order.POPULAR: (Product.sold_units.desc(), Product.id.desc()),
    Order.NEWEST: (Product.id.desc(),),
    Order.CHEAPEST: (Variant.price_vnd, Product.id.desc()),
    Order.DEAREST: (Variant.price_vnd.desc(), Product.id.desc()),
}


def on_sale() -> ColumnElement[bool]:
    """A condition on products joined with sellers: listed by an approved seller."""
    return Product.is_listed & (Seller.state == SellerState.APPROVED)


def in_season(month: int) -> ColumnElement[bool]:
    """A condition on products: they have a season and this month (1 to 12) belongs to it."""
    return Product.season_months.op("&")(1 << (month - 1)) > 0


def of_family(family: Category) -> ColumnElement[bool]:
    """A condition on products: they belong to this family."""
    return Product.category == family.slug


def made_by(seller: Seller) -> ColumnElement[bool]:
    """A condition on products: this seller makes them."""
    return Product.seller_id == seller.id


def graded(stars: int) -> ColumnElement[bool]:
    """A condition on products: their OCOP certificate that is valid today carries so many stars."""
    return certification.stars_today() == stars


def matching(words: str) -> ColumnElement[bool]:
    """A condition on products: every word occurs, accents or not, in name, maker, place or category."""
    condition: ColumnElement[bool] = on_sale()
    for word in fold(words).split()[:8]:
        condition &= Product.folded.contains(word, autoescape=True)
    return condition


def shelf(
    *conditions: ColumnElement[bool], order: Order = Order.POPULAR, page: int = 1, size: int = PAGE_SIZE
) -> Shelf:
    """One page of the goods on sale that meet the conditions, and how many there are: two statements."""
    page = min(max(page, 1), LAST_PAGE)
    wanted = _cards().where(on_sale(), *conditions).order_by(*SORTED_BY[order])
    cards = _load(wanted.limit(size).offset((page - 1) * size))
    counted = select(func.count()).select_from(Product).join(Product.seller).where(on_sale(), *conditions)
    return Shelf(cards, db.session.scalar(counted) or 0, page, size)


def strip(*conditions: ColumnElement[bool], size: int, order: Order = Order.POPULAR) -> list[Card]:
    """A few cards in one statement, goods that can be bought first."""
    sold_out_last = (left_of_variant() == 0).asc()
    return _load(_cards().where(on_sale(), *conditions).order_by(sold_out_last, *SORTED_BY[order]).limit(size))


def related(product: Product, *, size: int = 5) -> list[Card]:
    """Other goods of the same family, from other makers first."""
    others = _cards().where(on_sale(), Product.category == product.category, Product.id != product.id)
    same_maker_last = (Product.seller_id == product.seller_id).asc()
    return _load(others.order_by(same_maker_last, *SORTED_BY[Order.POPULAR]).limit(size))


def _cards() -> Select[Product, Variant, int | None, int]:
    columns = select(Product, Variant, certification.stars_today(), left_of_variant())
    first_pack = (Variant.product_id == Product.id) & (Variant.position == 1)
    return columns.join(Variant, first_pack).join(Product.seller).options(contains_eager(Product.seller))


def _load(statement: Select[Product, Variant, int | None, int]) -> list[Card]:
    return [Card(product, variant, stars or 0, left) for product, variant, stars, left in db.session.execute(statement)]


def get_product_page(slug: str) -> ProductPage:
    """The product at this address with packs, lots, steps and papers: two statements. Raises ProductNotFound."""
    rows = db.session.execute(_product_rows().where(Product.slug == slug, on_sale())).all()
    if not rows:
        raise ProductNotFound()
    product = rows[0].Product
    papers = certification.find_certificates(product.id)
    stars = [paper.stars or 0 for paper in papers if paper.kind == CertificateKind.OCOP and paper.is_valid_on(today())]
    lots = {row.Lot.id: row.Lot for row in rows if row.Lot}
    steps = {row.LotStep.id: row.LotStep for row in rows if row.LotStep}
    packs = tuple(_pack(row.Variant, lots.values()) for row in {row.Variant.id: row for row in rows}.values())
    return ProductPage(product, packs, tuple(steps.values()), tuple(papers), max(stars, default=0))


def _product_rows() -> Select[Product, Variant, Lot, LotStep]:
    rows = select(Product, Variant, Lot, LotStep).join(Variant, Variant.product_id == Product.id).join(Product.seller)
    rows = rows.outerjoin(Lot, (Lot.variant_id == Variant.id) & sellable()).outerjoin(LotStep, LotStep.lot_id == Lot.id)
    order = (
        Variant.position,
        Lot.best_before_on.is_(None),
        Lot.best_before_on,
        Lot.id,
        LotStep.happened_on,
        LotStep.id,
    )
    return rows.options(contains_eager(Product.seller)).order_by(*order)


def _pack(variant: Variant, lots: Iterable[Lot]) -> Pack:
    return Pack(variant, tuple(lot for lot in lots if lot.variant_id == variant.id))
