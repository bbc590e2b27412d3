"""Codes as pictures: drawn on the page, and as a file that a bank app opens from the phone's photos."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Final

import segno

QUIET: Final = 4
"""So many modules around a code stay white (ISO/IEC 18004)."""


@dataclass(frozen=True)
class Drawing:
    """A code as the path of a drawing that is `size` modules wide, the quiet zone left out."""

    size: int
    path: str


@lru_cache(maxsize=512)
def draw(text: str) -> Drawing:
    """The code of a text, its dark modules in runs."""
    size, runs = bars(text)
    return Drawing(size, "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in runs))


def bars(text: str) -> tuple[int, list[tuple[int, int, int]]]:
    """How many modules wide the code of a text is, and its dark modules in runs: column, row and length of each."""
    rows = [bytes(row) for row in _code(text).matrix]
    return len(rows), [(x, y, length) for y, row in enumerate(rows) for x, length in _runs(row)]


def png(text: str) -> bytes:
    """The code of a text as a file, large enough for an app to find it in a photo."""
    picture = BytesIO()
    _code(text).save(picture, kind="png", scale=14, border=QUIET)
    return picture.getvalue()


def _code(text: str) -> segno.QRCode:
    return segno.make(text, error="m", micro=False)


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Where dark modules begin, and how many there are side by side."""
    begun = [x for x, dark in enumerate(row) if dark and not (x and row[x - 1])]
    return [(x, len(row[x:]) - len(row[x:].lstrip(b"\x01"))) for x in begun]
