"""Rice paper: thin sheets on a tray, herbs and a roll."""

import math

from marketplace.art.geometry import ellipse, points, tube
from marketplace.art.pigments import CREAM, LA, SEN, SON
from marketplace.art.print import Print

SHEET = "#fbf6e6"


def rice_paper(sheet: Print) -> None:
    """Three thin sheets, one upon the other, herbs and two rolls in front."""
    for x, y, radius in ((238, 150, 118), (166, 178, 124), (212, 198, 128)):
        sheet.shape(ellipse(x, y, radius, radius * 0.96, 20), SHEET, 4.2)
        _mesh(sheet, x, y, radius)
    sheet.leaf(90, 262, -1.1, 82, 22, LA.full)
    sheet.leaf(84, 266, -2.2, 62, 18, LA.mid)
    sheet.leaf(98, 268, -0.35, 72, 18, LA.mid)
    _roll(sheet, 176, 322)
    _roll(sheet, 262, 342)


def _mesh(sheet: Print, x: float, y: float, radius: float) -> None:
    for k in (-0.66, -0.33, 0, 0.33, 0.66):
        half = radius * math.sqrt(1 - k * k) * 0.88
        for turn in (0.7, -0.87):
            c, s = math.cos(turn), math.sin(turn)
            line = [(x + u * c - k * radius * s, y + (u * s + k * radius * c) * 0.96) for u in (-half, 0, half)]
            sheet.cut(line, 3, "#d8cba6", (0.3, 1, 0.3), ".8")


def _roll(sheet: Print, x: float, y: float) -> None:
    sheet.shape(tube((x - 74, y + 10), (x, y - 8), (x + 74, y - 12), (20, 27, 27, 22), 9), CREAM, 4.8)
    for dx, dy, colour in ((-44, 4, LA.mid), (-14, -2, SEN.full), (16, -6, SEN.full), (44, -8, LA.full)):
        herb = [(x + dx - 12, y + dy + 8), (x + dx, y + dy - 4), (x + dx + 12, y + dy + 2)]
        sheet.cut(herb, 11, colour, (0.4, 1, 0.4), ".75")
    sheet.shape(ellipse(x + 74, y - 12, 13, 22, 10), SHEET, 3.6)
    sheet.fill(ellipse(x + 74, y - 16, 6, 7, 8), LA.full)
    sheet.fill(ellipse(x + 75, y - 4, 6, 6, 8), SON.mid)
    sheet.cut(points(f"{x - 60},{y + 2} {x},{y - 18} {x + 56},{y - 24}"), 5, "#ffffff", (0.2, 1, 0.2), ".9")
