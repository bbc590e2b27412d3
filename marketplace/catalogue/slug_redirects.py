"""A new name for goods, and with it a new address; every older one leads to the newest."""

import re
from itertools import count

from sqlalchemy import select

from marketplace.catalogue.errors import NameMissing
from marketplace.catalogue.models import Product, SlugRedirect
from marketplace.database import db
from marketplace.names import check_legible
from marketplace.text import clean_line, slug

LONGEST_NAME = 160
LONGEST_ADDRESS = 100
"""Leaves room for the number that tells goods of the same name apart."""


def rename(product: Product, *, name_vi: str, name_en: str = "") -> None:
    """Give the product these names; orders already placed keep the old one. Raises NameMissing or NameIllegible.

    The address follows the Vietnamese name. The addresses it had are kept and lead to the new one.
    """
    name_vi, name_en = clean_line(name_vi, LONGEST_NAME + 1), clean_line(name_en, LONGEST_NAME)
    if not slug(name_vi) or len(name_vi) > LONGEST_NAME:
        raise NameMissing()
    for name in filter(None, (name_vi, name_en)):
        check_legible(name)
    product.name_vi, product.name_en = name_vi, name_en
    follow_name(product)


def follow_name(product: Product) -> None:
    """Let the address be that of the Vietnamese name, unless it is so already."""
    wanted = slug(product.name_vi)[:LONGEST_ADDRESS].strip("-")
    if not re.fullmatch(rf"{wanted}(-\d+)?", product.slug):
        _move(product, wanted)


def new_address(name_vi: str) -> str:
    """An address for goods of this name that no others have or had. Raises NameMissing or NameIllegible."""
    check_legible(name_vi)
    wanted = slug(name_vi)[:LONGEST_ADDRESS].strip("-")
    if not wanted:
        raise NameMissing()
    return _free(wanted)


def _move(product: Product, wanted: str) -> None:
    """Let the product live at the address `wanted`, numbered when it is or was another product's."""
    address = _free(wanted, but=product)
    if returned := db.session.get(SlugRedirect, address):
        db.session.delete(returned)
    db.session.add(SlugRedirect(slug=product.slug, product_id=product.id))
    product.slug = address
    db.session.flush()


def _free(wanted: str, *, but: Product | None = None) -> str:
    """`wanted`, numbered when it is or was the address of other goods."""
    taken = _taken(wanted, but=but.id if but else 0)
    numbered = (f"{wanted}-{number}" for number in count(2))
    return wanted if wanted not in taken else next(each for each in numbered if each not in taken)


def _taken(wanted: str, *, but: int) -> set[str]:
    """The addresses that begin like `wanted` and lead to other goods."""
    present = select(Product.slug).where(Product.slug.startswith(wanted), Product.id != but)
    former = select(SlugRedirect.slug).where(SlugRedirect.slug.startswith(wanted), SlugRedirect.product_id != but)
    return set(db.session.scalars(present)) | set(db.session.scalars(former))
