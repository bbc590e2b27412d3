"""A picture in every size and format in which it is shown."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from PIL import ExifTags, Image, ImageCms, ImageFilter, ImageOps
from PIL.Image import Transpose

from marketplace.errors import DomainError
from marketplace.pictures.errors import Undecodable
from marketplace.pictures.storage_keys import EXTENSIONS, WIDTHS
from marketplace.pictures.validation import open_picture

LARGEST: Final = WIDTHS[-1]
MOST_BYTES: Final = {400: 40_000, 800: 110_000, 1600: 400_000}
FORMATS: Final[dict[str, tuple[str, int, dict[str, Any]]]] = {
    "avif": ("AVIF", 60, {"speed": 8}),
    "webp": ("WEBP", 80, {"method": 4}),
    "jpg": ("JPEG", 82, {"optimize": True, "progressive": True}),
}
LOWEST_QUALITY: Final = 20
BLUR: Final = (8, 8)
SRGB: Final = ImageCms.createProfile("sRGB")
TURNS: Final[dict[object, Transpose]] = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
"""What the orientation in the EXIF asks for, which says how the camera was held."""


@dataclass(frozen=True)
class Rendition:
    """One file to be kept."""

    width: int
    extension: str
    content: bytes


def unpack(data: bytes) -> Image.Image:
    """The pixels alone: upright, in the web's colours, on white, without a word about where and by whom.

    Made smaller before anything else, as far as no rendition misses it: each further step would take as much memory
    as the largest picture has pixels. Raises Undecodable, or what `checks.open_picture` raises.
    """
    try:
        with open_picture(data) as image:
            image.draft("RGB", (LARGEST, LARGEST))  # a large JPEG is read at a half or a quarter straight away
            image.load()
            plain = _in_web_colours(_on_white(_upright(_reduced(image), image)), image.info.get("icc_profile"))
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


def _reduced(image: Image.Image) -> Image.Image:
    """The picture at a half, a third and so on, both sides still at least LARGEST, in a mode that can be mixed."""
    plain, times = _in_eight_bits(image), min(image.size) // LARGEST
    return plain.reduce(times) if times > 1 else plain


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """With the colours that a palette stands for; grey of 16 bits scaled, where `convert` would cut it off at white."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda grey: grey * (1 / 257)).convert("L")
    opaque = image.mode if image.mode in {"RGB", "L", "CMYK"} else "RGB"
    wanted = "RGBA" if image.has_transparency_data else opaque
    return image if image.mode == wanted else image.convert(wanted)


def _upright(image: Image.Image, sent: Image.Image) -> Image.Image:
    """Turned as the camera was held. Nothing else of the EXIF is touched: phones write the strangest things into it."""
    try:
        turn = TURNS.get(sent.getexif().get(ExifTags.Base.Orientation))
    except SyntaxError:  # it is unreadable, the pixels are not
        return image
    return image.transpose(turn) if turn is not None else image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image)
    return ground


def _in_web_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Photos of phones have a wider range of colours; without its description they would look dull."""
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):  # a broken profile, or one of other colours
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(image, source, SRGB, outputMode="RGB") or image
    return image.convert("RGB")
