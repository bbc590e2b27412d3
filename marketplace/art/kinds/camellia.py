"""Golden camellia tea."""

import math

from marketplace.art.geometry import ellipse
from marketplace.art.kinds.tea import paper_pack, tea_bowl
from marketplace.art.pigments import HOE, LA
from marketplace.art.print import Print


def camellia(sheet: Print, pack: str = "la") -> None:
    """A pack with a yellow blossom, a bowl, and blossoms in front."""
    paper_pack(sheet, pack)
    blossom(sheet, 162, 228, 42)
    tea_bowl(sheet, "#e0b23a")
    sheet.leaf(96, 344, -0.5, 66, 17, LA.full)
    sheet.leaf(60, 338, math.pi + 0.3, 50, 15, LA.mid)
    blossom(sheet, 84, 338, 40)


def blossom(sheet: Print, x: float, y: float, radius: float) -> None:
    """An open camellia: six petals round a tuft of stamens."""
    for i in range(6):
        a = 2 * math.pi * i / 6 + 0.3
        cx, cy = x + radius * 0.55 * math.cos(a), y + radius * 0.55 * math.sin(a)
        petal = ellipse(cx, cy, radius * 0.5, radius * 0.38, 11, a)
        sheet.shape(petal, HOE.full if i % 2 else HOE.mid, 3)
    sheet.shape(ellipse(x, y, radius * 0.3, radius * 0.3, 10), "#d98917", 2.6)
    for i in range(8):
        a = 2 * math.pi * i / 8
        tip = (x + radius * 0.22 * math.cos(a), y + radius * 0.22 * math.sin(a))
        sheet.cut([(x, y), ((x + tip[0]) / 2, (y + tip[1]) / 2), tip], 3, HOE.pale, (0.6, 1, 0.8))
