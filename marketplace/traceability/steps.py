"""The story of a lot as its seller writes it: a step with day, place and photos; copied from the lot before; mended.

Steps are what happened to this very lot. Nothing is written by itself, and what is copied gets a day of its own.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from marketplace import pictures, stock
from marketplace.catalogue.models import Variant
from marketplace.clock import today
from marketplace.database import db
from marketplace.pictures import Picture, Received
from marketplace.stock.lot_errors import DayAhead
from marketplace.stock.models import Lot
from marketplace.text import clean_line
from marketplace.traceability.errors import StepUntitled, TooManyStepPhotos
from marketplace.traceability.models import LotStep, LotStepPhoto
from marketplace.traceability.step_queries import find_step, photos_of, steps_of

LONGEST: Final = 160
MOST_STEP_PHOTOS: Final = 3


@dataclass(frozen=True)
class StepFacts:
    """What was done, when and where."""

    title_vi: str
    happened_on: date
    title_en: str = ""
    place_vi: str = ""
    place_en: str = ""

    def cleaned(self) -> "StepFacts":
        """The same with tidy texts. Raises StepUntitled or DayAhead."""
        texts = (self.title_vi, self.title_en, self.place_vi, self.place_en)
        title_vi, title_en, place_vi, place_en = (clean_line(text, LONGEST) for text in texts)
        if not title_vi:
            raise StepUntitled()
        if self.happened_on > today():
            raise DayAhead(self.happened_on)
        return StepFacts(title_vi, self.happened_on, title_en, place_vi, place_en)


def add_step(lot: Lot, facts: StepFacts, *, received: Iterable[Received] = (), ref: str = "", by_id: int) -> LotStep:
    """Write down one more step, with photos; a form that is sent twice, with the same `ref`, writes one.

    Raises StepUntitled, DayAhead or TooManyStepPhotos. Load the lot with `lock=True`.
    """
    standing = find_step(lot, ref)
    if standing is not None:
        return standing
    step = LotStep(lot_id=lot.id, by_id=by_id, **asdict(facts.cleaned()), **({"ref": ref} if ref else {}))
    db.session.add(step)
    db.session.flush()
    _attach(step, received, by_id)
    return step


def mend_step(
    lot: Lot,
    step: LotStep,
    facts: StepFacts,
    *,
    received: Iterable[Received] = (),
    dropped: Iterable[str] = (),
    by_id: int,
) -> None:
    """Put a step right; what stood there stays in the log. `dropped` are the references of photos to take down.

    Raises what `add_step` raises. Load the lot with `lock=True`.
    """
    new, old = asdict(facts.cleaned()), facts_of(step)
    differing = [name for name, value in new.items() if old[name] != value]
    if differing:
        before, after = ({name: values[name] for name in differing} for values in (old, new))
        stock.note_change(lot, before, after, step_title=step.title_vi, by_id=by_id)
        for name in differing:
            setattr(step, name, new[name])
    gone = set(dropped)
    for photo in photos_of([step.id]).get(step.id, []):
        if photo.ref in gone:
            pictures.remove(photo)
    db.session.flush()
    _attach(step, received, by_id)


def remove_step(lot: Lot, step: LotStep, *, by_id: int) -> None:
    """Take a step out of the story; what it said stays in the log. Load the lot with `lock=True`."""
    stock.note_change(lot, facts_of(step), {}, step_title=step.title_vi, by_id=by_id)
    for photo in photos_of([step.id]).get(step.id, []):
        pictures.remove(photo)
    db.session.delete(step)
    db.session.flush()


def facts_of(step: LotStep) -> dict[str, object]:
    """What a step says, by the names of `StepFacts`."""
    return {name: getattr(step, name) for name in StepFacts.__dataclass_fields__}


def proposed_steps(lot: Lot) -> dict[str, StepFacts]:
    """The steps of the lot before that this one has not, by the reference they have there.

    Each as many days after packing, or before, as it was there; a day that has not come yet is today. Without photos:
    those show another lot.
    """
    before = lot_before(lot)
    if before is None:
        return {}
    told = {step.title_vi for step in steps_of(lot)}
    shift = lot.packed_on - before.packed_on
    return {
        step.ref: StepFacts(
            step.title_vi, min(step.happened_on + shift, today()), step.title_en, step.place_vi, step.place_en
        )
        for step in steps_of(before)
        if step.title_vi not in told
    }


def lot_before(lot: Lot) -> Lot | None:
    """The lot whose story this one may follow: the last of its pack size that tells one, else of its product."""
    others = select(Lot).join(Lot.variant).where(Variant.product_id == lot.variant.product_id, Lot.id != lot.id)
    told = others.where(select(LotStep.id).where(LotStep.lot_id == Lot.id).exists())
    same_pack = (Lot.variant_id == lot.variant_id).desc()
    return db.session.scalars(told.order_by(same_pack, Lot.packed_on.desc(), Lot.id.desc()).limit(1)).first()


def _attach(step: LotStep, received: Iterable[Received], by_id: int) -> None:
    """Add the photos that do not stand there yet."""
    standing: list[Picture] = photos_of([step.id]).get(step.id, [])
    known = {photo.digest for photo in standing}
    new = {file.digest: file for file in received if file.digest not in known}
    if len(standing) + len(new) > MOST_STEP_PHOTOS:
        raise TooManyStepPhotos(most=MOST_STEP_PHOTOS)
    first = 1 + max((photo.position for photo in standing), default=0)
    for position, file in enumerate(new.values(), start=first):
        picture = pictures.attach(file, position=position, alt_vi=step.title_vi, alt_en=step.title_en, by_id=by_id)
        db.session.add(LotStepPhoto(picture_id=picture.id, step_id=step.id))
    db.session.flush()
