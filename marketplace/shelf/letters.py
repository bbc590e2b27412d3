"""Goods and shops that were written with letters which only look Vietnamese get the right ones, and with them their
place on the shelf, their words in the index and, for goods, their address.
"""

import json
from typing import Any, Final, TypeVar

from sqlalchemy import JSON, ColumnElement, String, cast, or_, select, update

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
    return sum(map(_mend_seller, sellers)) + sum(map(_mend_product, products))


def _mend_seller(seller: Seller) -> bool:
    return _mend(seller, folded=fold(seller.folded))


def _mend_product(product: Product) -> bool:
    before = product.name_vi
    is_mended = _mend(product)
    if product.name_vi != before:
        follow_name(product)
    return is_mended


def _some(model: type[Thing]) -> list[Thing]:
    return list(db.session.scalars(select(model).where(_has_look_alikes(model)).order_by(model.id).limit(AT_ONCE)))


def _mend(thing: Any, **values: str) -> bool:
    """In the row itself: what was stored before a rule of today is not held against it; False if all was right."""
    model = type(thing)
    renewed = {column.key: _renewed(getattr(thing, column.key)) for column in _columns(model)} | values
    changed = {name: value for name, value in renewed.items() if value != getattr(thing, name)}
    if changed:
        db.session.execute(update(model).where(model.id == thing.id).values(changed))
        db.session.refresh(thing)
        touch(model, thing.id)
    return bool(changed)


def _renewed(value: Any) -> Any:
    """The same with the right letters, also deep within."""
    if isinstance(value, dict):
        return {name: _renewed(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_renewed(each) for each in value]
    return nfc(value) if isinstance(value, str) else value


def _columns(model: type[Any]) -> list[Any]:
    return [column for column in model.__table__.columns if isinstance(column.type, String | JSON)]


def _has_look_alikes(model: type[Any]) -> ColumnElement[bool]:
    return or_(*(_holds(column, letter) for column in _columns(model) for letter in LOOK_ALIKES))


def _holds(column: Any, letter: str) -> ColumnElement[bool]:
    """JSON is stored with each letter outside ASCII written as its number."""
    if not isinstance(column.type, JSON):
        return column.contains(letter)  # type: ignore[no-any-return]
    text = cast(column, String)
    return text.contains(letter) | text.contains(json.dumps(letter).strip('"'), autoescape=True)
