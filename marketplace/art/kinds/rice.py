"""A sack of rice between ears of grain."""

from marketplace.art.geometry import Points, ellipse, points
from marketplace.art.pigments import CREAM, HOE, LA, PIGMENTS, SON
from marketplace.art.print import Print

SACK = "118,186 100,246 104,316 132,344 200,350 268,344 298,316 300,246 282,186 200,176"
HEAP = "118,178 140,138 170,120 204,110 236,120 264,140 284,178 200,196"
ROLL = "106,178 130,168 200,184 272,168 296,178 292,202 200,214 110,202"


def rice(sheet: Print, sack: str = "diep", grain: str = "#fffaf0") -> None:
    """An open sack heaped with `grain`, an ear of rice on its label."""
    cloth = PIGMENTS[sack]
    _ears(sheet)
    sheet.shape(points(SACK), cloth.full, 5)
    sheet.shape(points(HEAP), grain, 4.4)
    _grains(sheet)
    sheet.shape(points(ROLL), cloth.mid, 4.2)
    _label(sheet)
    for x in (124, 276):
        sheet.cut([(x, 222), (x + (x - 200) * 0.05, 270), (x, 318)], 3, opacity=".6")


def _ears(sheet: Print) -> None:
    for side in (-1, 1):
        for k in range(2):
            foot = 200 + side * (104 + k * 30)
            stalk: Points = [(foot, 330), (foot + side * 8, 220), (foot + side * (30 + k * 10), 96 + k * 40)]
            sheet.cut(stalk, 6, LA.full, (1, 0.8, 0.4))
            for i in range(7):
                t = i / 7
                x, y = foot + side * (10 + 24 * t + k * 4), 210 - 110 * t + k * 34
                sheet.shape(ellipse(x + side * 12, y, 13, 6, 8, -side * 0.9), HOE.full, 2.2)


def _grains(sheet: Print) -> None:
    for _ in range(26):
        x, y = sheet.random.uniform(140, 262), sheet.random.uniform(132, 176)
        if abs(x - 202) / 80 + (170 - y) / 66 < 1:
            sheet.cut([(x - 5, y), (x, y - 2), (x + 5, y - 1)], 3.4, opacity=".75")


def _label(sheet: Print) -> None:
    sheet.shape(ellipse(200, 276, 52, 46, 14), SON.full, 3.6)
    sheet.cut(points("200,306 198,276 206,246"), 5, CREAM)
    for i in range(4):
        for side in (-1, 1):
            sheet.fill(ellipse(202 + side * 13, 256 + i * 12, 9, 4.5, 8, -side * 0.8), HOE.mid)
