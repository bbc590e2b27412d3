"""A picture in every size and format in which it is shown."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageCms, ImageFilter, ImageOps

from marketplace.errors import DomainError
from marketplace.pictures.checks import open_picture
from marketplace.pictures.errors import Undecodable
from marketplace.pictures.names import EXTENSIONS, WIDTHS

LARGEST: Final = WIDTHS[-1]
MOST_BYTES: Final = {400: 40_000, 800: 110_000, 1600: 400_000}
FORMATS: Final[dict[str, tuple[str, int, dict[str, Any]]]] = {
    "avif": ("AVIF", 60, {"speed": 8}),
    "webp": ("WEBP", 80, {"method": 4}),
    "jpg": ("JPEG", 82, {"optimize": True, "progressive": True}),
}
LOWEST_QUALITY: Final = 20
BLUR: Final = (8, 8)


@dataclass(frozen=True)
class Rendition:
    """One file to be kept."""

    width: int
    extension: str
    content: bytes


def unpack(data: bytes) -> Image.Image:
    """The pixels alone: upright, in the web's colours, on white, without a word about where and by whom.

    Raises Undecodable, or what `checks.open_picture` raises.
    """
    try:
        with open_picture(data) as image:
            image.draft("RGB", (LARGEST, LARGEST))  # a large JPEG is read at a half or a quarter straight away
            image.load()
            upright = ImageOps.exif_transpose(image)
            plain = _on_white(_in_web_colours(upright))
    except (DomainError, MemoryError):
        raise
    except Exception as error:  # a decoder may stumble over anything in a broken file
        raise Undecodable() from error
    plain.info.clear()
    return plain


def renditions(image: Image.Image) -> Iterator[Rendition]:
    """Every file that the picture is shown from."""
    for width in WIDTHS:
        sized = whole(image) if width == LARGEST else _square(image, width)
        for extension in EXTENSIONS:
            yield Rendition(width, extension, _fitted(sized, extension, MOST_BYTES[width]))


def whole(image: Image.Image) -> Image.Image:
    """The uncropped picture, at most LARGEST pixels wide and high."""
    return ImageOps.contain(image, (LARGEST, LARGEST)) if max(image.size) > LARGEST else image


def blur_of(image: Image.Image) -> str:
    """A picture of a few pixels as a data: address, to stand there while the real one comes."""
    content = _encode(ImageOps.fit(image, BLUR), "webp", LOWEST_QUALITY)
    return f"data:image/webp;base64,{b64encode(content).decode()}"


def _square(image: Image.Image, width: int) -> Image.Image:
    side = min(width, *image.size)
    return ImageOps.fit(image, (side, side), Image.Resampling.LANCZOS)


def _fitted(image: Image.Image, extension: str, most_bytes: int) -> bytes:
    """The best quality that is small enough; what stays too big, pure noise, is smoothed."""
    for quality in range(FORMATS[extension][1], LOWEST_QUALITY - 1, -15):
        content = _encode(image, extension, quality)
        if len(content) <= most_bytes:
            return content
    return _fitted(image.filter(ImageFilter.GaussianBlur(1)), extension, most_bytes)


def _encode(image: Image.Image, extension: str, quality: int) -> bytes:
    name, _, options = FORMATS[extension]
    file = BytesIO()
    image.save(file, name, quality=quality, **options)
    return file.getvalue()


def _in_web_colours(image: Image.Image) -> Image.Image:
    """Photos of phones have a wider range of colours; without its description they would look dull."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "CMYK"}:
        return image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    ground = Image.new("RGB", layer.size, "white")
    ground.paste(layer, mask=layer)
    return ground
