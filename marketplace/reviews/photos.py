"""The photos of a review."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, String, cast, exists, func, or_, select

from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.pictures import Picture, Received, attach, remove
from marketplace.pictures.models import PictureState
from marketplace.reviews.errors import TooManyPhotos
from marketplace.reviews.models import Review
from marketplace.traceability.models import LotStepPhoto

MOST_PHOTOS = 3


def photos_of(review: Review) -> list[Picture]:
    """The review's photos in their order, whatever their state, without those that were taken down."""
    wanted = select(Picture).where(Picture.review_id == review.id, Picture.removed_at.is_(None))
    return list(db.session.scalars(wanted.order_by(Picture.position, Picture.id)))


def change_photos(
    review: Review, *, received: Iterable[Received] = (), dropped: Iterable[str] = (), by_id: int | None = None
) -> list[Received]:
    """Take down the photos with the references `dropped`, then add the received ones.

    A file that stands there already, because the form was sent twice, is not added: those are returned, to be
    discarded after the commit. Raises TooManyPhotos when more than three would stand there. Lock the review first.
    """
    gone, sent = set(dropped), list(received)
    kept = [photo for photo in photos_of(review) if photo.ref not in gone]
    standing = {photo.digest for photo in kept}
    new = list({file.digest: file for file in sent if file.digest not in standing}.values())
    if len(kept) + len(new) > MOST_PHOTOS:
        raise TooManyPhotos(most=MOST_PHOTOS)
    for photo in photos_of(review):
        if photo.ref in gone:
            remove(photo)
    first = max((photo.position for photo in kept), default=0) + 1
    for position, file in enumerate(new, start=first):
        attach(file, review_id=review.id, position=position, by_id=by_id)
    return [file for file in sent if file not in new]


def shows_photo(ref: str) -> bool:
    """Whether everybody who has its address may see this photo: neither it, its review nor its goods were taken down.

    That holds for photos of goods, of drafts (nothing names their addresses but the draft), of reviews and of the steps
    of a lot. What belongs to none of them is private, such as the papers of a seller.
    """
    of_a_step = exists().where(LotStepPhoto.picture_id == Picture.id)
    owners = (Picture.product_id, Picture.draft_ref, Picture.review_id)
    belongs = or_(*(owner.is_not(None) for owner in owners), of_a_step)
    found = select(Picture.id).outerjoin(Review, Review.id == Picture.review_id)
    found = found.outerjoin(Product, Product.id == Picture.product_id).where(Picture.ref == ref, belongs)
    up = (Picture.removed_at.is_(None), Review.hidden_at.is_(None), Product.taken_down_at.is_(None))
    return db.session.scalar(found.where(*up)) is not None


def shown_photos() -> ColumnElement[str]:
    """A column for a statement about reviews: "position:reference" of each photo that is ready, separated by spaces."""
    name = cast(Picture.position, String) + ":" + Picture.ref
    names = select(func.aggregate_strings(name, " ")).where(*_ready()).correlate(Review)
    return names.scalar_subquery().label("photos")


def refs_in(names: str | None) -> tuple[str, ...]:
    """The references in what `shown_photos` has read, in their order."""
    numbered = (name.split(":", 1) for name in (names or "").split())
    return tuple(ref for _position, ref in sorted(numbered, key=lambda name: int(name[0])))


def has_photos() -> ColumnElement[bool]:
    """A condition on reviews: there is a photo to be seen."""
    return select(Picture.id).where(*_ready()).correlate(Review).exists()


def _ready() -> tuple[ColumnElement[bool], ...]:
    return (
        Picture.review_id == Review.id,
        Picture.state == PictureState.READY,
        Picture.removed_at.is_(None),
    )
