"""Bamboo shoots."""

import math

from marketplace.art.geometry import Point
from marketplace.art.pigments import LA
from marketplace.art.print import Print

SHOOTS = ((116, 330, 214, 46, -26), (288, 332, 196, 44, 26), (202, 352, 292, 58, 4))
OUTLINE = (
    (0, -1),
    (0.25, -1.04),
    (0.5, -1),
    (0.75, -0.9),
    (0.93, -0.6),
    (1, 0),
    (0.93, 0.6),
    (0.75, 0.9),
    (0.5, 1),
    (0.25, 1.04),
    (0, 1),
)
SHEATHS = (
    (0.0, 0.5, 1, "#a9743f"),
    (0.16, 0.66, -1, "#c8955a"),
    (0.38, 0.82, 1, "#a9743f"),
    (0.56, 0.95, -1, "#8fae5c"),
)


class Shoot:
    """One shoot: where a height `t` (0-1) and a side `k` (-1 to 1) lie on the sheet."""

    def __init__(self, x: float, base: float, height: float, width: float, tilt: float) -> None:
        self.x, self.base, self.height, self.width, self.tilt = x, base, height, width, tilt

    def at(self, t: float, k: float) -> Point:
        """The point of the sheet."""
        return self.x + self.tilt * t * t + k * self.width * (1 - t) ** 0.62, self.base - self.height * t


def bamboo(sheet: Print) -> None:
    """Three shoots in their sheaths."""
    for x, base, height, width, tilt in SHOOTS:
        shoot = Shoot(x, base, height, width, tilt)
        sheet.shape([*(shoot.at(t, k) for t, k in OUTLINE), (x, base + 12)], "#e3bf7c", 5)
        for sheath in SHEATHS:
            _sheath(sheet, shoot, *sheath)
        for t in (0.02, 0.07):
            sheet.cut([shoot.at(t, -0.9), (x, base - height * t + 9), shoot.at(t, 0.9)], 3, opacity=".7")
    sheet.leaf(64, 352, -0.5, 84, 13, LA.full)
    sheet.leaf(344, 352, math.pi + 0.45, 84, 13, LA.full)


def _sheath(sheet: Print, shoot: Shoot, low: float, high: float, side: float, colour: str) -> None:
    middle = (low + high) / 2
    outline = (
        (low, -side * 0.98),
        (middle, -side * 0.95),
        (high, -side * 0.3),
        (high + 0.02, side * 0.1),
        (middle, side * 0.3),
        (low + 0.04, side * 0.55),
        (low, side * 0.2),
    )
    sheet.shape([shoot.at(t, k) for t, k in outline], colour, 3.6)
    for k in (-0.7, -0.35, 0):
        rib = [
            shoot.at(low + 0.05, side * k),
            shoot.at(low + 0.16, side * k * 0.9),
            shoot.at(low + 0.28, side * k * 0.7),
        ]
        sheet.cut(rib, 3, opacity=".55")
