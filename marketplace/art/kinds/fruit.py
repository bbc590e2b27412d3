"""Oranges and custard apples."""

import math

from marketplace.art.geometry import ellipse, points
from marketplace.art.pigments import CREAM, INK, LA
from marketplace.art.print import Print


def orange(sheet: Print, peel: str = "#e07b1a", pale: str = "#f3a83f") -> None:
    """Two oranges and a half."""
    sheet.leaf(214, 112, -0.7, 100, 24, LA.full)
    sheet.leaf(196, 110, math.pi + 0.5, 96, 22, LA.mid)
    sheet.shape(ellipse(198, 178, 84, 80, 16), peel, 5)
    sheet.cut(points("196,106 204,90 200,74"), 7, profile=(1, 0.8, 0.8))
    sheet.shape(ellipse(120, 276, 76, 70, 15), pale, 5)
    for cx, cy in ((198, 178), (120, 276)):
        _pores(sheet, cx, cy)
        sheet.cut([(cx - 52, cy - 22), (cx - 58, cy + 2), (cx - 48, cy + 28)], 8, CREAM, (0.2, 1, 0.2), ".75")
    _half(sheet, peel)


def _pores(sheet: Print, cx: float, cy: float) -> None:
    for _ in range(13):
        a, reach = sheet.random.uniform(0, 6.28), sheet.random.uniform(16, 58)
        sheet.fill(ellipse(cx + reach * math.cos(a), cy + reach * math.sin(a) * 0.9, 2.6, 2.2, 6), INK, opacity=".6")


def _half(sheet: Print, peel: str) -> None:
    sheet.shape(ellipse(272, 272, 80, 76, 16), peel, 5)
    sheet.fill(ellipse(272, 272, 70, 66, 16), "#fdf0d4")
    for i in range(9):
        a = 2 * math.pi * i / 9 + 0.2
        corners = ((12, 11, a), (60, 56, a - 0.26), (63, 59, a), (60, 56, a + 0.26))
        sheet.fill([(272 + rx * math.cos(t), 272 + ry * math.sin(t)) for rx, ry, t in corners], "#f0932b", smooth=False)
        vein = ((26, 24, a), (38, 36, a + 0.06), (50, 48, a))
        sheet.cut([(272 + rx * math.cos(t), 272 + ry * math.sin(t)) for rx, ry, t in vein], 3, CREAM)


def custard(sheet: Print) -> None:
    """Two custard apples with their knobbly skin."""
    for cx, cy, radius, skin in ((154, 214, 92, LA.mid), (270, 268, 76, LA.pale)):
        sheet.shape(ellipse(cx, cy, radius, radius * 0.94, 18), LA.full, 5)
        for ring, count in ((0.8, 13), (0.52, 9), (0.24, 5)):
            for i in range(count):
                a = 2 * math.pi * i / count + ring * 4
                x, y = cx + radius * ring * math.cos(a), cy + radius * ring * 0.94 * math.sin(a)
                sheet.shape(ellipse(x, y, radius * 0.17, radius * 0.15, 9), skin, 2.6)
    sheet.cut(points("154,128 160,104 176,86"), 8, profile=(1, 0.8, 0.9))
    sheet.leaf(172, 96, -0.5, 120, 26, LA.full)
    sheet.leaf(166, 96, math.pi + 0.6, 96, 22, LA.mid)
