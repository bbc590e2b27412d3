"""Questions about pictures."""

from sqlalchemy import false, select

from marketplace.database import db
from marketplace.gateways import files
from marketplace.pictures import storage_keys
from marketplace.pictures.errors import PictureNotFound, StoreAway
from marketplace.pictures.models import Picture, PictureState


def pictures_of(product_id: int, *, lock: bool = False) -> list[Picture]:
    """A product's pictures in their order, whatever their state, without those that were removed.

    With `lock` fresh and held until the transaction ends. Lock pictures before products, never the other way round.
    """
    statement = select(Picture).where(Picture.product_id == product_id, Picture.removed_at.is_(None))
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return list(db.session.scalars(statement.order_by(Picture.position, Picture.id)))


def pictures_of_draft(draft_ref: str) -> list[Picture]:
    """The pictures that no product shows yet, without those that were removed."""
    return list(db.session.scalars(select(Picture).where(Picture.draft_ref == draft_ref, Picture.removed_at.is_(None))))


def pictures_for_draft(draft_ref: str, product_id: int | None, *, removed: bool = False) -> list[Picture]:
    """A draft's own pictures and those of the product that it changes; with `removed` those that can come back too."""
    of_product = Picture.product_id == product_id if product_id else false()
    found = select(Picture).where((Picture.draft_ref == draft_ref) | of_product)
    return list(db.session.scalars(found if removed else found.where(Picture.removed_at.is_(None))))


def find_uploaded(ref: str) -> Picture | None:
    """The picture if it still is to be made ready, fresh and locked."""
    statement = select(Picture).where(Picture.ref == ref, Picture.state == PictureState.UPLOADED)
    return db.session.scalar(statement.with_for_update().execution_options(populate_existing=True))


def public_path(ref: str, width: int, extension: str) -> str:
    """Where the file lies below MEDIA_PUBLIC_URL."""
    return storage_keys.rendition(ref, width, extension)


def signed_address(ref: str, width: int, extension: str) -> str:
    """Where the bucket gives the file to whoever has this address, for some hours."""
    return files.address(storage_keys.rendition(ref, width, extension))


def read(ref: str, width: int, extension: str) -> bytes:
    """The file that a page asks for. Raises PictureNotFound or StoreAway."""
    if not (ref.isascii() and ref.isalnum()):
        raise PictureNotFound()
    try:
        return files.get(storage_keys.rendition(ref, width, extension))
    except FileNotFoundError as error:
        raise PictureNotFound() from error
    except files.FilesAway as error:
        raise StoreAway() from error
