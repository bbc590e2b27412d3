"""Where backups stand: in a folder or a bucket, each under the name of its moment."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import disk_usage
from typing import BinaryIO, NamedTuple, cast
from urllib.parse import unquote, urlsplit

from marketplace.backups import pruning
from marketplace.backups.errors import BackupError
from marketplace.clock import now
from marketplace.gateways import archives
from marketplace.gateways.files import FilesAway

MEGABYTE = 1024 * 1024


class Place(NamedTuple):
    """A backup: in which folder or bucket, and its name there."""

    at: str
    name: str


def folder_of(at: str) -> Path | None:
    """The folder behind an address; None for a bucket."""
    parts = urlsplit(at)
    return Path(unquote(parts.path)) if parts.scheme == "file" else None


def place_of(text: str) -> Place:
    """A backup by its path, or by its address in a bucket. Raises BackupError."""
    if text.startswith("s3://"):
        parts = urlsplit(text)
        folder, _, name = parts.path.rpartition("/")
        return Place(parts._replace(path=folder).geturl(), name)
    path = Path(text).absolute()
    if not path.is_file():
        raise BackupError(f"There is no backup at {path}.")
    return Place(path.parent.as_uri(), path.name)


def newest(at: str) -> Place:
    """The newest backup there. Raises BackupError when there is none."""
    with answering(at):
        made = list(pruning.ours(archives.names(at)))
    if not made:
        raise BackupError(f"There is no backup in {show(at)} yet.")
    return Place(at, made[0])


@contextmanager
def opened(place: Place) -> Iterator[BinaryIO]:
    """The backup for reading. Raises BackupError."""
    with answering(place.at), archives.reading(*place) as source:
        yield cast(BinaryIO, source)


def hand_over(archive: Path, place: Place) -> None:
    """Give the finished archive its name: until then nobody sees it there. Raises BackupError."""
    folder = folder_of(place.at)
    if folder is None:
        with answering(place.at):
            archives.upload(*place, archive)
        return
    with archive.open("rb") as written:
        os.fsync(written.fileno())
    archive.replace(folder / place.name)


def prune(at: str) -> list[str]:
    """Delete the backups that the rule does not keep; gives their names. Raises BackupError."""
    with answering(at):
        gone = pruning.superfluous(archives.names(at), now())
        for name in gone:
            archives.remove(at, name)
    return gone


def need_room(folder: Path, needed: int) -> None:
    """Raises BackupError when the disk of the folder has not so many bytes left."""
    free = disk_usage(folder).free
    if free < needed:
        raise BackupError(
            f"The disk of {folder} has {free // MEGABYTE:,} MB left, and {needed // MEGABYTE + 1:,} MB may be needed. "
            "Nothing was changed; make room or choose another place."
        )


def show(at: str) -> str:
    """The address without its keys."""
    parts = urlsplit(at)
    return unquote(parts.path) if parts.scheme == "file" else f"s3://{parts.hostname}{parts.path}"


@contextmanager
def answering(at: str) -> Iterator[None]:
    """Turn what a place says that cannot be reached into BackupError."""
    try:
        yield
    except (FilesAway, FileNotFoundError) as error:
        raise BackupError(f"{show(at)} cannot be used: {error}") from error
