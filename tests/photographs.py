"""Real picture files, as phones and people make them."""

import os
from io import BytesIO
from typing import Any

from PIL import Image

LEFT, RIGHT = (200, 30, 30), (30, 30, 200)
ORIENTATION, GPS, SELLER = 0x0112, 0x8825, 0x010F


def scene(width: int = 1200, height: int = 900) -> Image.Image:
    """A picture that is red on its left and blue on its right."""
    image = Image.new("RGB", (width, height), RIGHT)
    image.paste(LEFT, (0, 0, width // 2, height))
    return image


def noise(width: int = 1600, height: int = 1600) -> Image.Image:
    """What no format can make small."""
    return Image.frombytes("RGB", (width, height), os.urandom(width * height * 3))


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def jpeg(width: int = 1200, height: int = 900) -> bytes:
    return saved(scene(width, height))


def from_a_phone() -> bytes:
    """Held sideways, with a note of where and by which phone it was taken, and a small picture of itself inside."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # to be turned a quarter to the right
    exif[SELLER] = "Secret Phone"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (20.0, 49.0, 12.5)
    return saved(scene().rotate(90, expand=True), exif=exif, comment=b"secret comment")


def huge_png() -> bytes:
    """A few kilobytes that unpack to 13,300 x 13,300 pixels."""
    return saved(Image.new("1", (13_300, 13_300)), "PNG")


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image
