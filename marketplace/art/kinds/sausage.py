"""Cured sausages on a pole, and pork roll in banana leaf."""

from marketplace.art.geometry import Point, along, ellipse, on_curve, points, tube
from marketplace.art.pigments import DAT, HOE, LA
from marketplace.art.print import EVEN, Print

ROLL = "60,176 96,148 262,132 306,150 318,196 304,240 268,258 100,272 64,246 52,210"
MEAT, SHINE, FAT = "#b2402a", "#e28a6a", "#f4d3bd"


def sausage(sheet: Print, form: str = "link") -> None:
    """`form` "link" hangs on a pole, "leaf" is a roll with three slices."""
    if form == "leaf":
        _leaf_roll(sheet)
    else:
        _links(sheet)


def _leaf_roll(sheet: Print) -> None:
    sheet.shape(points(ROLL), LA.full, 5)
    sheet.shape(ellipse(302, 195, 22, 46, 12), LA.pale, 4)
    for x in (104, 150, 196, 242):
        slope = (x - 100) * 0.08
        sheet.cut([(x, 146 - slope), (x + 16, 206), (x + 4, 268 - slope)], 5, HOE.mid, EVEN)
    sheet.cut(points("62,204 180,200 300,190"), 5, HOE.mid, EVEN)
    for i in range(8):
        sheet.cut([(84 + i * 26, 158 - i), (92 + i * 26, 170 - i), (96 + i * 26, 184 - i)], 2.6, opacity=".5")
    for x, y in ((132, 312), (206, 318), (280, 308)):
        sheet.shape(ellipse(x, y, 46, 32, 14), "#f1cdb4", 4.6)
        sheet.cut([(x - 26, y + 4), (x, y + 14), (x + 26, y + 4)], 3, opacity=".4")
        for _ in range(5):
            dx, dy = sheet.random.uniform(-26, 26), sheet.random.uniform(-14, 12)
            sheet.fill(ellipse(x + dx, y + dy, 3, 2.4, 6), "#a8502f")


def _links(sheet: Print) -> None:
    sheet.cut(points("40,70 200,88 360,66"), 9, DAT.full, EVEN)
    sheet.cut(points("40,74 200,92 360,70"), 3)
    for i, x in enumerate((96, 200, 304)):
        bend = 1 if i % 2 else -1
        sheet.cut([(x, 76), (x + 3, 96), (x, 116)], 4, profile=EVEN)
        _link(sheet, (x - 4, 122), (x + bend * 18, 200), (x, 274))
        sheet.cut([(x - 10, 284), (x, 276), (x + 10, 288)], 5, profile=(0.4, 1, 0.4))
        a, c, b = (x, 290), (x - bend * 14, 326), (x - 2, 366)
        sheet.shape(tube(a, c, b, (8, 24, 28, 24, 8), 9), MEAT, 4.4)
        sheet.cut(along(a, c, b, 0.15, 0.4, 0.75), 7, SHINE, (0.2, 1, 0.2))


def _link(sheet: Print, a: Point, c: Point, b: Point) -> None:
    sheet.shape(tube(a, c, b, (9, 27, 31, 31, 27, 9), 10), MEAT, 4.8)
    sheet.cut(along(a, c, b, 0.15, 0.4, 0.75), 8, SHINE, (0.2, 1, 0.2))
    for k in range(7):
        x, y = on_curve(a, c, b, 0.15 + k * 0.11)
        sheet.fill(ellipse(x + sheet.random.uniform(-2, 17), y, 3.6, 2.8, 7), FAT)
