"""Goods in glass jars: pickled chillies, fish floss, citrus in honey."""

import math

from marketplace.art.actors import citrus, fish, gleam
from marketplace.art.geometry import along, ellipse, points, tube
from marketplace.art.kinds.honey import JARS, cloth_cover
from marketplace.art.pigments import CHAM, CREAM, DAT, HOE, LA, PIGMENTS, SON
from marketplace.art.print import Print

BRINE = "118,188 160,192 204,186 248,192 290,188 290,256 284,304 262,328 204,334 146,328 124,304 118,256"
PODS = (
    ((140, 216), (150, 260), (132, 304)),
    ((168, 208), (184, 250), (170, 318)),
    ((206, 212), (196, 262), (212, 322)),
    ((240, 208), (250, 252), (232, 316)),
    ((268, 218), (260, 262), (276, 302)),
)


def pickle(sheet: Print, cloth: str = "la") -> None:
    """Small chillies standing in brine."""
    _jar(sheet, "#f0d58e")
    for i, (a, c, b) in enumerate(PODS):
        skin = (SON, LA, SON, HOE, SON)[i]
        sheet.shape(tube(a, c, b, (9, 13, 12, 8, 2), 8), skin.full, 3.4)
        sheet.cut(along(a, c, b, 0.15, 0.4, 0.65), 4, skin.pale, (0.2, 1, 0.2))
        sheet.cut([a, (a[0] + 2, a[1] - 8), (a[0] + 6, a[1] - 14)], 5, LA.full, (1, 0.9, 0.7))
    for x, y in ((154, 314), (190, 300), (222, 304), (252, 312), (200, 240), (152, 240)):
        sheet.shape(ellipse(x, y, 6, 5, 8), CREAM, 2)
    cloth_cover(sheet, cloth)
    _light(sheet)
    for x, y, rise in ((332, 340, 4), (62, 348, -6)):
        a, b = (x - 26, y + rise), (x + 26, y - rise)
        sheet.shape(tube(a, (x, y + 12), b, (8, 11, 9, 2), 8), SON.full, 3.4)
        sheet.cut([a, (a[0] - 10, a[1] - 5), (a[0] - 16, a[1] - 3)], 5, LA.full, (1, 0.9, 0.7))


def fish_floss(sheet: Print, lid: str = "cham") -> None:
    """Golden floss with a fish on the label, a spoonful beside it."""
    _jar(sheet, "#d9a05b")
    for _ in range(60):
        _fibre(sheet, sheet.random.uniform(132, 272), sheet.random.uniform(198, 324))
    sheet.shape(points("130,152 132,112 160,104 204,101 248,104 276,112 278,152 204,158"), PIGMENTS[lid].full, 4.4)
    for x in range(146, 274, 18):
        sheet.cut([(x, 116), (x + 1, 130), (x, 146)], 3, PIGMENTS[lid].pale)
    sheet.shape(ellipse(204, 262, 62, 42, 14), CREAM, 3.4)
    fish(sheet, 208, 262, 1.02, CHAM.full)
    _light(sheet)
    sheet.shape(tube((392, 306), (360, 322), (330, 338), (6, 7, 8), 6), DAT.mid, 4)
    sheet.shape(ellipse(304, 348, 42, 19, 13, -0.2), DAT.mid, 4.2)
    sheet.shape(points("268,346 280,326 302,316 324,322 338,340 316,352 288,356"), "#d9a05b", 3.6)
    for _ in range(14):
        _fibre(sheet, sheet.random.uniform(286, 322), sheet.random.uniform(328, 348))


def _fibre(sheet: Print, x: float, y: float) -> None:
    bend = sheet.random.uniform(-7, 7)
    tone = sheet.random.choice(["#f0cf98", "#a8682c", "#e6b877"])
    sheet.cut([(x - 12, y + bend), (x, y - bend), (x + 12, y + bend)], 4, tone)


def citrus_jar(sheet: Print, cloth: str = "hoe") -> None:
    """Slices of peach-lemon steeped in honey, a sprig beside them."""
    _jar(sheet, "#e8a22c")
    for x, y in ((156, 228), (214, 222), (264, 250), (176, 290), (238, 300)):
        citrus(sheet, x, y, 31, "#c9831a", "#f6c54a")
    cloth_cover(sheet, cloth)
    _light(sheet)
    sheet.leaf(330, 318, -0.9, 74, 17, LA.full)
    sheet.leaf(326, 322, -2.2, 62, 15, LA.mid)
    citrus(sheet, 332, 330, 30, "#c9831a", "#f6c54a")
    sheet.leaf(76, 338, math.pi + 0.7, 52, 13, LA.full)
    sheet.shape(ellipse(84, 332, 28, 26, 12), "#d7a52a", 4)
    gleam(sheet, "70,326 68,334 74,342", 5)


def _jar(sheet: Print, content: str) -> None:
    sheet.shape(JARS["round"].glass, "#f6edd2", 5)
    sheet.fill(points(BRINE), content)


def _light(sheet: Print) -> None:
    gleam(sheet, "130,214 123,252 130,296", 8, "#fff6dc", ".9")
    gleam(sheet, "286,218 290,240 289,262", 5, "#fff6dc", ".8")
