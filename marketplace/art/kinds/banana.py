"""A hand of bananas."""

import math

from marketplace.art.geometry import along, ellipse, points, tube
from marketplace.art.pigments import HOE, INK, LA
from marketplace.art.print import Print

FINGERS = (
    (-118, 250, -150, 150),
    (118, 250, 150, 150),
    (-72, 286, -92, 190),
    (76, 286, 98, 190),
    (-24, 304, -36, 200),
    (28, 304, 44, 204),
)


def banana(sheet: Print, ripe: bool = True) -> None:
    """Six bananas under two leaves, yellow or still green."""
    skins = (HOE.mid, HOE.full) if ripe else (LA.pale, LA.mid)
    sheet.leaf(214, 82, -0.25, 150, 30, LA.full)
    sheet.leaf(196, 84, math.pi + 0.32, 150, 28, LA.mid)
    for i, (ex, ey, cx, cy) in enumerate(FINGERS):
        a, c, b = (200 + ex * 0.1, 112), (200 + cx, cy), (200 + ex, ey)
        sheet.shape(tube(a, c, b, (9, 22, 27, 26, 19, 8), 10), skins[i % 2], 4.4)
        sheet.cut(along(a, c, b, 0.15, 0.35, 0.55, 0.75, 0.9), 4, profile=(0.2, 1, 0.3))
        sheet.fill(ellipse(b[0], b[1] + 1, 8, 8, 8), INK)
    sheet.shape(points("178,96 184,70 194,48 210,48 217,70 224,96 216,128 200,134 184,128"), LA.mid, 4)
    sheet.cut(points("194,62 192,86 190,116"), 3)
    sheet.cut(points("208,62 210,88 211,116"), 3)
