"""A bowl of spice: whole seeds, or salt ground with them."""

from marketplace.art.geometry import diamond, ellipse, points
from marketplace.art.pigments import LA, PIGMENTS, SON, Pigment
from marketplace.art.print import Print

HEAP = "96,216 124,172 168,150 206,144 246,152 284,176 308,216 200,236"
BOWL = "82,216 200,238 318,216 312,268 280,318 240,338 160,338 120,318 88,268"
SPILT = ((58, 330), (92, 350), (330, 340), (352, 318), (306, 354))


def seeds(sheet: Print, seed: str = "#5d3420", bowl: str = "cham", salt: bool = False) -> None:
    """A heaped bowl under a sprig; `seed` is the colour of one seed, `bowl` a pigment."""
    sheet.leaf(276, 150, -1.2, 110, 28, LA.full)
    sheet.leaf(268, 156, -0.35, 96, 24, LA.mid)
    for i in range(3):
        x, y = 96 + i * 40, 92 + (i % 2) * 26
        sheet.shape(ellipse(x, y, 15, 18, 10, 0.4), SON.full, 3.6)
        sheet.cut([(x - 5, y - 6), (x - 6, y), (x - 3, y + 6)], 4, SON.pale)
    sheet.shape(points(HEAP), "#fff9ec" if salt else "#3c2216", 4.4)
    for y, count in ((158, 4), (178, 6), (198, 8), (214, 9)):
        for i in range(count):
            if salt and sheet.random.random() < 0.5:
                sheet.cut([(120 + i * 22, y), (124 + i * 22, y + 2), (129 + i * 22, y + 1)], 4, opacity=".4")
            else:
                _seed(sheet, 202 + (i - (count - 1) / 2) * 24 + sheet.random.uniform(-4, 4), y, seed)
    _bowl(sheet, PIGMENTS[bowl])
    for x, y in SPILT:
        sheet.shape(ellipse(x, y, 11, 8, 9, 0.5), seed, 2.8)


def _seed(sheet: Print, x: float, y: float, colour: str) -> None:
    outline = ellipse(x, y, 11.5, 9, 9, sheet.random.uniform(-0.8, 0.8))
    sheet.shape(outline, sheet.random.choice([colour, "#7a4527", "#8f5a34"]), 2.4)
    sheet.cut([(x - 5, y - 3), (x - 1, y - 4.5), (x + 3, y - 4)], 3, "#d9b48a")


def _bowl(sheet: Print, glaze: Pigment) -> None:
    sheet.shape(points(BOWL), glaze.full, 5)
    sheet.cut(points("86,232 200,254 314,232"), 5, glaze.pale, (0.6, 1, 0.6))
    for x in (130, 165, 200, 235, 270):
        sheet.shape(diamond(x, 290 - abs(x - 200) * 0.12, 11, 14), glaze.pale, 2.6, smooth=False)
