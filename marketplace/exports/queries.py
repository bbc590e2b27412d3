"""Questions about the file of a shop."""

from sqlalchemy import select

from marketplace.database import db
from marketplace.exports import storage
from marketplace.exports.errors import ExportGone
from marketplace.exports.models import Export
from marketplace.gateways import files


def find_export_of(seller_id: int) -> Export | None:
    """The shop's file, in whatever state, fresh."""
    own = select(Export).where(Export.seller_id == seller_id).execution_options(populate_existing=True)
    return db.session.scalars(own).first()


def find_export(ref: str) -> Export | None:
    """The file with this reference, for whoever makes it; None when another one was asked for meanwhile."""
    return db.session.scalars(select(Export).where(Export.ref == ref)).first()


def read(seller_id: int, ref: str) -> bytes:
    """The shop's own file. Raises ExportGone for anybody else's and for one that expired, or FilesAway."""
    export = find_export_of(seller_id)
    if export is None or export.ref != ref or not export.is_ready:
        raise ExportGone()
    try:
        return files.get(storage.path_of(ref))
    except FileNotFoundError as error:
        raise ExportGone() from error
