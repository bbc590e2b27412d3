"""Under which names the files of a picture are kept. None of them comes from the person who sent it."""

import secrets
from itertools import product
from typing import Final

ORIGINALS: Final = "originals"
RENDITIONS: Final = "pictures"
WIDTHS: Final = (400, 800, 1600)
"""Squares of 400 and 800 pixels; 1600 is the longer side of the uncropped picture."""
EXTENSIONS: Final = ("avif", "webp", "jpg")


def new_ref() -> str:
    """A name that nobody can guess: 16 hexadecimal digits."""
    return secrets.token_hex(8)


def original(ref: str) -> str:
    """Where the file is kept as it was sent, until it is processed. Never shown: it may say where it was taken."""
    return f"{ORIGINALS}/{ref}"


def rendition(ref: str, width: int, extension: str) -> str:
    """Where one size in one format is kept."""
    return f"{RENDITIONS}/{ref[:2]}/{ref}-{width}.{extension}"


def files_of(ref: str) -> list[str]:
    """All that a picture may have."""
    return [original(ref), *(rendition(ref, *size) for size in product(WIDTHS, EXTENSIONS))]


def ref_of(path: str) -> str:
    """The picture that a file belongs to."""
    return path.rpartition("/")[2].partition("-")[0]
