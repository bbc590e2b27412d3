"""Large fruit: pomelo and dragon fruit."""

import math

from marketplace.art.actors import gleam
from marketplace.art.geometry import Points, ellipse, points
from marketplace.art.pigments import CREAM, INK, LA
from marketplace.art.print import Print

POMELO = "186,84 150,104 118,138 90,186 82,240 100,292 146,322 196,326 246,312 274,276 280,226 264,172 234,128 206,94"
DRAGON = "166,92 128,116 98,160 88,216 100,272 134,312 176,326 220,312 250,272 260,214 248,158 216,114"
SCALES = (
    (124, 126, -2.2),
    (214, 126, -0.9),
    (102, 186, -2.4),
    (170, 164, -1.57),
    (242, 178, -0.7),
    (134, 226, -1.9),
    (206, 226, -1.2),
    (108, 258, -2.5),
    (170, 284, -1.57),
)


def pomelo(sheet: Print, peel: str = "#d8a73a", flesh: str = "#d9737a") -> None:
    """A whole pomelo under its leaves and a half with rosy flesh."""
    sheet.leaf(196, 86, -0.45, 132, 30, LA.full)
    sheet.leaf(182, 86, math.pi + 0.5, 110, 26, LA.mid)
    sheet.shape(points(POMELO), peel, 5)
    sheet.cut(points("188,92 192,74 186,58"), 8, profile=(1, 0.8, 0.9))
    for _ in range(22):
        a, reach = sheet.random.uniform(0, 6.28), sheet.random.uniform(20, 84)
        sheet.fill(ellipse(176 + reach * math.cos(a), 222 + reach * math.sin(a), 2.4, 2, 6), INK, opacity=".5")
    gleam(sheet, "124,156 104,204 108,258", 10, CREAM, ".7")
    _pomelo_half(sheet, peel, flesh)


def _pomelo_half(sheet: Print, peel: str, flesh: str) -> None:
    sheet.shape(ellipse(284, 280, 86, 82, 18), peel, 5)
    sheet.fill(ellipse(284, 280, 78, 74, 18), "#fbeedd")
    for i in range(10):
        a = 2 * math.pi * i / 10 + 0.15
        corners = ((10, a), (54, a - 0.24), (58, a), (54, a + 0.24))
        sheet.fill([(284 + r * math.cos(t), 280 + r * 0.95 * math.sin(t)) for r, t in corners], flesh, smooth=False)
        vein = ((22, a), (34, a + 0.07), (48, a))
        sheet.cut([(284 + r * math.cos(t), 280 + r * 0.95 * math.sin(t)) for r, t in vein], 3, "#f6d5cd")


def dragon_fruit(sheet: Print, flesh: str = "#b3245c") -> None:
    """A dragon fruit in its green-tipped scales and a half full of seeds."""
    for angle in (-2.2, -1.75, -1.3, -0.85):
        sheet.leaf(172, 104, angle, 74, 12, LA.full)
    sheet.shape(points(DRAGON), "#d8456f", 5)
    for x, y, angle in SCALES:
        _scale(sheet, x, y, angle)
    gleam(sheet, "112,192 106,222 112,250", 8, "#f6b8c6")
    sheet.shape(ellipse(284, 276, 80, 90, 18), "#d8456f", 5)
    for angle in (-0.3, 0.5, 1.3, 2.1):
        _scale(sheet, 284 + 76 * math.cos(angle), 276 + 86 * math.sin(angle), angle)
    sheet.shape(ellipse(284, 276, 66, 76, 18), flesh, 3)
    for _ in range(60):
        a, reach = sheet.random.uniform(0, 6.28), sheet.random.uniform(0, 1) ** 0.5
        x, y = 284 + 56 * reach * math.cos(a), 276 + 65 * reach * math.sin(a)
        sheet.fill(ellipse(x, y, 2.6, 2.2, 6), INK)


def _scale(sheet: Print, x: float, y: float, angle: float) -> None:
    def at(along: float, across: float) -> tuple[float, float]:
        return (
            x + along * math.cos(angle) - across * math.sin(angle),
            y + along * math.sin(angle) + across * math.cos(angle),
        )

    petal: Points = [at(-14, -14), at(8, -15), at(40, 2), at(8, 14), at(-14, 14), at(-6, 0)]
    sheet.shape(petal, LA.mid, 3)
    sheet.fill([at(-12, -11), at(2, -11), at(16, 0), at(2, 11), at(-12, 11), at(-8, 0)], "#e57792")
