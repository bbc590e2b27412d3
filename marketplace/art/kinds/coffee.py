"""Coffee: a bag, a cup and beans."""

from marketplace.art.actors import steam
from marketplace.art.geometry import Point, ellipse, points
from marketplace.art.kinds.tea import paper_pack
from marketplace.art.pigments import CREAM, SON
from marketplace.art.print import Print

BEAN, ROAST = "#6b3d22", "#4d2a17"
SPILT = ((60, 352, 0.5), (98, 366, -0.4), (140, 356, 0.9), (190, 370, 0.1), (352, 366, -0.6))


def coffee(sheet: Print, pack: str = "la") -> None:
    """A bag with two beans on its label beside a cup on its saucer."""
    paper_pack(sheet, pack)
    bean(sheet, 146, 222, 1.5, 0.5)
    bean(sheet, 184, 242, 1.5, -0.5)
    steam(sheet, 268, 292, 314, top=164)
    sheet.shape(ellipse(290, 336, 84, 14, 14), CREAM, 4.4)
    sheet.shape(points("342,268 366,264 378,284 364,304 338,308 344,296 358,290 358,280 344,282"), CREAM, 4)
    sheet.shape(points("228,256 352,256 350,290 334,322 314,334 266,334 246,322 230,290"), CREAM, 5)
    sheet.shape(ellipse(290, 256, 62, 16, 14), CREAM, 4)
    sheet.shape(ellipse(290, 258, 51, 10, 12), ROAST, 3)
    sheet.cut(points("238,296 290,306 342,296"), 6, SON.full, (0.6, 1, 0.6))
    for x, y, turn in SPILT:
        bean(sheet, x, y, 0.8, turn)


def bean(sheet: Print, x: float, y: float, size: float, turn: float) -> None:
    """A roasted bean lying at an angle of `turn` radians."""
    outline = ellipse(x, y, 21 * size, 14 * size, 11, turn)
    sheet.shape(outline, BEAN, 3)
    dx, dy = outline[0][0] - x, outline[0][1] - y
    seam: list[Point] = [
        (x - dx * 0.85, y - dy * 0.85),
        (x - dx * 0.3 - dy * 0.18, y - dy * 0.3 + dx * 0.18),
        (x + dx * 0.3 + dy * 0.18, y + dy * 0.3 - dx * 0.18),
        (x + dx * 0.85, y + dy * 0.85),
    ]
    sheet.cut(seam, 4 * size, profile=(0.5, 1, 0.5))
