"""Looking through all listings for words that were blocked after they were approved, batch by batch.

What was checked carries the mark of the words that counted then; when other words count, by a release or by a date,
every listing is looked at once more. The rows are written by statements: nothing that buyers see changes.
"""

from hashlib import sha256
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from marketplace.catalogue.blocked_words import reasons_today
from marketplace.catalogue.drafts.content import Blocked, blocked_in, of_product
from marketplace.catalogue.models import Product
from marketplace.catalogue.name_keys import FILLERS, name_key
from marketplace.database import db

AT_ONCE: Final = 200
LONGEST: Final = 300


def check_listings() -> int:
    """Look at some that were not checked for today's words; returns how many, 0 when none is left."""
    mark = _mark()
    old = select(Product).where(Product.words_checked != mark).order_by(Product.id).limit(AT_ONCE)
    locked = old.with_for_update(of=Product).options(selectinload(Product.variants))
    products = db.session.scalars(locked.execution_options(populate_existing=True)).all()
    for product in products:
        _write_down(product, mark)
    return len(products)


def words_in(product: Product) -> list[Blocked]:
    """The blocked words that stand in a listing now."""
    return blocked_in(of_product(product))


def _write_down(product: Product, mark: str) -> None:
    said = dict.fromkeys(found.flag.text for found in words_in(product))
    words = ", ".join(said)[:LONGEST].rstrip(" ,")
    values = {"name_key": name_key(product.name_vi), "words_found": words, "words_checked": mark}
    db.session.execute(
        update(Product).where(Product.id == product.id).values(values), execution_options={"synchronize_session": False}
    )


def _mark() -> str:
    """Names the words that count today, and how names are compared."""
    told = "|".join([*(f"{reason.code} {reason.words}" for reason in reasons_today()), *sorted(FILLERS)])
    return sha256(told.encode()).hexdigest()[:16]
