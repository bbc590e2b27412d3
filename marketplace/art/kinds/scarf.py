"""A woven scarf."""

from marketplace.art.geometry import Points, diamond, points
from marketplace.art.pigments import CHAM, CREAM, DAT, HOE, LA, SON
from marketplace.art.print import EVEN, Print

BACK = "206,84 322,78 330,180 326,282 214,290 210,180"
FRONT = "88,82 232,88 230,200 236,322 84,326 90,200"


def scarf(sheet: Print, cloth: str = "#2c5878") -> None:
    """A brocade scarf hung over a bamboo pole."""
    sheet.shape(points(BACK), cloth, 5, smooth=False)
    _bands(sheet, 216, 322, (112, 168, 224), 3)
    _fringe(sheet, 218, 322, 284)
    sheet.shape(points("30,64 200,54 372,60 372,84 200,80 30,88"), HOE.mid, 5)
    for x in (74, 190, 300):
        sheet.cut([(x, 62), (x + 4, 72), (x, 84)], 4)
    sheet.shape(points(FRONT), cloth, 5, smooth=False)
    sheet.cut(points("92,98 160,104 228,98"), 5, CREAM, EVEN)
    _bands(sheet, 94, 228, (136, 200, 264), 4)
    _fringe(sheet, 90, 230, 322)


def _bands(sheet: Print, left: float, right: float, rows: tuple[float, ...], count: int) -> None:
    for i, y in enumerate(rows):
        edge, filling = ((SON, HOE), (HOE, SON), (SON, LA))[i]
        for dy in (-26, 26):
            line: Points = [(left, y + dy), ((left + right) / 2, y + dy + 2), (right, y + dy)]
            sheet.cut(line, 7, edge.full, EVEN)
        step = (right - left) / count
        for k in range(count):
            x = left + step * (k + 0.5)
            sheet.shape(diamond(x, y, step * 0.4, 18), CREAM, 2.4, smooth=False)
            sheet.fill(diamond(x, y, step * 0.25, 11), filling.full, smooth=False)
            sheet.fill(diamond(x, y, step * 0.1, 5), CHAM.full, smooth=False)


def _fringe(sheet: Print, left: float, right: float, top: float) -> None:
    for k in range(int((right - left) / 14) + 1):
        x = left + k * 14
        colour = (SON, HOE, DAT)[k % 3].full
        sheet.cut([(x, top), (x + 2, top + 18), (x - 1, top + 38)], 6.5, colour, (1, 0.9, 0.5))
