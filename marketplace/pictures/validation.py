"""What is asked of a file before any of it is unpacked: size, kind, pixels, wholeness."""

import re
from io import BytesIO
from typing import Final

from PIL import Image, UnidentifiedImageError

from marketplace.pictures.errors import (
    DrawingRefused,
    HeicRefused,
    NotAPicture,
    PictureIncomplete,
    PictureTooBig,
    TooFewPixels,
    TooManyPixels,
    TooMuchWork,
)

MOST_BYTES: Final = 12 * 1024 * 1024
MOST_PIXELS: Final = 25_000_000
SHORTEST_SIDE: Final = 400
KINDS: Final = ("JPEG", "PNG", "WEBP", "AVIF")
MOST_SCANS: Final = 50
"""How often a JPEG may go over its pixels. Cameras do it once, progressive files ten or twenty times."""
MARKER: Final = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
"""What begins a part of a JPEG; within pixels another byte follows the 255."""
START_OF_SCAN, END_OF_IMAGE = b"\xda", b"\xd9"
END_OF_PNG: Final = b"IEND\xae\x42\x60\x82"

# Pillow warns from 89 million pixels on and refuses 179 million; `open_picture` refuses far earlier.
Image.MAX_IMAGE_PIXELS = None


def check(data: bytes) -> None:
    """See that the file is a picture that can be worked on. Reads its header, never its pixels.

    Raises PictureTooBig, NotAPicture, DrawingRefused, HeicRefused, TooManyPixels, TooFewPixels, PictureIncomplete or
    TooMuchWork.
    """
    if len(data) > MOST_BYTES:
        raise PictureTooBig()
    with open_picture(data) as image:
        width, height = image.size
    if min(width, height) < SHORTEST_SIDE:
        raise TooFewPixels(width=width, height=height)
    if not _is_whole(data):
        raise PictureIncomplete()
    if _has_too_many_scans(data):
        raise TooMuchWork()


def open_picture(data: bytes) -> Image.Image:
    """The picture, not yet unpacked. Raises like `check` for what is none, broken off, or has too many pixels."""
    _see_kind(data)
    try:
        image = Image.open(BytesIO(data), formats=KINDS)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, RuntimeError) as error:
        raise PictureIncomplete() from error  # RuntimeError: the reader of AVIF
    if image.width * image.height > MOST_PIXELS:
        raise TooManyPixels(width=image.width, height=image.height)
    return image


def _see_kind(data: bytes) -> None:
    """Judge by the content; names and what the browser says can be anything."""
    is_box, brands = data[4:8] == b"ftyp", data[8:64]
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (is_box and b"avi" in brands):
        return
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return
    if is_box and (b"hei" in brands or b"mif1" in brands):
        raise HeicRefused()
    raise DrawingRefused() if b"<svg" in data[:1000].lower() else NotAPicture()


def _is_whole(data: bytes) -> bool:
    """Whether the file has its end. What follows the end does not matter: some phones put a film there."""
    if data.startswith(b"\xff\xd8"):
        return data.find(b"\xff\xd9", _first_scan(data)) >= 0
    if data.startswith(b"RIFF"):
        return len(data) >= int.from_bytes(data[4:8], "little") + 8
    return END_OF_PNG in data if data.startswith(b"\x89PNG") else True


def _has_too_many_scans(data: bytes) -> bool:
    """Whether a JPEG goes over its pixels too often. Goes from part to part, over whatever a decoder goes over."""
    at, scans = 2, 0
    while data.startswith(b"\xff\xd8") and (found := MARKER.search(data, at)) and found[1] != END_OF_IMAGE:
        scans += found[1] == START_OF_SCAN
        if scans > MOST_SCANS:
            return True
        at = found.end() + max(int.from_bytes(data[found.end() : found.end() + 2]), 2)
    return False


def _first_scan(data: bytes) -> int:
    """Where a JPEG's own pixels begin, past the segments before them: one of those may hold a whole small JPEG."""
    at = 2
    while data[at : at + 1] == b"\xff" and (marker := data[at + 1 : at + 2]) not in {b"\xda", b""}:
        at += 2 + int.from_bytes(data[at + 2 : at + 4]) if marker != b"\xff" else 1
    return at
