"""The brand: the carrying basket full of the season."""

import math

from marketplace.art.actors import weave
from marketplace.art.geometry import Point, along, ellipse, points, tube
from marketplace.art.pigments import DAT, HOE, LA, SON
from marketplace.art.print import EVEN, Print

BANANAS: tuple[tuple[Point, Point, Point], ...] = (
    ((176, 150), (120, 120), (108, 62)),
    ((188, 146), (158, 100), (166, 40)),
    ((204, 146), (206, 96), (230, 44)),
)
SIDES = "92,168 112,262 140,340 200,352 260,340 288,262 308,168 200,190"
RIM = "84,160 140,174 200,180 260,174 316,160 314,186 200,206 86,186"


def gui(sheet: Print) -> None:
    """A gùi with its straps, bananas and oranges on top."""
    sheet.leaf(250, 150, -0.9, 128, 26, LA.full)
    sheet.leaf(150, 150, math.pi + 0.9, 120, 24, LA.mid)
    for a, c, b in BANANAS:
        sheet.shape(tube(a, c, b, (20, 23, 20, 8), 8), HOE.full, 4.4)
        sheet.cut(along(a, c, b, 0.2, 0.5, 0.85), 4)
    sheet.shape(ellipse(258, 142, 40, 38, 13), "#e07b1a", 4.6)
    sheet.shape(ellipse(132, 156, 34, 32, 12), SON.full, 4.6)
    sheet.shape(ellipse(214, 160, 36, 32, 12), "#f3a83f", 4.6)
    sheet.shape(points(SIDES), DAT.mid, 5)
    weave(sheet, 110, 200, 290, 338, 7)
    sheet.shape(points(RIM), DAT.pale, 4.4)
    for i in range(13):
        x, sag = 98 + i * 17, 8 * (1 - abs(i - 6) / 7)
        sheet.cut([(x, 168 + sag), (x + 6, 178 + sag), (x + 10, 184 + sag)], 3.4)
    sheet.cut(points("112,210 70,260 128,326"), 8, SON.full, EVEN)
    sheet.cut(points("288,210 330,260 272,326"), 8, SON.full, EVEN)
