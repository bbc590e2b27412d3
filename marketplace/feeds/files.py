"""The folder of the feeds: compressed files that are replaced at one stroke."""

import gzip
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, TextIO

from marketplace import catalogue, sellers
from marketplace.clock import now
from marketplace.feeds.site import site

ABANDONED: Final = timedelta(days=1)


def find(name: str, *, younger_than: timedelta | None = None) -> Path | None:
    """The compressed file of a feed, if it was written (and not too long ago).

    One is not given out in which something may stand that operators have taken off sale since.
    """
    path = _path(name)
    is_there = path.is_file() and (younger_than is None or age(name) < younger_than)
    return path if is_there and not _names_what_may_not_be_sold(path) else None


def _names_what_may_not_be_sold(path: Path) -> bool:
    """Whether a shop was suspended or goods were taken down after the file was begun."""
    closed = (sellers.last_suspended_at(), catalogue.last_taken_down_at())
    return any(moment is not None and _began_at(path) <= moment for moment in closed)


def age(name: str) -> timedelta:
    """How long ago the writing of the feed began; a feed that is missing is endlessly old."""
    try:
        return _age(_path(name))
    except FileNotFoundError:
        return timedelta.max


def _age(path: Path) -> timedelta:
    return now() - _began_at(path)


def _began_at(path: Path) -> datetime:
    """When what stands in the file began to be read: what changed later may be missing."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


@contextmanager
def written(name: str) -> Iterator[TextIO]:
    """A feed to write; whoever reads meanwhile finds the last one, and keeps it if this one fails.

    Two that write at once, because a worker was taken for dead, do not meet: the last one to finish counts.
    """
    site.folder.mkdir(parents=True, exist_ok=True)
    _forget_unfinished(name)
    unfinished, began_at = _path(f".{name}-{secrets.token_hex(4)}"), now().timestamp()
    try:
        with gzip.open(unfinished, "wt", compresslevel=6, encoding="utf-8", newline="") as file:
            yield file
        os.utime(unfinished, (began_at, began_at))
        unfinished.replace(_path(name))
    finally:
        unfinished.unlink(missing_ok=True)


def _forget_unfinished(name: str) -> None:
    """Remove what workers that were killed left behind."""
    for path in site.folder.glob(f".{name}-*.gz"):
        if _age(path) > ABANDONED:
            path.unlink(missing_ok=True)


def sweep(prefix: str, keep: set[str]) -> None:
    """Remove the feeds whose names begin so, except those to keep."""
    for path in site.folder.glob(f"{prefix}*.gz"):
        if path.stem not in keep:
            path.unlink()


def _path(name: str) -> Path:
    return site.folder / f"{name}.gz"
