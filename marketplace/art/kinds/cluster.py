"""Fruit that hangs in clusters: longan and lychee."""

import math

from marketplace.art.actors import gleam
from marketplace.art.geometry import ellipse, points
from marketplace.art.pigments import CREAM, LA, SON
from marketplace.art.print import EVEN, Print

BRANCHES = ("204,60 196,120 150,170", "204,60 214,130 210,190", "204,60 226,110 276,166", "196,120 120,140 92,182")
PLACES = (
    (86, 200),
    (140, 186),
    (206, 178),
    (268, 184),
    (322, 208),
    (112, 252),
    (174, 240),
    (238, 240),
    (296, 256),
    (148, 306),
    (212, 302),
    (268, 318),
)


def longan(sheet: Print) -> None:
    """A cluster of longans, one peeled to its dark stone."""
    _stem(sheet)
    for x, y in PLACES:
        skin = sheet.random.choice(["#c79a58", "#bb8c49", "#d2a869"])
        sheet.shape(ellipse(x, y, 35, 34, 12), skin, 4.4)
        sheet.cut([(x + 2, y - 34), (x, y - 26), (x + 3, y - 19)], 5, "#6d4a22", (1, 0.8, 0.3))
        for _ in range(5):
            dx, dy = sheet.random.uniform(-20, 20), sheet.random.uniform(-20, 20)
            sheet.fill(ellipse(x + dx, y + dy, 2.2, 1.9, 6), "#6d4a22", opacity=".7")
        sheet.cut([(x - 20, y - 12), (x - 23, y), (x - 18, y + 12)], 5, "#f0dcb0", (0.2, 1, 0.2), ".9")
    _peeled(sheet, "#bb8c49", stone=True)


def lychee(sheet: Print) -> None:
    """A cluster of lychees with their rough red skin, one peeled."""
    _stem(sheet)
    for x, y in PLACES:
        sheet.shape(ellipse(x, y, 35, 37, 12), sheet.random.choice([SON.full, "#b13320", "#cf4b35"]), 4.4)
        for ring, count in ((0.62, 8), (0.26, 4)):
            for i in range(count):
                a = 2 * math.pi * i / count + ring
                cx, cy = x + 35 * ring * math.cos(a), y + 37 * ring * math.sin(a)
                sheet.cut([(cx - 5, cy + 2), (cx, cy - 4), (cx + 5, cy + 2)], 2.8, "#7d1d10")
        sheet.cut([(x - 21, y - 14), (x - 25, y), (x - 20, y + 12)], 5, SON.pale, (0.2, 1, 0.2), ".85")
    _peeled(sheet, SON.full, stone=False)


def _stem(sheet: Print) -> None:
    for i, branch in enumerate(BRANCHES):
        sheet.cut(points(branch), 8 - i, "#6d4a22", EVEN)
    sheet.leaf(204, 66, -0.35, 150, 26, LA.full)
    sheet.leaf(202, 66, math.pi + 0.3, 146, 26, LA.mid)
    sheet.leaf(210, 84, 0.35, 128, 22, LA.mid)
    sheet.leaf(200, 88, math.pi - 0.4, 110, 20, LA.full)


def _peeled(sheet: Print, skin: str, stone: bool) -> None:
    sheet.shape(ellipse(338, 318, 40, 38, 12), "#f7efe2", 4.6)
    if stone:
        sheet.shape(ellipse(342, 322, 17, 16, 10), "#3a2416", 2.6)
        sheet.fill(ellipse(337, 316, 4, 3, 7), CREAM)
    sheet.shape(points("300,326 306,350 326,366 352,366 372,350 378,326 364,336 350,328 336,340 320,330"), skin, 4)
    gleam(sheet, "314,300 310,312 313,322", 5, "#ffffff")
