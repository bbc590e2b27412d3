"""Gift boxes."""

from marketplace.art.geometry import box, diamond, ellipse, points, tube
from marketplace.art.pigments import PIGMENTS
from marketplace.art.print import Print


def gift(sheet: Print, colour: str = "son", ribbon: str = "hoe") -> None:
    """A ribboned box with two jars of honey standing out of it."""
    paper, band = PIGMENTS[colour], PIGMENTS[ribbon]
    for x in (128, 216):
        sheet.shape(box(x, 120, 66, 92, 10), "#dd8a12")
        sheet.shape(box(x + 4, 92, 58, 30, 6), band.full)
        sheet.cut([(x + 14, 136), (x + 11, 160), (x + 14, 186)], 6, "#fff0c8", (0.2, 1, 0.2))
    sheet.shape(box(78, 196, 252, 142, 8), paper.full, 5)
    sheet.shape(box(66, 184, 276, 44, 8), paper.mid, 5)
    sheet.shape(points("186,184 222,184 223,338 185,338"), band.mid, 3.4, smooth=False)
    for x in (92, 120, 148, 232, 260, 288, 316):
        sheet.shape(diamond(x, 274, 12, 12), band.mid, 2.6, smooth=False)
    sheet.shape(tube((204, 186), (150, 120), (134, 176), (4, 16, 18, 6), 8), band.full, 3.6)
    sheet.shape(tube((204, 186), (258, 120), (274, 176), (4, 16, 18, 6), 8), band.full, 3.6)
    sheet.shape(ellipse(204, 184, 15, 13), band.mid, 3.6)
