"""Rice noodles: a sheaf and a bowl."""

from marketplace.art.geometry import Point, diamond, ellipse, points
from marketplace.art.pigments import CHAM, CREAM, DAT, LA, PIGMENTS
from marketplace.art.print import EVEN, Print

SHEAF = (
    "74,66 118,50 168,56 206,48 222,70 208,130 180,190 176,214 204,280 222,338 180,348 132,344 84,350 66,336 92,278 "
    "124,214 120,190 92,130"
)


def rice_noodle(sheet: Print, band: str = "la", strand: str = "#fbf4e1") -> None:
    """A sheaf of noodles tied with a leaf, beside a bowl with chopsticks."""
    sheet.shape(points(SHEAF), strand, 5)
    for i in range(-4, 5):
        waist = 149 + i * 5.4
        sheet.cut([(146 + i * 15, 68), (147 + i * 10, 130), (waist, 190)], 2.8, profile=(0.4, 0.8, 1), opacity=".8")
        sheet.cut([(waist, 214), (147 + i * 10, 276), (144 + i * 15, 336)], 2.8, profile=(1, 0.8, 0.4), opacity=".8")
    sheet.shape(points("114,186 150,192 186,186 188,216 150,222 112,216"), PIGMENTS[band].full, 4)
    sheet.cut(points("120,200 150,205 180,200"), 3, PIGMENTS[band].pale, EVEN)
    _bowl(sheet, strand)


def _bowl(sheet: Print, strand: str) -> None:
    sheet.cut(points("262,252 300,180 340,104"), 9, DAT.full, EVEN)
    sheet.cut(points("284,252 326,186 370,120"), 9, DAT.full, EVEN)
    sheet.shape(points("206,256 382,256 374,300 342,342 246,342 214,300"), CREAM, 5)
    sheet.shape(ellipse(294, 256, 88, 24, 16), CREAM, 4.4)
    sheet.shape(points("220,256 234,238 264,230 300,226 336,234 364,246 368,258 330,268 262,268"), strand, 3.4)
    for i in range(6):
        loop: list[Point] = [(232 + i * 18, 258), (246 + i * 18, 238), (262 + i * 18, 252)]
        sheet.cut(loop, 3, opacity=".75")
    for x, y in ((262, 240), (306, 234), (338, 248)):
        sheet.shape(ellipse(x, y, 8, 5, 8), LA.full, 2)
    for x in (248, 294, 340):
        sheet.shape(diamond(x, 304, 11, 13), CHAM.mid, 2.6, smooth=False)
