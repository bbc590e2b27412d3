"""The shelf in plain Python: what filters leave and what stands beside them, counted one product at a time."""

import random
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from marketplace import places
from marketplace.catalogue.models import Product, StorageClass, Variant
from marketplace.catalogue.seasons import months_in
from marketplace.certification.models import Certificate, CertificateKind
from marketplace.clock import today
from marketplace.database import db
from marketplace.money import unit_price
from marketplace.places import Region
from marketplace.sellers.models import Seller
from marketplace.shelf import Filters
from marketplace.shelf.filters import CERTIFICATES, MARKS
from marketplace.stock.models import Lot
from marketplace.traceability.models import LotStep

GROUPS = ("provinces", "communes", "sellers", "stars", "certificates", "marks", "months", "storage")


@dataclass(frozen=True)
class Goods:
    """One product on sale, each field the set of values that a filter of that name may choose.

    The prices are those of the pack sizes that can be bought, of a sold-out product those of all.
    """

    id: int
    category: str
    provinces: frozenset[str]
    communes: frozenset[str]
    sellers: frozenset[str]
    stars: frozenset[int]
    certificates: frozenset[CertificateKind]
    marks: frozenset[CertificateKind]
    months: frozenset[int]
    storage: frozenset[StorageClass]
    prices: tuple[int, ...]
    unit_prices: tuple[int, ...]
    scope: str
    region: Region
    is_traceable: bool
    in_stock: bool


def catalogue() -> list[Goods]:
    """Everything on sale."""
    day = today()
    certificates: dict[int, list[Certificate]] = {}
    for certificate in db.session.scalars(select(Certificate)):
        if certificate.is_valid_on(day):
            certificates.setdefault(certificate.product_id, []).append(certificate)
    lots: dict[int, list[Lot]] = {}
    for lot, product_id in db.session.execute(select(Lot, Variant.product_id).join(Lot.variant)):
        if lot.on_hand and (lot.best_before_on is None or lot.best_before_on >= day):
            lots.setdefault(product_id, []).append(lot)
    told = set(db.session.scalars(select(LotStep.lot_id)))
    rows = db.session.execute(
        select(Product, Seller)
        .join(Seller, Seller.id == Product.seller_id)
        .where(Product.is_listed, Seller.state == "approved")
    )
    return [_goods(*row, certificates.get(row[0].id, []), lots.get(row[0].id, []), told) for row in rows]


def _goods(product: Product, seller: Seller, certificates: list[Certificate], lots: list[Lot], told: set[int]) -> Goods:
    kinds = {certificate.kind for certificate in certificates}
    grade = max((certificate.stars or 0 for certificate in certificates), default=0)
    sold = {lot.variant_id for lot in lots}
    packs = [pack for pack in product.variants if pack.id in sold] or product.variants
    return Goods(
        id=product.id,
        category=product.category,
        provinces=frozenset({seller.province_code}),
        communes=frozenset({seller.commune_code}),
        sellers=frozenset({seller.slug}),
        stars=frozenset({grade} - {0}),
        certificates=frozenset(kinds & set(CERTIFICATES)),
        marks=frozenset(kinds & set(MARKS)),
        months=frozenset(months_in(product.season_months)),
        storage=frozenset({StorageClass(product.storage_class)}),
        prices=tuple(pack.price_vnd for pack in packs),
        unit_prices=tuple(map(_unit_price, packs)),
        scope=product.ship_scope,
        region=places.get_province(seller.province_code).region,
        is_traceable=any(lot.id in told for lot in lots),
        in_stock=bool(lots),
    )


def _unit_price(pack: Variant) -> int:
    price = unit_price(pack.price_vnd, pack.content_amount, pack.content_unit)
    return price.amount_vnd if price else pack.price_vnd


def fits(goods: Goods, filters: Filters, *, but: str = "") -> bool:
    """Whether the product passes every filter, or all but one."""
    verdicts = {group: bool(getattr(goods, group) & set(getattr(filters, group))) for group in GROUPS}
    used = {group: verdicts[group] for group in GROUPS if getattr(filters, group)}
    used |= {flag: getattr(goods, flag) for flag in ("is_traceable", "in_stock") if getattr(filters, flag)}
    used["price"] = _any_between(goods.prices, filters.price_from_vnd, filters.price_to_vnd)
    used["unit_price"] = _any_between(goods.unit_prices, filters.unit_price_from_vnd, filters.unit_price_to_vnd)
    used["reach"] = not filters.reach or _reaches(goods, filters.reach)
    in_category = filters.category in ("", goods.category)
    return in_category and all(passed for group, passed in used.items() if group != but)


def counts(goods: list[Goods], filters: Filters, group: str) -> Counter[Any]:
    """How many goods each value of the group would leave, given all other filters."""
    there = [each for each in goods if fits(each, filters, but=group)]
    return Counter(value for each in there for value in getattr(each, group))


def some_filters(goods: list[Goods], seed: int) -> Filters:
    """Filters that somebody might choose: values that occur, a few at a time."""
    dice = random.Random(seed)
    values: dict[str, Any] = {}
    for group in GROUPS:
        known = sorted({value for each in goods for value in getattr(each, group)})
        if known and dice.random() < 0.25:
            values[group] = tuple(sorted(dice.sample(known, dice.randint(1, min(4, len(known))))))
    values |= _some_prices(goods, dice)
    if dice.random() < 0.3:
        values["category"] = dice.choice(goods).category
    if dice.random() < 0.2:
        values["reach"] = dice.choice(["00004", "05014"])
    return Filters(**values, is_traceable=dice.random() < 0.1, in_stock=dice.random() < 0.3)


def _some_prices(goods: list[Goods], dice: random.Random) -> dict[str, int]:
    prices = {"price": "prices", "unit_price": "unit_prices"}
    known = {name: sorted(price for each in goods for price in getattr(each, of)) for name, of in prices.items()}
    ends = [f"{name}_{end}_vnd" for name in prices for end in ("from", "to")]
    return {end: dice.choice(known[end.rsplit("_", 2)[0]]) for end in ends if dice.random() < 0.3}


def _any_between(prices: tuple[int, ...], lowest: int | None, highest: int | None) -> bool:
    return any((lowest is None or price >= lowest) and (highest is None or price <= highest) for price in prices)


def _reaches(goods: Goods, commune_code: str) -> bool:
    there = places.get_commune(commune_code).province
    is_near = goods.scope == "region" and goods.region == there.region
    return goods.scope == "nation" or is_near or there.code in goods.provinces
