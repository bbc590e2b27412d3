"""Compressed pages that are put together from pieces: what all see was compressed before, the own parts go as they are.

A gzip file is a row of blocks that need not know of each other. So a page costs its compression once, and a secret in
it is never compressed beside what somebody else may have put there.
"""

import zlib
from functools import lru_cache
from typing import Final

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

ENCODINGS: Final = ("br", "gzip")
HEAD: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
LAST_BLOCK: Final = b"\x03\x00"
LONGEST_HEADER: Final = 200
LONGEST_BLOCK: Final = 65_535


def takes_gzip(accepted: str) -> bool:
    """Whether a browser with this header Accept-Encoding unpacks gzip."""
    return "gzip" in taken(accepted)


def taken(accepted: str) -> tuple[str, ...]:
    """What a browser with this header Accept-Encoding unpacks of what the shop packs; nothing that it refuses."""
    return _taken(accepted[:LONGEST_HEADER])


@lru_cache(maxsize=1_000)
def _taken(accepted: str) -> tuple[str, ...]:
    qualities = parse_accept_header(accepted, Accept)
    return tuple(encoding for encoding in ENCODINGS if qualities.quality(encoding) > 0)


def squeezed(piece: bytes) -> bytes:
    """Compressed blocks that can stand anywhere in a file."""
    squeezer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return squeezer.compress(piece) + squeezer.flush(zlib.Z_FULL_FLUSH)


def packed(pieces: tuple[bytes, ...], squeezed_pieces: tuple[bytes, ...], own: list[bytes]) -> bytes:
    """The gzip file of these pieces, with the own parts between them, each no longer than LONGEST_BLOCK."""
    blocks, checksum, size = [HEAD, squeezed_pieces[0]], zlib.crc32(pieces[0]), len(pieces[0])
    for part, piece, squeezed_piece in zip(own, pieces[1:], squeezed_pieces[1:], strict=True):
        blocks += (_stored(part), squeezed_piece)
        checksum = zlib.crc32(piece, zlib.crc32(part, checksum))
        size += len(part) + len(piece)
    return b"".join((*blocks, LAST_BLOCK, checksum.to_bytes(4, "little"), size.to_bytes(4, "little")))


def _stored(part: bytes) -> bytes:
    """A block that is not compressed."""
    length = len(part)
    return b"\x00" + length.to_bytes(2, "little") + (LONGEST_BLOCK - length).to_bytes(2, "little") + part
