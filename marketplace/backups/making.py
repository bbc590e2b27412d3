"""Making a backup: the database first, then the pictures, so that every row of the copy has its files."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple, TypeAlias

from marketplace.backups import archive, copies, places, pruning
from marketplace.backups.errors import BackupError
from marketplace.backups.manifest import Manifest
from marketplace.backups.places import Place
from marketplace.clock import now
from marketplace.gateways import files
from marketplace.gateways.files import FilesAway

WORK: Final = ".gui-backup-"
Progress: TypeAlias = Callable[[str, int, int], object]
"""Hears what is being done, how many bytes of it are done, and how many there are."""


class Made(NamedTuple):
    """A backup that was made, its size in bytes, and which older ones it made superfluous."""

    place: Place
    size: int
    manifest: Manifest
    pruned: list[str]


def make(at: str, work: Path, key: str = "", progress: Progress = lambda *_: None) -> Made:
    """Back everything up into a folder or bucket; large files are put together in `work` where it is a bucket.

    Raises BackupError, and leaves nothing behind then but the backups of before.
    """
    folder = places.folder_of(at) or work
    with refusing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        stored = list(_sizes())
        places.need_room(folder, 2 * copies.size() + sum(stored))
        with TemporaryDirectory(prefix=WORK, dir=folder) as own:
            made = _make(at, Path(own), key, Told(progress, len(stored), sum(stored)))
    return made._replace(pruned=places.prune(at))


class Told(NamedTuple):
    """Who hears how far it is, and how many pictures and bytes there are."""

    progress: Progress
    pictures: int
    total: int


def _make(at: str, own: Path, key: str, told: Told) -> Made:
    made_at = now()
    told.progress("copying the database", 0, copies.size())
    facts = copies.copy(own / "database")
    begun = Manifest(made_at.isoformat(), facts.version, copies.kind(), *facts[1:], 0, "", 0, 0, "")
    (own / "archive").touch(mode=0o600)  # it holds everybody's address
    with (own / "archive").open("wb") as into, archive.written(into, key) as tar:
        manifest = archive.write(tar, own / "database", _pictures(told), begun)
    place = Place(at, pruning.name_of(made_at, is_sealed=bool(key)))
    size = (own / "archive").stat().st_size
    told.progress("handing it over", 0, size)
    places.hand_over(own / "archive", place)
    return Made(place, size, manifest, [])


def _sizes() -> Iterator[int]:
    for chunk in files.listing(""):
        yield from (file.size for file in chunk)


def _pictures(told: Told) -> Iterator[tuple[str, bytes]]:
    """Every file of the store; one that is deleted meanwhile belongs to nothing any more."""
    done = 0
    told.progress(f"copying {told.pictures:,} files of photos", done, told.total)
    for chunk in files.listing(""):
        for file in chunk:
            try:
                yield file.path, files.get(file.path)
            except FileNotFoundError:
                continue
            done += file.size
            told.progress(f"copying {told.pictures:,} files of photos", done, told.total)


@contextmanager
def refusing(folder: Path) -> Iterator[None]:
    """Turn what a disk or the store of photos refuses into BackupError."""
    try:
        yield
    except FilesAway as error:
        raise BackupError(f"The store of photos does not answer: {error}. Nothing was changed.") from error
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        reason = "the disk is full" if full else (error.strerror or str(error))
        raise BackupError(f"{folder} cannot be written to: {reason}. Nothing was changed.") from error
