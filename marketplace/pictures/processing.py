"""Makes pictures ready to be shown: a worker that is killed at any step leaves work, never a mess.

First the files are written, whose names are always the same; then one transaction says what became of the picture and
that its job is over. The file that was sent goes last.
"""

from collections.abc import Callable
from typing import Any, Final

from marketplace import jobs
from marketplace.database import db
from marketplace.errors import DomainError
from marketplace.gateways import files
from marketplace.jobs import NotDone, TakenJob
from marketplace.pictures import storage_keys
from marketplace.pictures.decoding import make
from marketplace.pictures.errors import PictureNotFound, Undecodable
from marketplace.pictures.models import Picture, PictureState
from marketplace.pictures.queries import find_uploaded

PICTURE: Final = "picture"
MOST_ATTEMPTS: Final = 3  # a file that ends the process three times will do it again

Settled = Callable[[Picture], None]


def enqueue(picture: Picture) -> None:
    """Have the picture made ready once the current transaction is committed."""
    jobs.enqueue(PICTURE, {"ref": picture.ref}, key=f"{PICTURE} {picture.ref}")


def process(job: TakenJob, settled: Settled) -> None:
    """Make the picture ready, or refuse it with a reason; `settled` is called with it in the same transaction."""
    ref = job.payload["ref"]
    try:
        outcome = _outcome(ref, job.attempt)
        with jobs.finish(job):
            _settle(ref, outcome, settled)
        files.delete([storage_keys.original(ref)])
    except files.FilesAway as error:  # the store's trouble is not the picture's
        if not job.is_over:
            raise NotDone(str(error), counts=False) from error


def _outcome(ref: str, attempt: int) -> dict[str, Any]:
    """What is to be written down about the picture, once its files are in the store."""
    if attempt > MOST_ATTEMPTS:
        return _refusal(Undecodable())
    try:
        made = make(files.get(storage_keys.original(ref)))
    except FileNotFoundError:
        return _refusal(PictureNotFound())
    except DomainError as error:
        return _refusal(error)
    for each in made.files:
        files.put(storage_keys.rendition(ref, each.width, each.extension), each.content)
    return {"state": PictureState.READY, "width": made.width, "height": made.height, "blur": made.blur}


def _refusal(error: DomainError) -> dict[str, Any]:
    return {"state": PictureState.REFUSED, "reason": str(error)}


def _settle(ref: str, outcome: dict[str, Any], settled: Settled) -> None:
    """Write it down, unless the picture is gone or settled already."""
    picture = find_uploaded(ref)
    if picture is None:
        return
    for name, value in outcome.items():
        setattr(picture, name, value)
    db.session.flush()
    settled(picture)
