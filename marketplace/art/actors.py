"""Small things that several pictures share."""

import math

from marketplace.art.geometry import Point, ellipse, points
from marketplace.art.pigments import CREAM, DAT, HOE, INK
from marketplace.art.print import Print


def bee(sheet: Print, x: float, y: float, size: float = 1.0, facing: int = 1) -> None:
    """A bee; `facing` 1 looks to the right, -1 to the left."""
    sheet.shape(ellipse(x - 4 * facing, y - 15 * size, 9 * size, 15 * size, 9, -0.5 * facing), CREAM, 2.6)
    sheet.shape(ellipse(x + 9 * facing, y - 14 * size, 8 * size, 13 * size, 9, 0.4 * facing), CREAM, 2.6)
    sheet.shape(ellipse(x, y, 21 * size, 13 * size, 10), HOE.full, 3.2)
    for k in (-8, 1, 10):
        stripe = [(x + k * size, y - 11 * size), (x + k * size + 2, y), (x + k * size, y + 11 * size)]
        sheet.cut(stripe, 4.4 * size, profile=(0.6, 1, 0.6))
    sheet.fill(ellipse(x + 20 * size * facing, y - 1, 7 * size, 7 * size, 8), INK)


def weave(sheet: Print, left: float, top: float, right: float, bottom: float, rows: int) -> None:
    """Split-bamboo weave between two edges that draw together towards the bottom."""
    height = (bottom - top) / rows
    for row in range(rows):
        y, inset = top + row * height + height / 2, row / rows * 16
        width = (right - left - 2 * inset) / 8
        for column in range(8):
            x = left + inset + column * width
            over = (column + row) % 2
            lift = 1 if over else -1
            strip = [(x + 2, y + lift), (x + width / 2, y), (x + width - 2, y + lift)]
            sheet.cut(strip, height * 0.72, DAT.pale if over else DAT.full, (0.8, 1, 0.8))


def basket(sheet: Print, y: float = 236) -> None:
    """A shallow woven basket whose rim stands at `y`."""
    sides = f"76,{y} 92,{y + 66} 122,{y + 104} 200,{y + 112} 278,{y + 104} 308,{y + 66} 324,{y} 200,{y + 16}"
    sheet.shape(points(sides), DAT.mid, 5)
    weave(sheet, 92, y + 22, 308, y + 104, 5)
    rim = f"66,{y - 10} 130,{y - 2} 200,{y + 4} 270,{y - 2} 334,{y - 10} 332,{y + 14} 200,{y + 28} 68,{y + 14}"
    sheet.shape(points(rim), DAT.pale, 4.2)
    for i in range(14):
        x, sag = 84 + i * 18, 1 - abs(i - 6.5) / 7
        sheet.cut([(x, y - 3 + 9 * sag), (x + 6, y + 8 + 8 * sag), (x + 10, y + 12 + 8 * sag)], 3.4)


def gleam(sheet: Print, line: str, width: float, colour: str = CREAM, opacity: str = "") -> None:
    """The light on a round thing."""
    sheet.cut(points(line), width, colour, (0.2, 1, 0.2), opacity)


def fish(sheet: Print, x: float, y: float, size: float, colour: str, facing: int = 1) -> None:
    """A small river fish seen from the side."""

    def at(dx: float, dy: float) -> Point:
        return x + dx * size * facing, y + dy * size

    outline = points("-34,0 -14,-15 14,-15 34,-2 38,2 14,15 -14,13")
    sheet.shape([at(*p) for p in points("-30,0 -52,-16 -46,0 -52,17")], colour, 2.8)
    sheet.shape([at(*p) for p in outline], colour, 3)
    sheet.cut([at(14, -12), at(9, 0), at(14, 11)], 2.6, CREAM)
    for dx in (-18, -6):
        sheet.cut([at(dx, -7), at(dx + 5, 0), at(dx, 7)], 2.4, CREAM)
    sheet.fill(ellipse(*at(24, -4), 3.2, 3.2, 8), CREAM)


def citrus(sheet: Print, x: float, y: float, radius: float, peel: str, flesh: str) -> None:
    """A slice of orange, lemon or pomelo."""
    sheet.shape(ellipse(x, y, radius, radius, 14), peel, 3.4)
    sheet.fill(ellipse(x, y, radius * 0.86, radius * 0.86, 14), "#fdf0d4")
    for i in range(8):
        a = 2 * math.pi * i / 8 + 0.3
        corners = ((0.14, a), (0.72, a - 0.3), (0.77, a), (0.72, a + 0.3))
        segment = [(x + radius * r * math.cos(t), y + radius * r * math.sin(t)) for r, t in corners]
        sheet.fill(segment, flesh, smooth=False)


def steam(sheet: Print, *columns: float, top: float = 172) -> None:
    """Steam over something hot; each column starts 64 below `top`."""
    for x in columns:
        sheet.cut([(x, top + 64), (x - 8, top + 44), (x + 5, top + 24), (x - 3, top)], 6, CREAM, (0.2, 1, 0.2))
