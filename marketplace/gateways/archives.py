"""Places for backups: a folder or a bucket that is not the shop's own. Large files pass through in pieces."""

import io
from pathlib import Path
from typing import Final

import obstore

from marketplace.gateways.files import answering, open_store

PIECE: Final = 8 * 1024 * 1024
"""Bytes that are asked for at a time, so that a slow line meets no time limit and nothing large stands in memory."""


def names(place: str) -> list[str]:
    """The files there, but those in folders of it. Raises FilesAway."""
    with answering():
        return sorted(found["path"] for found in obstore.list_with_delimiter(open_store(place))["objects"])


def upload(place: str, name: str, source: Path) -> None:
    """Put a file there, whole or not at all. Raises FilesAway."""
    with answering():
        obstore.put(open_store(place), name, source, chunk_size=PIECE, max_concurrency=2)


def remove(place: str, name: str) -> None:
    """Delete a file there. Raises FilesAway."""
    with answering():
        obstore.delete(open_store(place), name)


class Remote(io.RawIOBase):
    """A file there, read piece by piece. Raises FileNotFoundError and FilesAway."""

    def __init__(self, place: str, name: str) -> None:
        self._store, self._name = open_store(place), name
        self._at = 0
        with answering():
            self._size = obstore.head(self._store, name)["size"]

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Read on into the buffer; 0 at the end."""
        length = min(len(buffer), self._size - self._at)
        if length <= 0:
            return 0
        with answering():
            buffer[:length] = bytes(obstore.get_range(self._store, self._name, start=self._at, length=length))
        self._at += length
        return length


def reading(place: str, name: str) -> io.BufferedReader:
    """The file for reading from its beginning. Raises FileNotFoundError and FilesAway."""
    return io.BufferedReader(Remote(place, name), PIECE)
