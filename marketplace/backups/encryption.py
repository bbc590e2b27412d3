"""Sealing a file of any size in pieces, each of which nobody can change, exchange or leave out unnoticed.

AES-256-GCM over pieces of a megabyte (the STREAM construction): each nonce holds the number of the piece and whether it
is the last one. The key is made of the text in the settings and of a salt that stands in the head of the file.
"""

import hmac
import io
import os
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from marketplace.backups.errors import BackupError

MAGIC: Final = b"gui-sealed-1\n"
PIECE: Final = 1024 * 1024
TAG: Final = 16
SALT: Final = 16
PROOF: Final = 16
"""Bytes of the head that tell a wrong key from a file that was changed."""
DAMAGED: Final = (
    "The backup is damaged: it was cut off or changed after it was made. Nothing was changed; take another."
)
WRONG_KEY: Final = "This backup was sealed with another key. Name that one in BACKUP_KEY."
NO_KEY: Final = "This backup is sealed. Set BACKUP_KEY to its key."


class Sealed(io.RawIOBase):
    """Writes what it is given to `into`, sealed; closing it writes the last piece and leaves `into` open."""

    def __init__(self, into: BinaryIO, key: str) -> None:
        salt = os.urandom(SALT)
        self._into, self._waiting, self._number = into, bytearray(), 0
        self._box, proof = _opened(key, salt)
        into.write(MAGIC + salt + proof)

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def write(self, content: "bytes | memoryview | bytearray") -> int:  # type: ignore[override]
        """Seal what fills a piece; the rest waits. At least one byte waits until the last piece is known to be one."""
        self._waiting += content
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), is_last=False)
            del self._waiting[:PIECE]
        return len(content)

    def close(self) -> None:
        """Write the last piece."""
        if not self.closed:
            self._seal(bytes(self._waiting), is_last=True)
        super().close()

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        self._into.write(self._box.encrypt(_nonce(self._number, is_last), piece, None))
        self._number += 1


class Opened(io.RawIOBase):
    """Reads what was sealed. Raises BackupError for another key, a changed byte, or a missing end."""

    def __init__(self, source: BinaryIO, key: str) -> None:
        if not key:
            raise BackupError(NO_KEY)
        head = source.read(SALT + PROOF)
        self._box, proof = _opened(key, head[:SALT])
        if len(head) < SALT + PROOF:
            raise BackupError(DAMAGED)
        if not hmac.compare_digest(proof, head[SALT:]):
            raise BackupError(WRONG_KEY)
        self._source, self._ready, self._number, self._is_over = source, b"", 0, False
        self._next = source.read(PIECE + TAG)

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Open the next piece when the last one is used up; 0 at the end."""
        if not self._ready and not self._is_over:
            self._open()
        length = min(len(buffer), len(self._ready))
        buffer[:length] = self._ready[:length]
        self._ready = self._ready[length:]
        return length

    def _open(self) -> None:
        piece, self._next = self._next, self._source.read(PIECE + TAG)
        self._is_over = not self._next
        try:
            self._ready = self._box.decrypt(_nonce(self._number, self._is_over), piece, None)
        except InvalidTag as error:
            raise BackupError(DAMAGED) from error
        self._number += 1


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _opened(key: str, salt: bytes) -> tuple[AESGCM, bytes]:
    """What seals with this key, and the proof that it was this key."""
    made = HKDF(SHA256(), 32 + PROOF, salt, b"backup").derive(key.encode())
    return AESGCM(made[:32]), made[32:]
