"""The drawings as PNG, for those who read no SVG: search engines, product feeds, cards in messages."""

from functools import lru_cache
from pathlib import Path

from resvg_py import svg_to_bytes

from marketplace.art.pictures import PICTURES

DRAWN = Path(__file__).parents[2] / "static" / "art"


class NoSuchDrawing(LookupError):
    """No drawing has this name."""


@lru_cache(maxsize=256)  # drawing takes a tenth of a second, keeping about 70 KB
def png(name: str, size: int = 800) -> bytes:
    """The square drawing `name` of the shop, `size` pixels wide and high. Raises NoSuchDrawing."""
    if name not in PICTURES:
        raise NoSuchDrawing(name)
    return bytes(svg_to_bytes(svg_path=str(DRAWN / f"{name}.svg"), width=size, height=size, skip_system_fonts=True))
