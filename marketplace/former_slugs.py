"""Addresses that shops and collections had before, which lead to the present ones for good.

Letters that only look Vietnamese were once left out of addresses: "Ðà Bắc" stood at `a-bac`.
"""

import re
from itertools import chain, count
from typing import Any, Final
from unicodedata import normalize

from sqlalchemy import String, select, update
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from marketplace.database import Model, db, touch
from marketplace.text import nfc, slug

AT_ONCE: Final = 100
LONGEST: Final = 90
"""Leaves room for the number that tells addresses of the same name apart."""
_ONCE_LEFT_OUT: Final = ("đ", "u\u031b")
"""Of letters taken apart: those that others look like."""


class FormerSlug(Model):
    """An address that a row of the table `of` had, and the row's address today."""

    __tablename__ = "former_slugs"

    of: Mapped[str] = mapped_column(String(20), primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), primary_key=True)
    present: Mapped[str] = mapped_column(String(100))


def find_present(model: type[Any], former: str) -> str | None:
    """The address today of what had the address `former`."""
    moved = select(FormerSlug.present).where(FormerSlug.of == model.__tablename__, FormerSlug.slug == former)
    return db.session.scalar(moved)


def taken(model: type[Any], wanted: str) -> set[str]:
    """The addresses that begin like `wanted` and are, or were, somebody's."""
    present = select(model.slug).where(model.slug.startswith(wanted))
    former = select(FormerSlug.slug).where(FormerSlug.of == model.__tablename__, FormerSlug.slug.startswith(wanted))
    return {*db.session.scalars(present), *db.session.scalars(former)}


def first_free(wanted: str, taken: set[str]) -> str:
    """The address `wanted`, numbered when it is taken."""
    numbered = (f"{wanted}-{number}" for number in count(2))
    return next(each for each in chain([wanted], numbered) if each not in taken)


def mend_slugs(model: type[Any], name: InstrumentedAttribute[str]) -> int:
    """Write out some of the addresses whose letters were left out; returns how many, 0 when none is left."""
    rows = db.session.execute(select(model.id, model.slug, name).order_by(model.id))
    wrong = [row for row in rows if lacks_letters(row[1], row[2])][:AT_ONCE]
    for key, former, text in wrong:
        wanted = slug(text)[:LONGEST].strip("-")
        present = first_free(wanted, taken(model, wanted))
        db.session.add(FormerSlug(of=model.__tablename__, slug=former, present=present))
        db.session.execute(update(model).where(model.id == key).values(slug=present))
        touch(model, key)
    return len(wrong)


def lacks_letters(address: str, text: str) -> bool:
    """Whether the address, perhaps numbered, was made of this text with letters left out."""
    if re.fullmatch(rf"{slug(text)}(-\d+)?", address):
        return False
    pattern = "".join(map(_perhaps, nfc(text).lower()))
    return bool(pattern) and re.fullmatch(rf"{pattern}(\d+)?", address.replace("-", "")) is not None


def _perhaps(letter: str) -> str:
    plain = slug(letter)
    return f"{plain}?" if normalize("NFD", letter).startswith(_ONCE_LEFT_OUT) else plain
