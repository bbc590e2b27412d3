"""Makes pictures ready to be shown, one at a time: a process that is killed at any step leaves work, never a mess.

Three steps, like the outbox: take the picture on lease and commit; write its files, whose names are always the same;
say what became of it and commit. The file that was sent goes last.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select, update

from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.errors import DomainError
from marketplace.gateways import files
from marketplace.pictures import storage_keys
from marketplace.pictures.errors import PictureNotFound, Undecodable
from marketplace.pictures.models import Picture, PictureState
from marketplace.pictures.renditions import blur_of, renditions, unpack, whole

LEASE: Final = timedelta(minutes=5)
PAUSE: Final = timedelta(minutes=1)
MOST_ATTEMPTS: Final = 3  # a file that ends the process three times will do it again

Settled = Callable[[Picture], None]
log = logging.getLogger(__name__)


def process_due(settled: Settled) -> int:
    """Make one waiting picture ready or refuse it with a reason; returns how many, 0 when none waits.

    `settled` is called with it in the transaction that makes it known.
    """
    picture = _lease()
    if picture is None:
        return 0
    try:
        outcome = _outcome(picture)
        _settle(picture.id, outcome, settled)
        files.delete([storage_keys.original(picture.ref)])
    except files.FilesAway as error:
        log.warning("picture %s waits for the store: %s", picture.ref, error)
        _postpone(picture)
        return 0
    return 1


def _lease() -> Picture | None:
    """The condition on the old `due_at` lets only one process have each."""
    moment = now()
    waiting = Picture.state == PictureState.UPLOADED, Picture.due_at <= moment
    next_one = select(Picture.id).where(*waiting).order_by(Picture.due_at, Picture.id).limit(1)
    if db.session.scalar(next_one) is None:
        return None
    leased = update(Picture).where(Picture.id == next_one.scalar_subquery(), *waiting).returning(Picture)
    with transaction():
        values = {"due_at": moment + LEASE, "attempts": Picture.attempts + 1}
        return db.session.scalar(leased.values(values), execution_options={"populate_existing": True})


def _outcome(picture: Picture) -> dict[str, Any]:
    """What is to be written down about the picture, once its files are in the store."""
    if picture.attempts > MOST_ATTEMPTS:
        return _refusal(Undecodable())
    try:
        image = unpack(files.get(storage_keys.original(picture.ref)))
    except FileNotFoundError:
        return _refusal(PictureNotFound())
    except DomainError as error:
        return _refusal(error)
    for each in renditions(image):
        files.put(storage_keys.rendition(picture.ref, each.width, each.extension), each.content)
    width, height = whole(image).size
    return {"state": PictureState.READY, "width": width, "height": height, "blur": blur_of(image)}


def _refusal(error: DomainError) -> dict[str, Any]:
    return {"state": PictureState.REFUSED, "reason": str(error)}


def _settle(picture_id: int, outcome: dict[str, Any], settled: Settled) -> None:
    """Write it down, unless somebody else did after the lease ran out."""
    with transaction():
        picture = db.session.get(Picture, picture_id, with_for_update=True, populate_existing=True)
        if picture is None or picture.state != PictureState.UPLOADED:
            return
        for name, value in outcome.items():
            setattr(picture, name, value)
        db.session.flush()
        settled(picture)


def _postpone(picture: Picture) -> None:
    """The store's trouble is not the picture's: the attempt does not count."""
    later = {"due_at": now() + PAUSE, "attempts": Picture.attempts - 1}
    with transaction():
        db.session.execute(update(Picture).where(Picture.id == picture.id, Picture.attempts > 0).values(later))
