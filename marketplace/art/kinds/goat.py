"""A mountain goat."""

from marketplace.art.actors import gleam
from marketplace.art.geometry import ellipse, points, tube
from marketplace.art.pigments import CREAM, DAT, HOE, INK, LA
from marketplace.art.print import EVEN, Print

ROCK = "-20,420 -10,352 60,324 130,340 190,326 270,344 330,322 410,340 420,420"
BODY = "120,176 112,214 122,256 160,272 226,274 282,268 312,244 320,204 308,172 262,158 204,160 156,156"
HEAD = "82,120 108,96 140,94 160,112 156,140 132,164 104,186 82,182 76,162"


def goat(sheet: Print, coat: str = "#4a3b30") -> None:
    """A billy goat on a limestone rock."""
    sheet.shape(points(ROCK), "#b9b2a2", 5)
    for x, y in ((40, 366), (140, 372), (236, 364), (330, 368)):
        sheet.cut([(x, y), (x + 26, y - 8), (x + 44, y + 10)], 4, opacity=".5")
    for x, shade in ((160, "#362a22"), (268, "#362a22"), (136, coat), (296, coat)):
        _leg(sheet, x, shade)
    sheet.shape(points("308,170 334,146 344,152 334,176 316,192"), coat, 4)
    sheet.shape(points(BODY), coat, 5)
    sheet.shape(points("118,180 116,146 140,116 176,124 184,160 164,200"), coat, 3)
    sheet.fill(points("124,182 122,150 142,122 170,130 178,162 168,214 150,230"), coat)
    _head(sheet, coat)
    for x, y in ((190, 204), (226, 216), (262, 204), (210, 240), (250, 244), (290, 224)):
        sheet.cut([(x - 8, y - 7), (x, y + 6), (x + 4, y + 14)], 3.6, "#7d6a5a")
    gleam(sheet, "176,176 230,170 288,178", 6, "#8b7766")
    sheet.leaf(58, 330, -1.5, 56, 12, LA.full)
    sheet.leaf(52, 334, -2.3, 46, 11, LA.mid)
    sheet.leaf(64, 334, -0.8, 48, 11, LA.mid)


def _leg(sheet: Print, x: float, colour: str) -> None:
    sheet.shape(points(f"{x - 15},240 {x + 15},240 {x + 9},296 {x + 9},328 {x - 9},328 {x - 8},296"), colour, 4.4)
    sheet.shape(points(f"{x - 12},326 {x + 11},326 {x + 13},344 {x - 15},344"), INK, 2, smooth=False)


def _head(sheet: Print, coat: str) -> None:
    for a, c, b in (((128, 98), (150, 46), (206, 60)), ((112, 100), (116, 42), (166, 36))):
        sheet.shape(tube(a, c, b, (13, 12, 9, 2), 8), DAT.mid, 4.2)
        for t in (0.25, 0.45, 0.65):
            x, y = a[0] + (b[0] - a[0]) * t * 0.8, a[1] - 44 * t
            sheet.cut([(x - 8, y - 2), (x, y + 3), (x + 9, y)], 2.6)
    sheet.shape(points("148,116 182,106 198,116 184,130 154,134"), coat, 4)
    sheet.shape(points(HEAD), coat, 4.8)
    sheet.shape(points("96,182 116,176 112,202 100,224 92,204"), CREAM, 3.6)
    sheet.fill(points("80,158 96,152 104,170 88,180"), "#cbb9a4")
    sheet.cut(points("82,172 92,176 104,172"), 3)
    sheet.fill(ellipse(118, 126, 9, 7, 9), HOE.full)
    sheet.cut([(113, 126), (118, 126), (124, 126)], 4, INK, EVEN)
