"""Keeps files and rows together: what was removed goes, and so does what a process that died left behind."""

from collections.abc import Iterable, Iterator, Set
from datetime import timedelta
from itertools import chain
from typing import Final

from sqlalchemy import ColumnElement, delete, select

from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.gateways import files
from marketplace.pictures import storage_keys
from marketplace.pictures.models import Picture, PictureState

GRACE: Final = timedelta(hours=1)
AT_ONCE: Final = 100


def clear_removed() -> int:
    """Forget pictures that were removed more than an hour ago, with their files; returns how many."""
    old = select(Picture.id).where(Picture.removed_at < now() - GRACE).limit(AT_ONCE)
    if not db.session.scalars(old).all():
        return 0
    with transaction():
        gone = delete(Picture).where(Picture.id.in_(old.scalar_subquery()), Picture.removed_at < now() - GRACE)
        refs = db.session.scalars(gone.returning(Picture.ref)).all()
    files.delete(chain.from_iterable(map(storage_keys.files_of, refs)))
    return len(refs)


def sweep() -> int:
    """Delete files older than an hour that belong to no picture, or to one that is done with them; says how many."""
    return _delete(_strays(storage_keys.ORIGINALS, Picture.state == PictureState.UPLOADED)) + _delete(
        _strays(storage_keys.RENDITIONS, Picture.state != PictureState.REFUSED)
    )


def missing_files(there: Set[str] | None = None) -> list[str]:
    """The refs of pictures that pages show and whose files are gone from the store, or are not among those `there`."""
    if there is None:
        there = {file.path for chunk in files.listing(storage_keys.RENDITIONS) for file in chunk}
    ready = db.session.scalars(select(Picture.ref).where(Picture.state == PictureState.READY))
    return [ref for ref in ready if not there >= set(storage_keys.files_of(ref)[1:])]


def _strays(folder: str, wanted: ColumnElement[bool]) -> Iterator[list[str]]:
    for chunk in files.listing(folder):
        old = [file.path for file in chunk if file.modified_at < now() - GRACE]
        refs = {storage_keys.ref_of(path) for path in old}
        kept = set(db.session.scalars(select(Picture.ref).where(Picture.ref.in_(refs), wanted)))
        yield [path for path in old if storage_keys.ref_of(path) not in kept]


def _delete(chunks: Iterable[list[str]]) -> int:
    deleted = 0
    for paths in chunks:
        files.delete(paths)
        deleted += len(paths)
    return deleted
