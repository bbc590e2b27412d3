"""Bundles of dried noodles tied with a paper band."""

import math
from collections.abc import Callable

from marketplace.art.geometry import Point, points
from marketplace.art.pigments import HOE, PIGMENTS
from marketplace.art.print import EVEN, Print

BUNDLE = points("-158,-38 -96,-33 -28,-20 28,-20 96,-34 158,-40 166,0 158,38 96,32 28,20 -28,20 -96,33 -158,40 -166,0")


def noodle(sheet: Print, band: str = "son", strand: str = "#f4e9cd") -> None:
    """Three bundles, one upon the other."""
    for rise, turn in ((-58, -0.1), (0, 0.04), (60, -0.03)):
        _bundle(sheet, _placed(206 + rise, turn), PIGMENTS[band].full, strand)


def _placed(cy: float, turn: float) -> Callable[[float, float], Point]:
    c, s = math.cos(turn), math.sin(turn)
    return lambda x, y: (200 + x * c - y * s, cy + x * s + y * c)


def _bundle(sheet: Print, at: Callable[[float, float], Point], band: str, strand: str) -> None:
    sheet.shape([at(x, y) for x, y in BUNDLE], strand, 4.6)
    for i in range(-4, 5):
        f = i / 4.6
        sheet.cut([at(-152, f * 36), at(-90, f * 29), at(-26, f * 17)], 2.8, profile=(1, 0.8, 0.4), opacity=".85")
        sheet.cut([at(26, f * 17), at(90, f * 29), at(152, f * 37)], 2.8, profile=(0.4, 0.8, 1), opacity=".85")
    sheet.shape([at(-27, -25), at(27, -25), at(29, 25), at(-29, 25)], band, 3.8, smooth=False)
    for x in (-12, 12):
        sheet.cut([at(x, -18), at(x, 0), at(x, 18)], 3, HOE.mid, EVEN)
