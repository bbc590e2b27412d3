"""Puts the demo shop's sellers and goods into the database."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy import inspect

from marketplace import certification, stock
from marketplace.catalogue.models import Product, Variant
from marketplace.certification.models import Certificate, CertificateKind, CertificateState
from marketplace.clock import now, pretending, today
from marketplace.database import db
from marketplace.demo.content import Row
from marketplace.sellers.models import Seller, SellerEvent, SellerState
from marketplace.stock.models import Lot
from marketplace.text import fold
from marketplace.traceability.models import LotStep

OF_SELLER: Final = frozenset(column.key for column in inspect(Seller).column_attrs)
OF_PRODUCT: Final = frozenset(column.key for column in inspect(Product).column_attrs) - {"season_months"}


def add_seller(row: Row) -> Seller:
    """A seller as the articles describe it, with the decision that opened (or closed) its shop."""
    seller = Seller(**_only(row, OF_SELLER))
    seller.folded = fold(" ".join((seller.name_vi, seller.name_en, seller.printed_place_vi)))
    seller.created_at = now() - timedelta(days=400)
    for state in _decisions(SellerState(row["state"])):
        seller.events.append(SellerEvent(state=state, note=row.get("note", ""), at=now() - timedelta(days=380)))
    db.session.add(seller)
    return seller


def _only(row: Row, fields: frozenset[str]) -> Row:
    return {field: value for field, value in row.items() if field in fields}


def _decisions(state: SellerState) -> list[SellerState]:
    """What must have been decided for a seller to stand where it stands."""
    past = {SellerState.APPLIED: [], SellerState.APPROVED: [SellerState.APPROVED]}
    return past.get(state, [SellerState.APPROVED, state])


def add_product(row: Row, seller: Seller) -> Product:
    """A product with its pack sizes, lots, trace steps and certificates."""
    product = Product(**_only(row, OF_PRODUCT), seller=seller)
    product.season_months = sum(1 << (month - 1) for month in row.get("season_months", ()))
    product.created_at = now() - timedelta(days=300)
    packs = enumerate(row["variants"], 1)
    product.variants = [
        Variant(position=position, priced_at=product.created_at, **values) for position, values in packs
    ]
    db.session.add(product)
    db.session.flush()
    lots = [_add_lot(product, values) for values in row.get("lots", ())]
    _add_steps(lots, row.get("trace_steps", ()))
    _add_certificates(product, row)
    return product


def _add_lot(product: Product, values: Row) -> Lot:
    packed_on, days = _days_ago(values["packed_days_ago"]), product.shelf_life_days
    with pretending(now() - timedelta(days=values["packed_days_ago"])):
        return stock.receive(
            next(variant for variant in product.variants if variant.ref == values["ref"]),
            code=values["code"],
            quantity=values["received"],
            packed_on=packed_on,
            harvested_on=packed_on - timedelta(days=values["harvested_days_ago"] - values["packed_days_ago"]),
            best_before_on=packed_on + timedelta(days=days) if days else None,
        )


def _add_steps(lots: list[Lot], steps: list[Row]) -> None:
    """The story of the leading lot."""
    for values in steps if lots else ():
        happened_on = _days_ago(values["days_ago"])
        texts = {field: text for field, text in values.items() if field != "days_ago"}
        db.session.add(LotStep(lot_id=lots[0].id, happened_on=happened_on, **texts))


def _add_certificates(product: Product, row: Row) -> None:
    for values in row.get("ocop", ()):
        texts = {field: value for field, value in values.items() if field != "dated"}
        expires_on = certification.ocop_ends_on(values["issued_on"])
        has_demo_dates = values["dated"] != "source"
        _add_certificate(
            product, kind=CertificateKind.OCOP, expires_on=expires_on, has_demo_dates=has_demo_dates, **texts
        )
    for values in row.get("marks", ()):
        _add_certificate(product, has_demo_dates=True, **values)


def _add_certificate(product: Product, **values: object) -> None:
    db.session.add(Certificate(product_id=product.id, state=CertificateState.VERIFIED, **values))


def _days_ago(days: int) -> date:
    return today() - timedelta(days=days)
