"""Noticing what changes, so that nobody can forget to renew the shelf."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session, UOWTransaction

from marketplace.catalogue.models import Product, Variant
from marketplace.certification.models import Certificate
from marketplace.database import db
from marketplace.sellers.models import Seller
from marketplace.shelf.facet_cache import facet_cache
from marketplace.shelf.indexing import index_products, renew_stock
from marketplace.stock.models import Lot
from marketplace.traceability.models import LotStep

Keys = list[int]
TELLING: dict[type[Any], Callable[[Keys], Any]] = {
    Product: lambda keys: keys,
    Variant: lambda keys: select(Variant.product_id).where(Variant.id.in_(keys)),
    Seller: lambda keys: select(Product.id).where(Product.seller_id.in_(keys)),
}
"""Which products an entry and its words are made anew of; a changed lot changes nothing but the stock."""
OWNER = {Certificate: (Product, "product_id"), LotStep: (Lot, "lot_id")}


def reindex_touched() -> None:
    """Renew what was touched in this session since the last time."""
    touched = db.session().info.pop("touched", set())
    if not touched:
        return
    told = _products(touched)
    if told:
        index_products(told)
    if lots := _keys(touched, Lot):
        renew_stock(lots, but=told)


def _products(touched: Iterable[tuple[Any, int]]) -> set[int]:
    found: set[int] = set()
    for model, products in TELLING.items():
        if keys := _keys(touched, model):
            rows = products(keys)
            found.update(rows if isinstance(rows, list) else db.session.scalars(rows))
    return found


def _keys(touched: Iterable[tuple[Any, int]], model: type[Any]) -> Keys:
    return sorted(key for changed, key in touched if changed is model)


@event.listens_for(Session, "after_flush")
def _note(session: Session, _context: UOWTransaction) -> None:
    touched = session.info.setdefault("touched", set())
    for thing in (*session.new, *session.dirty, *session.deleted):
        model, key = OWNER.get(type(thing), (type(thing), "id"))
        if model in TELLING or model is Lot:
            touched.add((model, getattr(thing, key)))


@event.listens_for(Session, "after_flush_postexec")
def _renew_flushed(_session: Session, _context: UOWTransaction) -> None:
    reindex_touched()


@event.listens_for(Session, "before_commit")
def _renew_before_commit(_session: Session) -> None:
    reindex_touched()


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    """What was undone did not change."""
    session.info.pop("touched", None)
    session.info.pop("shelf_changed", None)


@event.listens_for(Session, "after_commit")
def _count_anew(session: Session) -> None:
    if session.info.pop("shelf_changed", False):
        facet_cache.note_change()  # once more: somebody may have counted between the change and its commit
