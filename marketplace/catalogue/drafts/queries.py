"""Questions about drafts."""

from collections.abc import Iterable

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from marketplace.catalogue.drafts.errors import DraftNotFound
from marketplace.catalogue.drafts.models import Draft
from marketplace.catalogue.models import Product
from marketplace.database import db


def drafts_of(seller_id: int, *, limit: int, offset: int = 0) -> list[Draft]:
    """A part of a shop's drafts, the one saved last first."""
    ordered = _complete().where(Draft.seller_id == seller_id).order_by(Draft.saved_at.desc(), Draft.id.desc())
    return list(db.session.scalars(ordered.limit(limit).offset(offset)))


def count_drafts(seller_id: int) -> int:
    """How many drafts a shop has."""
    return db.session.scalar(select(func.count()).select_from(Draft).where(Draft.seller_id == seller_id)) or 0


def get_draft_of(seller_id: int, ref: str, *, lock: bool = False) -> Draft:
    """One of the shop's own drafts, fresh. Raises DraftNotFound for anybody else's."""
    wanted = _complete().where(Draft.ref == ref, Draft.seller_id == seller_id)
    draft = db.session.scalars(_locked(wanted) if lock else wanted.execution_options(populate_existing=True)).first()
    if draft is None:
        raise DraftNotFound()
    return draft


def drafts_by_ref(seller_id: int, refs: Iterable[str], *, lock: bool = False) -> dict[str, Draft]:
    """Those of the shop's own drafts that have these references: two statements at most."""
    wanted = _complete().where(Draft.ref.in_(list(refs)), Draft.seller_id == seller_id).order_by(Draft.id)
    found = db.session.scalars(_locked(wanted) if lock else wanted.execution_options(populate_existing=True))
    return {draft.ref: draft for draft in found}


def find_draft(ref: str) -> Draft | None:
    """The draft with this reference, locked, for whoever writes what was approved."""
    return db.session.scalars(_locked(_complete().where(Draft.ref == ref))).first()


def find_change(product: Product) -> Draft | None:
    """The draft that changes a product, locked; there is at most one."""
    return db.session.scalars(_locked(_complete().where(Draft.product_id == product.id))).first()


def _complete() -> Select[Draft]:
    of_product = joinedload(Draft.product).selectinload(Product.variants)
    return select(Draft).options(joinedload(Draft.seller), joinedload(Draft.saved_by), of_product)


def _locked(wanted: Select[Draft]) -> Select[Draft]:
    return wanted.with_for_update(of=Draft).execution_options(populate_existing=True)
