"""The files of the feeds: written once, into the store of photos, and read from a copy on each machine.

A feed is written into a file of a name of its own; a row says which file counts. So all machines change over at one
stroke, and whoever reads meanwhile finds the last one whole.
"""

import gzip
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final, TextIO

from sqlalchemy import delete, select

from marketplace import catalogue, sellers
from marketplace.clock import now
from marketplace.database import db, insert_or_conflict, transaction
from marketplace.feeds.copies import FeedCopy, copies
from marketplace.feeds.models import FeedFile
from marketplace.gateways import files as store

FOLDER: Final = "feeds"
ABANDONED: Final = timedelta(days=1)


def find(name: str, *, younger_than: timedelta | None = None) -> FeedCopy | None:
    """A feed, if it was written (and not too long ago) and this machine has a copy of it or gets one now.

    One is not given out in which something may stand that operators have taken off sale since.
    """
    row = db.session.execute(select(FeedFile.stored_as, FeedFile.began_at).where(FeedFile.name == name)).first()
    if row is None or (younger_than is not None and now() - row.began_at >= younger_than):
        return None
    if _may_name_what_is_closed(row.began_at):
        return None
    return copies.find(row.stored_as, row.began_at)


def is_written(name: str) -> bool:
    """Whether there is such a feed at all, be it one that may be given out or not."""
    return db.session.scalar(select(FeedFile.name).where(FeedFile.name == name)) is not None


def _may_name_what_is_closed(began_at: datetime) -> bool:
    """Whether a shop was suspended or goods were taken down after the file was begun."""
    closed = (sellers.last_suspended_at(), catalogue.last_taken_down_at())
    return any(moment is not None and began_at <= moment for moment in closed)


@contextmanager
def written(name: str) -> Iterator[TextIO]:
    """A feed to write, which counts once it is in the store; whoever reads meanwhile, or if this fails, has the last.

    Two that write at once, because a worker was taken for dead, do not meet: the last one to finish counts. Raises
    FilesAway.
    """
    began_at, stored_as = now(), f"{FOLDER}/{name}-{secrets.token_hex(8)}.gz"
    copy = copies.path(stored_as)
    copy.parent.mkdir(parents=True, exist_ok=True)
    try:
        with gzip.open(copy, "wt", compresslevel=6, encoding="utf-8", newline="") as file:
            yield file
        store.put_file(stored_as, copy)
        _let_count(name, stored_as, began_at)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise


def _let_count(name: str, stored_as: str, began_at: datetime) -> None:
    """From now on this file is the feed."""
    values = {"stored_as": stored_as, "began_at": began_at}
    row = insert_or_conflict(FeedFile).values(name=name, **values)
    with transaction():
        db.session.execute(row.on_conflict_do_update(index_elements=["name"], set_=values))


def sweep(prefix: str, keep: set[str]) -> None:
    """Let the feeds whose names begin so be none any more, except those to keep."""
    with transaction():
        begun = FeedFile.name.startswith(prefix, autoescape=True)
        db.session.execute(delete(FeedFile).where(begun, FeedFile.name.not_in(keep)))


def forget_replaced() -> None:
    """Delete what has counted no more for a day, in the store and here: somebody may still be reading it until then.

    Raises FilesAway.
    """
    counting = set(db.session.scalars(select(FeedFile.stored_as)))
    db.session.rollback()  # nothing was changed; a reading transaction should not stay open
    for chunk in store.listing(FOLDER):
        old = [file.path for file in chunk if file.modified_at < now() - ABANDONED]
        store.delete(path for path in old if path not in counting)
    copies.sweep(counting, now() - ABANDONED)
