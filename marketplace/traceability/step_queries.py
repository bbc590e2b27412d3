"""Questions about the story of a lot."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from marketplace.catalogue.models import Product, Variant
from marketplace.database import db
from marketplace.pictures import Picture
from marketplace.stock.models import Lot
from marketplace.traceability.errors import StepNotFound
from marketplace.traceability.models import LotStep, LotStepPhoto


def steps_of(lot: Lot) -> list[LotStep]:
    """The steps of the lot, the first first, each with who wrote it down."""
    steps = select(LotStep).where(LotStep.lot_id == lot.id).options(joinedload(LotStep.by))
    return list(db.session.scalars(steps.order_by(LotStep.happened_on, LotStep.id)))


def find_step(lot: Lot, ref: str) -> LotStep | None:
    """The step of this lot with this reference."""
    return db.session.scalar(select(LotStep).where(LotStep.lot_id == lot.id, LotStep.ref == ref))


def get_step_of(lot: Lot, ref: str) -> LotStep:
    """The same. Raises StepNotFound where there is none."""
    step = find_step(lot, ref)
    if step is None:
        raise StepNotFound()
    return step


def photos_of(step_ids: Iterable[int]) -> dict[int, list[Picture]]:
    """The photos of each of these steps in their order, whatever their state, without those that were taken down."""
    taken = select(LotStepPhoto.step_id, Picture).join(Picture, Picture.id == LotStepPhoto.picture_id)
    wanted = taken.where(LotStepPhoto.step_id.in_(list(step_ids)), Picture.removed_at.is_(None))
    found: dict[int, list[Picture]] = {}
    for step_id, picture in db.session.execute(wanted.order_by(Picture.position, Picture.id)):
        found.setdefault(step_id, []).append(picture)
    return found


def places_of(seller_id: int, *, limit: int) -> list[str]:
    """Where the seller's lots were worked on, the place named last first."""
    named = select(LotStep.place_vi).join(Lot, Lot.id == LotStep.lot_id).join(Lot.variant).join(Variant.product)
    own = named.where(Product.seller_id == seller_id, LotStep.place_vi != "").group_by(LotStep.place_vi)
    return list(db.session.scalars(own.order_by(func.max(LotStep.id).desc()).limit(limit)))
