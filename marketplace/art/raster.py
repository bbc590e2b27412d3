"""The drawings as PNG, for those who read no SVG: search engines, product feeds, cards in messages."""

from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from PIL import Image
from resvg_py import svg_to_bytes

from marketplace.art.pictures import PICTURES
from marketplace.art.pigments import CREAM

STATIC: Final = Path(__file__).parents[2] / "static"
DRAWN: Final = STATIC / "art"
SIGN: Final = STATIC / "favicon.svg"
LANDSCAPE: Final = "canh-nui"
SIDE: Final = 800
WIDTH: Final = 1200
TOUCH_SIDE: Final = 180
TAB_SIDES: Final = (16, 32, 48)


class NoSuchDrawing(LookupError):
    """No drawing has this name."""


@lru_cache(maxsize=256)  # drawing takes a tenth of a second, keeping about 70 KB
def png(name: str) -> bytes:
    """The drawing `name` of the shop, 800 pixels wide and high, or the wider landscape. Raises NoSuchDrawing."""
    if name not in PICTURES and name != LANDSCAPE:
        raise NoSuchDrawing(name)
    return _drawn(DRAWN / f"{name}.svg", WIDTH if name == LANDSCAPE else SIDE)


@lru_cache(maxsize=8)
def icon(side: int) -> Image.Image:
    """The shop's sign on a ground that fills its square, for those who put it on a home screen or in a tab."""
    sign = Image.open(BytesIO(_drawn(SIGN, side * 3 // 4))).convert("RGBA")
    ground = Image.new("RGB", (side, side), CREAM)
    ground.paste(sign, (side // 8, side // 8), sign)
    return ground


def touch_icon() -> bytes:
    """The sign as PNG, for home screens."""
    return _saved(icon(TOUCH_SIDE), "PNG")


@cache
def sample_paper() -> bytes:
    """A registration that is none, with the tax code where it is printed."""
    return _drawn(STATIC / "giay-thue-mau.svg", WIDTH)


def sample_certificate() -> bytes:
    """A certificate of OCOP that is none, as a phone photographs it."""
    return _drawn(STATIC / "giay-ocop-mau.svg", WIDTH)


def favicon() -> bytes:
    """The sign as ICO in the sizes of tabs, for those who ask for no other."""
    return _saved(icon(max(TAB_SIDES)), "ICO", sizes=[(side, side) for side in TAB_SIDES])


def _saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    content = BytesIO()
    image.save(content, kind, **options)
    return content.getvalue()


def _drawn(path: Path, width: int) -> bytes:
    return bytes(svg_to_bytes(svg_path=str(path), width=width, skip_system_fonts=True))
