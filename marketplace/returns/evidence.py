"""Photos and a short film that somebody sends with their words: checked and kept before the transaction."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import IO, Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import joinedload

from marketplace import pictures
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import after_commit, db
from marketplace.errors import DomainError
from marketplace.gateways import files
from marketplace.orders.models import Order, Purchase
from marketplace.pictures import Received, storage_keys
from marketplace.pictures.errors import StoreAway
from marketplace.retention import period
from marketplace.returns.errors import ClaimNotFound, TooManyFiles
from marketplace.returns.models import Claim, ClaimEvent, ClaimFile
from marketplace.returns.states import LIVE
from marketplace.returns.videos import MOST_BYTES, cleaned

MOST_PHOTOS: Final = 5
FOLDER: Final = "claims"
KEPT: Final = period("claim_files")
AT_ONCE: Final = 100

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Evidence:
    """One file that was checked and is kept, but belongs to nothing yet: a photo, or a film by its name."""

    photo: Received | None = None
    video: str = ""

    @property
    def is_photo(self) -> bool:
        """Whether it is a photo."""
        return self.photo is not None


@contextmanager
def receiving(photos: Sequence[IO[bytes]], video: IO[bytes] | None = None) -> Iterator[list[Evidence]]:
    """Receive files for the block that attaches them; when it refuses what it was asked, they are forgotten again.

    Raises TooManyFiles, what `pictures.receive` raises, and what `videos.cleaned` raises.
    """
    if len(photos) > MOST_PHOTOS:
        raise TooManyFiles(most=MOST_PHOTOS)
    with pictures.receiving(photos) as received:
        film = _keep(video) if video else ""
        try:
            yield [*(Evidence(photo) for photo in received), *([Evidence(video=film)] if film else [])]
        except DomainError:
            if film:
                _forget([film])
            raise


def attach(event: ClaimEvent, evidence: Iterable[Evidence], *, by: User | None) -> None:
    """Let the files stand beside these words in the thread."""
    for each in evidence:
        picture = pictures.attach(each.photo, by_id=by.id if by else None) if each.photo else None
        event.files.append(ClaimFile(picture=picture, video=each.video or None))
    db.session.flush()


def read_video(name: str) -> bytes:
    """The film that a page asks for. Raises ClaimNotFound or StoreAway."""
    try:
        return files.get(_path(name))
    except FileNotFoundError as error:
        raise ClaimNotFound() from error
    except files.FilesAway as error:
        raise StoreAway() from error


def forget_files() -> int:
    """Take the photos and films of some claims away that ended long ago; how many, 0 when none is left.

    What was said and decided stays with the order. Films go after the rows that name them.
    """
    last = select(func.max(ClaimEvent.at)).where(ClaimEvent.claim_id == Claim.id).correlate(Claim).scalar_subquery()
    ended = select(ClaimFile).join(ClaimEvent, ClaimEvent.id == ClaimFile.event_id).join(ClaimEvent.claim)
    wanted = ended.where(Claim.state.not_in(LIVE), last < now() - KEPT).order_by(ClaimFile.id).limit(AT_ONCE)
    found = list(db.session.scalars(wanted.options(joinedload(ClaimFile.picture)).with_for_update(of=ClaimFile)))
    for file in found:
        if file.picture:
            pictures.remove(file.picture)
        db.session.delete(file)
    db.session.flush()
    if films := [file.video for file in found if file.video]:
        after_commit(partial(_forget, films))
    return len(found)


def forget_words() -> int:
    """Blank what was written in some claims about purchases that are nobody's any more; how many entries, 0 when none
    is left. Who did what, when and for how much stays.
    """
    of_nobody = select(ClaimEvent.id).join(ClaimEvent.claim).join(Claim.order).join(Order.purchase)
    wanted = of_nobody.where(Purchase.forgotten_at.is_not(None), ClaimEvent.words != "").limit(AT_ONCE)
    found = list(db.session.scalars(wanted))
    db.session.execute(update(ClaimEvent).where(ClaimEvent.id.in_(found)).values(words=""))
    return len(found)


def _keep(video: IO[bytes]) -> str:
    name = storage_keys.new_ref()
    content = cleaned(video.read(MOST_BYTES + 1))
    try:
        files.put(_path(name), content)
    except files.FilesAway as error:
        raise StoreAway() from error
    return name


def _forget(names: Iterable[str]) -> None:
    try:
        files.delete(map(_path, names))
    except files.FilesAway as error:
        log.warning("films of claims stay behind: %s", error)


def _path(name: str) -> str:
    return f"{FOLDER}/{name}.mp4"
