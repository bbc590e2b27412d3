"""A green-necked duck."""

from marketplace.art.actors import gleam
from marketplace.art.geometry import along, ellipse, points
from marketplace.art.pigments import CHAM, CREAM, DAT, HOE, INK, LA
from marketplace.art.print import EVEN, Print

BODY = "122,190 112,230 122,274 158,308 216,320 276,306 318,266 348,206 362,178 334,184 300,178 254,176 206,180 168,172"
WING = "180,220 226,200 282,204 330,214 306,248 262,274 212,272 184,250"


def duck(sheet: Print) -> None:
    """A drake by the water."""
    for x in (196, 240):
        sheet.cut([(x, 312), (x + 2, 330), (x, 348)], 9, HOE.full, EVEN)
        foot = f"{x - 26},356 {x - 6},342 {x + 8},342 {x + 12},358"
        sheet.shape(points(foot), HOE.full, 3.4, smooth=False)
    sheet.shape(points(BODY), DAT.pale, 5)
    sheet.shape(points("332,190 366,166 380,178 362,202 340,214"), DAT.full, 4)
    sheet.shape(points("116,196 118,148 128,110 172,110 176,150 178,190 150,212"), LA.full, 4.8)
    sheet.shape(ellipse(146, 98, 40, 36, 13), LA.full, 4.8)
    sheet.shape(points("112,92 84,96 62,108 66,118 92,120 114,116"), HOE.full, 4.2)
    sheet.cut(points("70,110 92,108 110,106"), 3)
    sheet.cut(points("118,184 148,198 178,182"), 9, CREAM, EVEN)
    sheet.fill(ellipse(134, 90, 7.5, 7.5, 9), INK)
    sheet.fill(ellipse(132, 88, 2.4, 2.4, 7), CREAM)
    gleam(sheet, "162,80 172,96 170,118", 6, LA.mid)
    _wing(sheet)
    for x, y in ((140, 240), (156, 264), (178, 288)):
        sheet.cut([(x - 9, y - 4), (x, y + 5), (x + 10, y - 3)], 3.6)


def _wing(sheet: Print) -> None:
    sheet.shape(points(WING), DAT.mid, 4.6)
    for i in range(3):
        stroke = along((206 + i * 6, 222 + i * 13), (252, 226 + i * 13), (306 - i * 14, 222 + i * 13), 0, 0.5, 1)
        sheet.cut(stroke, 4, CREAM)
    sheet.shape(points("270,232 306,226 298,244 270,252"), CHAM.full, 3.4)
