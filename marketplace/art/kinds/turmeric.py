"""Turmeric root and its powder."""

import math
from collections.abc import Sequence

from marketplace.art.geometry import Point, ellipse, on_curve, points, tube
from marketplace.art.print import Print

FLESH, RING = "#d98917", "#6d3d0e"
MAIN = ((70, 236), (150, 186), (236, 178), (26, 36, 38, 34))
SIDES = (
    ((236, 178), (300, 158), (338, 112), (32, 30, 24, 14)),
    ((150, 192), (140, 140), (108, 100), (26, 24, 20, 12)),
    ((212, 176), (214, 130), (238, 84), (24, 22, 18, 10)),
    ((120, 220), (96, 276), (58, 306), (26, 24, 18, 12)),
    ((246, 190), (286, 226), (330, 226), (24, 24, 20, 12)),
)


def turmeric(sheet: Print) -> None:
    """A branching root above a heap of powder."""
    for a, c, b, widths in (*SIDES, MAIN):
        sheet.shape(tube(a, c, b, widths, 8), FLESH, 4.8)
    a, c, b, widths = MAIN
    sheet.fill(tube(a, c, b, [w - 3 for w in widths], 8), FLESH)
    for part in (MAIN, *SIDES):
        _rings(sheet, *part)
    for x, y in ((336, 112), (108, 100), (238, 82)):
        sheet.shape(ellipse(x, y, 14, 12, 9), "#f6b73c", 3)
    sheet.shape(points("150,340 186,300 226,274 262,290 306,318 344,344 246,356"), "#f2ae1e", 4.6)
    for i in range(9):
        x, y = 190 + i * 14, 340 - (i % 3) * 12
        sheet.cut([(x, y), (x + 6, y - 3), (x + 12, y)], 3, opacity=".5")


def _rings(sheet: Print, a: Point, c: Point, b: Point, widths: Sequence[float]) -> None:
    k = widths[1] * 0.62
    for t in (0.2, 0.42, 0.64, 0.84):
        (x, y), (ahead_x, ahead_y) = on_curve(a, c, b, t), on_curve(a, c, b, t + 0.03)
        tx, ty = ahead_x - x, ahead_y - y
        length = math.hypot(tx, ty)
        across = [
            (x - ty / length * k, y + tx / length * k),
            (x + tx / length * 5, y + ty / length * 5),
            (x + ty / length * k, y - tx / length * k),
        ]
        sheet.cut(across, 3.2, RING)
