"""The photos of a product: which there are, in which order, and what cards and galleries show of them."""

from sqlalchemy import func, select

from marketplace import pictures
from marketplace.catalogue.errors import TooManyPhotos
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.pictures import Picture, Received, Step
from marketplace.pictures.errors import PictureNotFound

MOST_PHOTOS = 8


def add_photo(product: Product, received: Received, *, by_id: int) -> Picture:
    """Put one more photo last; the same file sent twice stays one photo. Raises TooManyPhotos."""
    _lock(product)
    row = pictures.pictures_of(product.id)
    same = next((picture for picture in row if picture.digest == received.digest), None)
    if same is not None:
        return same
    if len(row) >= MOST_PHOTOS:
        raise TooManyPhotos(most=MOST_PHOTOS)
    last = db.session.scalar(select(func.max(Picture.position)).where(Picture.product_id == product.id)) or 0
    return pictures.attach(received, product_id=product.id, position=last + 1, by_id=by_id)


def describe_photo(product: Product, ref: str, *, alt_vi: str, alt_en: str) -> None:
    """Say in words what a photo shows. Raises PictureNotFound."""
    pictures.describe(pictures.get_picture_of(product.id, ref), alt_vi=alt_vi, alt_en=alt_en)
    show_photos(product)


def move_photo(product: Product, ref: str, step: Step) -> None:
    """Put a photo first, or one place earlier or later. Raises PictureNotFound when it is gone."""
    row = pictures.pictures_of(product.id, lock=True)
    pictures.move(row, _one_of(row, ref), step)
    show_photos(product)


def remove_photo(product: Product, ref: str) -> None:
    """Take a photo down. Raises PictureNotFound."""
    pictures.remove(pictures.get_picture_of(product.id, ref))
    show_photos(product)


def restore_photo(product: Product, ref: str) -> None:
    """Bring a photo back that was removed within the hour. Raises PictureNotFound or TooManyPhotos."""
    picture = pictures.get_picture_of(product.id, ref)
    _lock(product)
    if picture.removed_at and len(pictures.pictures_of(product.id)) >= MOST_PHOTOS:
        raise TooManyPhotos(most=MOST_PHOTOS)
    pictures.restore(picture)
    show_photos(product)


def show_photos(product: Product) -> None:
    """Write down for the shelves and pages what is ready to be seen, in its order."""
    db.session.flush()
    _lock(product)
    product.photos = [picture.photo() for picture in pictures.pictures_of(product.id) if picture.is_ready]


def settle_photo(picture: Picture) -> None:
    """A picture was made ready or refused: if it is a product's, let the product show it."""
    if picture.product_id is not None:
        show_photos(db.session.get_one(Product, picture.product_id))


def _lock(product: Product) -> None:
    """Two changes of one product's photos wait for each other: neither writes down a row that the other has changed."""
    db.session.refresh(product, ["photos"], with_for_update={"key_share": True})


def _one_of(row: list[Picture], ref: str) -> Picture:
    for picture in row:
        if picture.ref == ref:
            return picture
    raise PictureNotFound()
