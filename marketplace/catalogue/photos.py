"""What cards and galleries show of a product's photos; how they come there stands in drafts/photos.py."""

from sqlalchemy import select

from marketplace import pictures
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.pictures import Picture


def show_photos(product: Product) -> None:
    """Write down for the shelves and pages what is ready to be seen, in its order."""
    db.session.flush()
    _lock(product)
    product.photos = [picture.photo() for picture in pictures.pictures_of(product.id) if picture.is_ready]


def settle_photo(picture: Picture) -> None:
    """A picture was made ready or refused: if it is a product's, let the product show it."""
    if picture.product_id is not None:
        show_photos(db.session.get_one(Product, picture.product_id))


def seller_of_photo(ref: str) -> int | None:
    """The shop whose goods this photo shows."""
    owner = select(Product.seller_id).join(Picture, Picture.product_id == Product.id)
    return db.session.scalar(owner.where(Picture.ref == ref, Picture.removed_at.is_(None)))


def _lock(product: Product) -> None:
    """Two changes of one product's photos wait for each other: neither writes down a row that the other has changed."""
    db.session.refresh(product, ["photos"], with_for_update={"key_share": True})
