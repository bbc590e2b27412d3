"""The product page's questions: the goods with packs, lots and certificates."""

import json
from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import JSON, ColumnElement, Row, Select, String, bindparam, cast, select

from marketplace import certification
from marketplace.catalogue.errors import ProductArchived, ProductGone, ProductNotFound
from marketplace.catalogue.models import Product, Variant
from marketplace.catalogue.weighing import Weighing, read_weighing
from marketplace.certification.models import Certificate, CertificateState
from marketplace.clock import today
from marketplace.prices import Sale
from marketplace.sellers import days_off_in
from marketplace.sellers.models import Seller, SellerState
from marketplace.shelf import cards
from marketplace.shelf.product_models import (
    Fact,
    Goods,
    Lot,
    Pack,
    Photo,
    ProductCertificate,
    ProductPage,
    ProductSeller,
    Step,
)
from marketplace.stock import FIRST_EXPIRING, is_on_sale, sellable
from marketplace.stock import models as stock
from marketplace.stock.holders import promised_to_others
from marketplace.traceability.models import LotStep

Values = tuple[Any, ...]


def _columns(told: type[NamedTuple], table: type, besides: Collection[str] = ()) -> list[ColumnElement[Any]]:
    """The columns of `table` that fill the fields of `told`, `besides` those that are read otherwise.

    JSON stays text: rows can then be compared, and are read into objects only when they have changed.
    """
    columns = (getattr(table, name) for name in told._fields if name not in besides)
    return [cast(column, String) if isinstance(column.type, JSON) else column for column in columns]


PARTS = (
    _columns(Goods, Product),
    _columns(ProductSeller, Seller),
    [*_columns(Pack, Variant, besides=("lots", "promised")), promised_to_others()],
    _columns(Lot, stock.Lot),
    _columns(Step, LotStep),
)

PRICE, SALE = Pack._fields.index("price_vnd"), Pack._fields.index("sale")


def get_product_page(slug: str, *extras: ColumnElement[Any]) -> ProductPage:
    """The product at this address with packs, sellable lots, steps and certificates: two statements.

    `extras` are columns correlated to Product; their values stand in the page's `extras`. Raises ProductNotFound,
    ProductArchived, or ProductGone while the product or its seller is not on sale.
    """
    statement = _rows(today())
    rows = cards.read(statement.add_columns(*extras) if extras else statement, slug=slug)
    if not rows:
        raise ProductNotFound()
    return _page(tuple(rows), tuple(cards.read(_certificates(today()), id=rows[0][0])))


@lru_cache(maxsize=500)
def _page(found: tuple[Row[Any], ...], certificates: tuple[Row[Any], ...]) -> ProductPage:
    """What these rows tell; the same page for the same rows."""
    rows = [_parts(row) for row in found]
    product, seller, answers = _goods(rows[0][0]), _seller(rows[0][1]), rows[0][-1]
    if not is_on_sale(product, seller):
        raise _gone(product, seller)
    steps = {step[0]: Step(*step) for *_, step, _ in rows if step[0]}
    return ProductPage(
        product=product,
        seller=seller,
        packs=tuple(_packs(rows)),
        steps=tuple(steps.values()),
        certificates=tuple(ProductCertificate(*tuple(row)) for row in certificates),
        extras=answers,
    )


def _gone(product: Goods, seller: ProductSeller) -> ProductGone:
    """Of goods that an open shop put away, whose they were."""
    told = {"name_vi": product.name_vi, "name_en": product.name_en, "category": product.category}
    if product.archived_at is None or seller.state != SellerState.APPROVED:
        return ProductGone(**told)
    return ProductArchived(maker_slug=seller.slug, maker_vi=seller.name_vi, maker_en=seller.name_en, **told)


@lru_cache(maxsize=2)
def _rows(_day: date) -> Select[Any]:
    """A row for each step of each lot of each pack. Built once a day: which lots can be sold depends on the day."""
    rows = select(*(column for part in PARTS for column in part)).where(Product.slug == bindparam("slug"))
    rows = rows.join_from(Product, Seller).join(Variant, Variant.product_id == Product.id)
    rows = rows.outerjoin(stock.Lot, (stock.Lot.variant_id == Variant.id) & sellable())
    rows = rows.outerjoin(LotStep, LotStep.lot_id == stock.Lot.id)
    return rows.order_by(Variant.position, *FIRST_EXPIRING, LotStep.happened_on, LotStep.id)


@lru_cache(maxsize=2)
def _certificates(_day: date) -> Select[Any]:
    """All verified certificates of a product, newest first. Built once a day: which are valid depends on it."""
    columns = select(*_columns(ProductCertificate, Certificate, besides=("is_valid",)), certification.valid_today())
    seen = columns.where(Certificate.product_id == bindparam("id"), Certificate.state != CertificateState.SUBMITTED)
    return seen.order_by(Certificate.issued_on.desc(), Certificate.id.desc())


def _parts(row: Iterable[Any]) -> list[Values]:
    """A row cut into its parts; what the caller added comes last."""
    values = iter(row)
    return [tuple(islice(values, len(part))) for part in PARTS] + [tuple(values)]


def _goods(values: Values) -> Goods:
    photos = tuple(Photo(**photo) for photo in json.loads(values[-1]))
    return Goods(*(*values[:-1], photos))


def _seller(values: Values) -> ProductSeller:
    days_off, facts = map(json.loads, values[-2:])
    return ProductSeller(*(*values[:-2], days_off_in(days_off), tuple(Fact(**fact) for fact in facts)))


def _packs(rows: list[list[Values]]) -> Iterable[Pack]:
    packs = {pack[0]: pack for _, _, pack, *_ in rows}
    lots = {lot[0]: (pack[0], Lot(*lot)) for _, _, pack, lot, *_ in rows if lot[0]}
    for key, (*values, promised) in packs.items():
        sale, usual_vnd = values[SALE], values[PRICE]
        asked_vnd = sale.price_vnd if sale else usual_vnd
        breaks = tuple((start, price) for start, price in json.loads(values[-3]) if price < asked_vnd)
        weighing, box = (json.loads(value or "null") for value in values[-2:])
        own = tuple(lot for pack, lot in lots.values() if pack == key)
        told = (*values[:PRICE], asked_vnd, *values[SALE:-3])
        yield Pack(*(*told, breaks, _asked_by_weight(weighing, sale), tuple(box) if box else None, own, promised))


def _asked_by_weight(stored: dict[str, Any] | None, sale: Sale | None) -> Weighing | None:
    """How it is paid by weight, at the price of the promotion that runs."""
    weighing = read_weighing(stored)
    return weighing.at_estimate(sale.price_vnd) if weighing and sale else weighing
