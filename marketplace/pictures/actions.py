"""What people do with pictures."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import IO

from sqlalchemy import select

from marketplace.clock import now
from marketplace.database import db
from marketplace.errors import DomainError
from marketplace.gateways import files
from marketplace.pictures import processing, storage_keys
from marketplace.pictures.errors import StoreAway
from marketplace.pictures.models import Picture
from marketplace.pictures.validation import MOST_BYTES, check
from marketplace.text import clean_line

LONGEST_ALT = 200

log = logging.getLogger(__name__)


class Step(StrEnum):
    """Where a picture goes in its row."""

    FIRST = "first"
    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True)
class Received:
    """A file that was checked and is kept, but belongs to nothing yet."""

    ref: str
    digest: str


def receive(stream: IO[bytes]) -> Received:
    """Check a file that somebody sent and keep it, out of everybody's sight; `attach` it within the hour.

    Call it before the transaction: the store may be far away. Raises PictureTooBig, NotAPicture, DrawingRefused,
    HeicRefused, TooManyPixels, TooFewPixels, PictureIncomplete, TooMuchWork or StoreAway.
    """
    data = stream.read(MOST_BYTES + 1)
    check(data)
    ref = storage_keys.new_ref()
    try:
        files.put(storage_keys.original(ref), data)
    except files.FilesAway as error:
        raise StoreAway() from error
    return Received(ref, sha256(data).hexdigest())


@contextmanager
def receiving(streams: Iterable[IO[bytes]]) -> Iterator[list[Received]]:
    """Receive files for the block that attaches them; when it refuses what it was asked, they are forgotten again.

    Other failures leave them for the sweep: nobody knows whether they were attached. Raises what `receive` raises.
    """
    received: list[Received] = []
    try:
        received.extend(map(receive, streams))  # those before a bad one are in it
        yield received
    except DomainError:
        discard(received)
        raise


def discard(received: Iterable[Received]) -> None:
    """Forget files that belong to nothing. Those that the store does not give up now are swept up later."""
    try:
        files.delete(storage_keys.original(each.ref) for each in received)
    except files.FilesAway as error:
        log.warning("received files stay for the sweep: %s", error)


def attach(
    received: Received,
    *,
    product_id: int | None = None,
    review_id: int | None = None,
    draft_ref: str | None = None,
    position: int = 0,
    alt_vi: str = "",
    alt_en: str = "",
    by_id: int | None = None,
) -> Picture:
    """Say what the received file is a picture of; a worker makes it ready soon after the commit."""
    picture = Picture(
        ref=received.ref,
        digest=received.digest,
        product_id=product_id,
        review_id=review_id,
        draft_ref=draft_ref,
        position=position,
        by_id=by_id,
    )
    describe(picture, alt_vi=alt_vi, alt_en=alt_en)
    db.session.add(picture)
    db.session.flush()
    processing.enqueue(picture)
    return picture


def give(product_id: int, refs: Sequence[str]) -> list[Picture]:
    """Let these pictures be the product's, in this order, and no others. One that is gone for good is left out."""
    concerned = select(Picture).where((Picture.product_id == product_id) | Picture.ref.in_(refs)).order_by(Picture.id)
    fresh = concerned.with_for_update().execution_options(populate_existing=True)
    known = {picture.ref: picture for picture in db.session.scalars(fresh)}
    given = [known.pop(ref) for ref in dict.fromkeys(refs) if ref in known]
    for position, picture in enumerate(given, start=1):
        picture.product_id, picture.draft_ref = product_id, None
        picture.position, picture.removed_at = position, None
    for former in known.values():
        remove(former)
    db.session.flush()
    return given


def describe(picture: Picture, *, alt_vi: str, alt_en: str) -> None:
    """Set the words for those who cannot see it."""
    picture.alt_vi, picture.alt_en = clean_line(alt_vi, LONGEST_ALT), clean_line(alt_en, LONGEST_ALT)


def remove(picture: Picture) -> None:
    """Take the picture down; `restore` brings it back within the hour."""
    picture.removed_at = picture.removed_at or now()


def restore(picture: Picture) -> None:
    """Bring a removed picture back to its place."""
    picture.removed_at = None
