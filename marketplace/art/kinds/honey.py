"""Honey in round, six-sided and tall jars."""

import math
from dataclasses import dataclass

from marketplace.art.actors import bee, gleam
from marketplace.art.geometry import Points, box, ellipse, points
from marketplace.art.pigments import CREAM, DAT, HOE, PIGMENTS
from marketplace.art.print import Print

COMB = ((70, 262), (112, 262), (91, 298), (49, 298), (133, 298))
CLOTH = (
    "128,112 150,92 204,84 258,92 280,112 288,150 272,144 258,158 238,146 220,160 204,148 186,160 168,146 150,158 "
    "136,144 120,150"
)


@dataclass(frozen=True)
class Jar:
    """The glass, its lid and label, how high the honey stands and where the lid is ribbed."""

    glass: Points
    lid: Points
    level: float
    label: Points
    wood: bool = False


JARS = {
    "tall": Jar(
        points(
            "166,150 158,176 140,206 134,250 135,318 146,338 205,343 262,338 273,318 274,250 268,206 250,176 "
            "242,150 204,146"
        ),
        box(160, 104, 88, 44, 8),
        196,
        box(148, 238, 112, 66, 6),
        wood=True,
    ),
    "hex": Jar(
        points("130,160 116,184 114,250 118,322 136,342 205,346 272,342 290,322 294,250 292,184 278,160 204,155"),
        box(128, 108, 152, 50, 8),
        192,
        points("204,212 246,234 246,284 204,306 162,284 162,234"),
    ),
    "round": Jar(
        points(
            "142,152 124,172 110,208 106,256 112,310 136,338 204,345 272,338 296,310 302,256 298,208 284,172 "
            "266,152 204,148"
        ),
        box(134, 106, 140, 46, 9),
        194,
        ellipse(204, 256, 56, 44, 14),
    ),
}


def honey(
    sheet: Print, jar: str = "round", cloth: str = "son", comb: bool = True, amber: str = "#dd8a12", bees: int = 1
) -> None:
    """A jar of honey; `cloth` is the pigment of its cover, "" for a plain lid."""
    form = JARS[jar]
    if comb:
        _comb(sheet)
    sheet.shape(form.glass, "#f6edd2", 5)
    _fill_jar(sheet, form, amber)
    if cloth:
        cloth_cover(sheet, cloth)
    else:
        _lid(sheet, form)
    sheet.shape(form.label, CREAM, 3.4)
    bee(sheet, 204, 262, 1.15)
    gleam(sheet, "132,216 126,252 134,296", 9, "#fff6dc", ".9")
    gleam(sheet, "284,218 289,240 288,262", 5, "#fff6dc", ".8")
    for i in range(bees):
        bee(sheet, 330 - i * 262, 96 + i * 40, 0.9, 1 if i else -1)


def _comb(sheet: Print) -> None:
    for x, y in COMB:
        turns = [math.pi / 6 + i * math.pi / 3 for i in range(6)]
        cell = [(x + 23 * math.cos(a), y + 23 * math.sin(a)) for a in turns]
        sheet.shape(cell, sheet.random.choice(["#e9a820", "#f3c95f", "#dd8a12"]), 3.2, smooth=False)


def _fill_jar(sheet: Print, form: Jar, amber: str) -> None:
    level = form.level
    inner = [(x + (204 - x) * 0.07, y + (252 - y) * 0.05) for x, y in form.glass if y > level - 14]
    west, east = min(x for x, _ in inner), max(x for x, _ in inner)
    down = sorted([q for q in inner if q[0] > 204], key=lambda q: q[1])
    up = sorted([q for q in inner if q[0] <= 204], key=lambda q: -q[1])
    surface = [(west + 6, level + 1), (166, level + 6), (204, level - 1), (240, level + 7)]
    sheet.fill([(east - 6, level + 1), *down[1:], *up[:-1], *surface], amber)
    sheet.cut([(west + 6, level + 1), (166, level + 6), (204, level), (240, level + 7), (east - 6, level + 1)], 3)


def cloth_cover(sheet: Print, pigment: str) -> None:
    """A cloth tied over a jar of the round or the hex form."""
    colours = PIGMENTS[pigment]
    sheet.shape(points(CLOTH), colours.full)
    sheet.cut(points("134,130 204,137 274,130"), 7, HOE.mid, (0.8, 1, 0.8))
    sheet.cut(points("134,133 204,140 274,133"), 2.4)
    for x in (160, 184, 226, 250):
        sheet.cut([(x, 100), (x + (x - 204) * 0.1, 112), (x + (x - 204) * 0.2, 124)], 3, colours.pale)


def _lid(sheet: Print, form: Jar) -> None:
    sheet.shape(form.lid, DAT.full if form.wood else HOE.full)
    start, step = (172, 13) if form.wood else (152, 21)
    for x in range(start, start + 6 * step, step):
        sheet.cut([(x, 116), (x + 1, 128), (x, 142)], 3, opacity=".8")
