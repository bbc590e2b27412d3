"""Chillies on their stalk."""

import math

from marketplace.art.geometry import Point, along, ellipse, points, tube
from marketplace.art.pigments import CREAM, HOE, LA, PIGMENTS
from marketplace.art.print import Print

PODS: tuple[tuple[Point, Point, Point], ...] = (
    ((120, 120), (60, 200), (96, 320)),
    ((166, 108), (150, 230), (176, 346)),
    ((214, 104), (250, 220), (228, 350)),
    ((258, 112), (330, 190), (306, 318)),
    ((292, 136), (372, 200), (362, 262)),
)


def chili(sheet: Print, colour: str = "son") -> None:
    """Five pods, one of them yellow."""
    skin = PIGMENTS[colour]
    for i, (a, c, b) in enumerate(PODS):
        yellow = i == 2
        sheet.cut([(204, 62), ((a[0] + 204) / 2, 78), (a[0], a[1] - 4)], 7, LA.full, (1, 1, 0.8))
        sheet.shape(tube(a, c, b, (13, 22, 20, 14, 2), 9), HOE.full if yellow else skin.full, 4.4)
        sheet.cut(along(a, c, b, 0.12, 0.35, 0.6), 7, CREAM if yellow else skin.pale, (0.2, 1, 0.2))
        cap = [(a[0] + dx, a[1] + dy) for dx, dy in points("-17,-2 -6,-14 8,-14 18,0 6,9 -8,9")]
        sheet.shape(cap, LA.full, 3.4)
    sheet.leaf(206, 64, -0.5, 110, 22, LA.mid)
    sheet.leaf(200, 62, math.pi + 0.3, 100, 20, LA.full)
    sheet.shape(ellipse(204, 62, 14, 12, 9), LA.mid, 3.6)
