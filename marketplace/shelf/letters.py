"""Goods and shops that were written with letters which only look Vietnamese get the right ones, and with them their
place on the shelf, their words in the index and, for goods, their address.
"""

from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, String, or_, select, update

from marketplace.catalogue import follow_name
from marketplace.catalogue.models import Product
from marketplace.database import db, touch
from marketplace.sellers.models import Seller
from marketplace.text import LOOK_ALIKES, fold, nfc

AT_ONCE: Final = 100
Thing = TypeVar("Thing", Product, Seller)


def mend_letters() -> int:
    """Mend some of them; returns how many, 0 when none is left."""
    sellers, products = _some(Seller), _some(Product)
    for seller in sellers:
        _mend(seller, folded=fold(seller.folded))
    for product in products:
        before = product.name_vi
        _mend(product)
        if product.name_vi != before:
            follow_name(product)
    return len(sellers) + len(products)


def _some(model: type[Thing]) -> list[Thing]:
    return list(db.session.scalars(select(model).where(_has_look_alikes(model)).order_by(model.id).limit(AT_ONCE)))


def _mend(thing: Any, **values: str) -> None:
    """In the row itself: what was stored before a rule of today is not held against it."""
    model, stored = type(thing), {name: getattr(thing, name) for name in _texts(type(thing))}
    values = {name: nfc(text) for name, text in stored.items() if text} | values
    db.session.execute(update(model).where(model.id == thing.id).values(values))
    db.session.refresh(thing)
    touch(model, thing.id)


def _texts(model: type[Any]) -> list[str]:
    return [column.key for column in model.__table__.columns if isinstance(column.type, String)]


def _has_look_alikes(model: type[Any]) -> ColumnElement[bool]:
    texts = [getattr(model, name) for name in _texts(model)]
    return or_(*(text.contains(letter) for text in texts for letter in LOOK_ALIKES))
