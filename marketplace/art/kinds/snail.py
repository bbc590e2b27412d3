"""Snail sausage: rolls in leaves, and the snails it comes from."""

import math

from marketplace.art.geometry import Point, ellipse, points, tube
from marketplace.art.pigments import CREAM, DAT, HOE, LA
from marketplace.art.print import EVEN, Print


def snail_sausage(sheet: Print) -> None:
    """Three leaf rolls on skewers before two large snails."""
    _snail(sheet, 104, 118, 1)
    _snail(sheet, 264, 106, 1.2)
    for y, lean in ((226, -5), (284, 3), (342, -3)):
        sheet.cut([(30, y + lean), (200, y), (372, y - lean)], 7, HOE.mid, EVEN)
        for x in (98, 198, 298):
            _roll(sheet, x, y)


def _roll(sheet: Print, x: float, y: float) -> None:
    sheet.shape(tube((x - 42, y + 2), (x, y - 4), (x + 42, y + 2), (18, 25, 25, 18), 8), LA.full, 4.6)
    for dx in (-22, 0, 22):
        sheet.cut([(x + dx - 6, y - 19), (x + dx + 3, y), (x + dx - 3, y + 20)], 4, LA.mid, (0.5, 1, 0.5))
    sheet.cut([(x - 36, y + 1), (x, y - 4), (x + 36, y + 1)], 2.6)
    for dx in (-30, -10, 12, 31):
        sheet.cut([(x + dx - 5, y + 11), (x + dx, y + 13), (x + dx + 5, y + 11)], 4, "#3f2a12", opacity=".7")


def _snail(sheet: Print, x: float, y: float, size: float) -> None:
    def at(angle: float, reach: float) -> Point:
        return x + reach * size * math.cos(angle), y + reach * size * math.sin(angle)

    foot = points("-66,52 -20,40 34,40 64,22 70,2 82,4 86,30 70,54 30,64 -40,64")
    sheet.shape([(x + dx * size, y + dy * size) for dx, dy in foot], CREAM, 4.2)
    for dx in (70, 82):
        sheet.cut([(x + dx * size, y + 6), (x + (dx + 5) * size, y - 10), (x + (dx + 4) * size, y - 22)], 5)
    sheet.shape(ellipse(x, y, 56 * size, 52 * size, 16), DAT.mid, 5)
    spiral = [at(2.6 - turn * 0.5, 44 - turn * 3) for turn in range(14)]
    sheet.cut(spiral, 8, DAT.full, (0.9, 1, 0.5))
    for turn in range(9):
        angle = 2.9 - turn * 0.62
        sheet.cut([at(angle, 50), at(angle + 0.06, 45), at(angle, 40)], 4, DAT.pale)
