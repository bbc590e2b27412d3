"""A cockerel, proud of his tail."""

from marketplace.art.geometry import Point, along, ellipse, points, tube
from marketplace.art.pigments import CREAM, DAT, HOE, INK, PIGMENTS, SON
from marketplace.art.print import Print

TAIL: tuple[tuple[Point, Point, Point], ...] = (
    ((288, 214), (350, 170), (352, 96)),
    ((282, 200), (338, 128), (312, 66)),
    ((272, 190), (312, 100), (268, 58)),
    ((290, 230), (372, 206), (376, 150)),
)
BODY = (
    "128,118 112,150 112,196 128,246 166,290 216,302 266,286 298,244 306,208 286,196 248,200 212,190 184,160 172,124 "
    "152,104"
)
COMB = "118,92 106,74 120,74 122,54 136,66 146,48 154,66 168,60 164,82 152,96"
WING = "192,214 232,204 270,212 286,226 268,256 236,270 206,262 188,240"


def chicken(sheet: Print, body: str = "hoe", tail: tuple[str, ...] = ("cham", "la", "son")) -> None:
    """A cockerel with a body of one pigment and tail feathers of several."""
    colours = PIGMENTS[body]
    for i, (a, c, b) in enumerate(TAIL):
        sheet.shape(tube(a, c, b, (14, 18, 17, 5), 8), PIGMENTS[tail[i % len(tail)]].full)
        sheet.cut(along(a, c, b, 0.1, 0.45, 0.85), 3, CREAM)
    _legs(sheet)
    sheet.shape(points(BODY), colours.full, 5)
    _head(sheet, colours.mid)
    for row in range(3):
        for column in range(3):
            x, y = 138 + column * 18 + row * 5, 166 + row * 22
            sheet.cut([(x - 8, y - 3), (x, y + 6), (x + 9, y - 3)], 3.4)
    sheet.shape(points(WING), SON.full, 4.4)
    for i in range(3):
        sheet.cut([(208 + i * 6, 226 + i * 12), (240, 232 + i * 12), (272 - i * 8, 226 + i * 11)], 4, HOE.pale)


def _legs(sheet: Print) -> None:
    for x in (186, 222):
        sheet.cut([(x, 296), (x + 2, 326), (x + 1, 350)], 9, HOE.full, (1, 0.8, 0.8))
        sheet.cut([(x + 4, 296), (x + 6, 326), (x + 5, 350)], 3)
        for dx in (-20, 0, 20):
            sheet.cut([(x + 1, 346), (x + dx * 0.6, 352), (x + dx, 358)], 6, profile=(1, 0.8, 0.3))


def _head(sheet: Print, face: str) -> None:
    sheet.shape(points(COMB), SON.full, 4)
    sheet.shape(ellipse(140, 116, 33, 32, 12), face, 4.6)
    sheet.shape(points("110,116 82,126 108,132"), DAT.mid, 3.6, smooth=False)
    sheet.shape(points("118,136 110,158 120,170 130,158 130,140"), SON.full, 3.4)
    sheet.fill(ellipse(132, 110, 7.5, 7.5, 9), INK)
    sheet.fill(ellipse(130, 108, 2.4, 2.4, 7), CREAM)
