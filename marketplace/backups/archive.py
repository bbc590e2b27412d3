"""The file of a backup: a tar of the database, the pictures and, at its end, the manifest; sealed when there is a key.

Without a key any tar opens it. Everything passes through in pieces, so that the memory it takes does not grow with it.
"""

import hashlib
import io
import shutil
import tarfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, cast

from marketplace.backups import manifest
from marketplace.backups.encryption import DAMAGED, MAGIC, Opened, Sealed
from marketplace.backups.errors import BackupError
from marketplace.backups.manifest import Manifest

DATABASE: Final = "database"
PICTURES: Final = "pictures/"
PIECE: Final = 1024 * 1024
Take = Callable[[str, bytes], object]
"""What is done with a picture: its path in the store, and its content."""


@contextmanager
def written(into: BinaryIO, key: str) -> Iterator[tarfile.TarFile]:
    """The tar that is written into this file; an exception leaves it unfinished, which every reader notices."""
    sealed = Sealed(into, key) if key else None
    with tarfile.open(fileobj=cast(Any, sealed or into), mode="w|", bufsize=PIECE, format=tarfile.PAX_FORMAT) as tar:
        yield tar
    if sealed:
        sealed.close()


def write(tar: tarfile.TarFile, database: Path, pictures: Iterable[tuple[str, bytes]], told: Manifest) -> Manifest:
    """Write everything; gives the manifest with what was found on the way."""
    with database.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    size = database.stat().st_size
    with database.open("rb") as content:
        tar.addfile(_member(DATABASE, size), content)
    seen = Seen()
    for path, picture in pictures:
        tar.addfile(_member(PICTURES + path, len(picture)), io.BytesIO(picture))
        seen.note(path, picture)
    complete = replace(told, database_bytes=size, database_digest=digest, **seen.told())
    content_of_it = complete.written()
    tar.addfile(_member(manifest.NAME, len(content_of_it)), io.BytesIO(content_of_it))
    return complete


@dataclass
class Seen:
    """The pictures that passed by."""

    count: int = 0
    size: int = 0
    names: set[str] = field(default_factory=set)
    digest: Any = field(default_factory=hashlib.sha256)

    def note(self, path: str, content: bytes) -> None:
        """One more."""
        self.count, self.size = self.count + 1, self.size + len(content)
        self.digest.update(f"{path}\n{len(content)}\n".encode())
        self.digest.update(content)

    def told(self) -> dict[str, Any]:
        """As the manifest says it."""
        return {"pictures": self.count, "pictures_bytes": self.size, "pictures_digest": self.digest.hexdigest()}


def read(source: BinaryIO, key: str, database: Path, take: Take) -> Manifest:
    """Read everything, write the database to a file, let `take` have the pictures; gives the manifest.

    Raises BackupError when anything is not as it was written. Only then is known that all of it is.
    """
    try:
        with tarfile.open(fileobj=cast(Any, _opened(source, key)), mode="r|", bufsize=PIECE) as tar:
            return _read(tar, database, take)
    except (tarfile.TarError, EOFError) as error:
        raise BackupError(DAMAGED) from error


def _opened(source: BinaryIO, key: str) -> BinaryIO:
    begins = source.read(len(MAGIC))
    if begins == MAGIC:
        return cast(BinaryIO, io.BufferedReader(Opened(source, key), PIECE))
    return cast(BinaryIO, io.BufferedReader(_Again(begins, source), PIECE))


class _Again(io.RawIOBase):
    """A stream of which the beginning was read already."""

    def __init__(self, begins: bytes, rest: BinaryIO) -> None:
        self._begins, self._rest = begins, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found = self._begins[: len(buffer)] or self._rest.read(len(buffer))
        self._begins = self._begins[len(buffer) :]
        buffer[: len(found)] = found
        return len(found)


def _read(tar: tarfile.TarFile, database: Path, take: Take) -> Manifest:
    seen, digest, told = Seen(), "", None
    for member in tar:
        content = tar.extractfile(member)
        if content is None or told:
            raise BackupError(DAMAGED)
        if member.name == DATABASE:
            digest = _unpack(content, database)
        elif member.name == manifest.NAME:
            told = manifest.read(content.read())
        else:
            _pass_on(member.name, content.read(), seen, take)
    return _compared(told, digest, seen)


def _pass_on(name: str, content: bytes, seen: Seen, take: Take) -> None:
    path = name.removeprefix(PICTURES)
    if path == name or ".." in path.split("/") or path.startswith("/"):
        raise BackupError(DAMAGED)
    seen.note(path, content)
    take(path, content)


def _unpack(content: IO[bytes], database: Path) -> str:
    with database.open("wb") as file:
        shutil.copyfileobj(content, file, PIECE)
    with database.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _compared(told: Manifest | None, digest: str, seen: Seen) -> Manifest:
    if told is None or told.database_digest != digest or replace(told, **seen.told()) != told:
        raise BackupError(DAMAGED)
    return told


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member
