"""Short films that buyers send, checked by their own tables of contents and rid of everything but picture and sound.

MP4 and MOV are boxes within boxes (ISO/IEC 14496-12): `mvhd` says how long a film is, each `trak` what it holds.
Phones write the place into `udta` and `meta`, and sensors into tracks of their own. Such a box becomes a `free` one of
the same size, filled with zeros, so that no address of a frame moves.
"""

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from marketplace.returns.errors import NotAVideo, VideoTooBig, VideoTooLong

MOST_MEGABYTES: Final = 20
MOST_BYTES: Final = MOST_MEGABYTES * 1024 * 1024
MOST_SECONDS: Final = 30
BRANDS: Final = (
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"qt  ",
    b"3gp4",
    b"3gp5",
    b"M4V ",
)
TELLING: Final = (b"udta", b"meta", b"uuid", b"skip", b"free", b"wide", b"pnot")
"""Boxes that say something about the film or are filled with anything."""
SHOWN: Final = (b"vide", b"soun")
MOST_BOXES: Final = 2_000


class Box(NamedTuple):
    """A part of the file: its kind, where its content begins and where it ends; `start` is where its head begins."""

    kind: bytes
    start: int
    content: int
    end: int


def cleaned(data: bytes) -> bytes:
    """The film without anything that says where, when or by whom it was made.

    Raises VideoTooBig, NotAVideo or VideoTooLong.
    """
    if len(data) > MOST_BYTES:
        raise VideoTooBig(most=MOST_MEGABYTES)
    tops = list(boxes(data, 0, len(data)))
    kinds = [box.kind for box in tops]
    if kinds[:1] != [b"ftyp"] or kinds.count(b"moov") != 1 or b"mdat" not in kinds or data[8:12] not in BRANDS:
        raise NotAVideo()
    movie = next(box for box in tops if box.kind == b"moov")
    _check_length(data, movie)
    made = bytearray(data)
    for box in tops:
        if box.kind in TELLING:
            _empty(made, box)
    if not _clean_movie(made, movie):
        raise NotAVideo()
    return bytes(made)


def boxes(data: bytes | bytearray, start: int, end: int) -> Iterator[Box]:
    """The boxes that follow each other there. Raises NotAVideo where they do not fill it."""
    at = start
    for _ in range(MOST_BOXES):
        if at == end:
            return
        if at + 8 > end:
            break
        size, content = int.from_bytes(data[at : at + 4]), at + 8
        if size == 1:
            size, content = int.from_bytes(data[at + 8 : at + 16]), at + 16
        size = end - at if size == 0 else size
        if size < content - at or at + size > end:
            break
        yield Box(bytes(data[at + 4 : at + 8]), at, content, at + size)
        at += size
    raise NotAVideo()


def _check_length(data: bytes, movie: Box) -> None:
    """Raises VideoTooLong, or NotAVideo where the film does not say how long it is."""
    header = next((box for box in boxes(data, movie.content, movie.end) if box.kind == b"mvhd"), None)
    if header is None:
        raise NotAVideo()
    scale, length = _duration(data[header.content : header.end])
    if not scale or not length:
        raise NotAVideo()
    if length > MOST_SECONDS * scale:
        raise VideoTooLong(seconds=-(-length // scale), most=MOST_SECONDS)


def _duration(header: bytes) -> tuple[int, int]:
    """How many parts a second has, and how many parts long the film is."""
    try:
        if header[:1] == b"\x01":
            scale, length = struct.unpack_from(">IQ", header, 20)
        else:
            scale, length = struct.unpack_from(">II", header, 12)
    except struct.error as error:
        raise NotAVideo() from error
    return scale, length


def _clean_movie(data: bytearray, movie: Box) -> bool:
    """Empty what tells; whether a track of pictures is left."""
    has_pictures = False
    for box in boxes(data, movie.content, movie.end):
        if box.kind == b"trak":
            handler = _handler(data, box)
            has_pictures = has_pictures or handler == b"vide"
            _clean_track(data, box) if handler in SHOWN else _empty(data, box)
        elif box.kind == b"mvhd":
            _forget_times(data, box)
        elif box.kind in TELLING:
            _empty(data, box)
    return has_pictures


def _clean_track(data: bytearray, track: Box) -> None:
    for box in boxes(data, track.content, track.end):
        if box.kind in TELLING:
            _empty(data, box)
        elif box.kind == b"tkhd":
            _forget_times(data, box)
        elif box.kind == b"mdia":
            for part in boxes(data, box.content, box.end):
                if part.kind == b"mdhd":
                    _forget_times(data, part)
                elif part.kind in TELLING:
                    _empty(data, part)


def _handler(data: bytearray, track: Box) -> bytes:
    """What the samples of a track are: vide, soun, or something that nobody sees."""
    for box in boxes(data, track.content, track.end):
        if box.kind == b"mdia":
            for part in boxes(data, box.content, box.end):
                if part.kind == b"hdlr":
                    return bytes(data[part.content + 8 : part.content + 12])
    return b""


def _forget_times(data: bytearray, box: Box) -> None:
    """The first version of these headers tells in four bytes each when it was made and changed, the second in eight."""
    wide = data[box.content : box.content + 1] == b"\x01"
    length = 16 if wide else 8
    if box.content + 4 + length > box.end:
        raise NotAVideo()
    data[box.content + 4 : box.content + 4 + length] = bytes(length)


def _empty(data: bytearray, box: Box) -> None:
    data[box.start + 4 : box.start + 8] = b"free"
    data[box.content : box.end] = bytes(box.end - box.content)
