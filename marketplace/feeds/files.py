"""The folder of the feeds: compressed files that are replaced at one stroke, and a lock for whoever writes them."""

import fcntl
import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO

from marketplace.clock import now
from marketplace.feeds.site import site


def find(name: str, *, younger_than: timedelta | None = None) -> Path | None:
    """The compressed file of a feed, if it was written (and not too long ago)."""
    path = _path(name)
    is_there = path.is_file() and (younger_than is None or age(name) < younger_than)
    return path if is_there else None


def age(name: str) -> timedelta:
    """How long ago the feed was written; a feed that is missing is endlessly old."""
    try:
        return now() - datetime.fromtimestamp(_path(name).stat().st_mtime, UTC)
    except FileNotFoundError:
        return timedelta.max


@contextmanager
def written(name: str) -> Iterator[TextIO]:
    """A feed to write; whoever reads meanwhile finds the last one, and keeps it if this one fails."""
    unfinished = _path(f".{name}")
    try:
        with gzip.open(unfinished, "wt", compresslevel=6, encoding="utf-8", newline="") as file:
            yield file
        unfinished.replace(_path(name))
    finally:
        unfinished.unlink(missing_ok=True)


def sweep(prefix: str, keep: set[str]) -> None:
    """Remove the feeds whose names begin so, except those to keep."""
    for path in site.folder.glob(f"{prefix}*.gz"):
        if path.stem not in keep:
            path.unlink()


@contextmanager
def lease() -> Iterator[bool]:
    """Whether this process may write now: one at a time. The system takes the lease back when the process dies."""
    site.folder.mkdir(parents=True, exist_ok=True)
    with (site.folder / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _path(name: str) -> Path:
    return site.folder / f"{name}.gz"
