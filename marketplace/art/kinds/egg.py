"""Eggs in a basket."""

import math

from marketplace.art.actors import basket
from marketplace.art.geometry import Points
from marketplace.art.pigments import CREAM, HOE, LA
from marketplace.art.print import Print

CLUTCH = ((132, 186, -0.25), (268, 186, 0.25), (200, 158, 0), (164, 214, -0.1), (238, 214, 0.12), (200, 222, 0.02))


def egg(sheet: Print, shell: str = "#f2cfa3", herb: bool = False) -> None:
    """A basket of eggs on straw, with a sprig when `herb`."""
    for i in range(16):
        a = math.pi * (i + 0.5) / 16
        straw = [
            (200, 236),
            (200 - 110 * math.cos(a), 222 - 30 * math.sin(a)),
            (200 - 150 * math.cos(a), 214 - 70 * math.sin(a)),
        ]
        sheet.cut(straw, 5, HOE.full, (0.8, 1, 0.2))
    for x, y, lean in CLUTCH:
        sheet.shape(_egg(x, y, lean), sheet.random.choice([shell, "#f7e0c0", "#eabf8c"]), 4.4)
        sheet.cut([(x - 18, y - 16), (x - 22, y), (x - 17, y + 16)], 6, CREAM, (0.2, 1, 0.2), ".9")
    if herb:
        sheet.leaf(270, 140, -1.1, 80, 16, LA.full)
        sheet.leaf(262, 146, -1.9, 70, 14, LA.mid)
    basket(sheet)


def _egg(x: float, y: float, lean: float) -> Points:
    outline = []
    for i in range(12):
        a = i * math.pi / 6
        q = math.sin(a)
        width = (36 - (4 if q < 0 else 0)) * math.cos(a) * (1 - 0.14 * -q)
        outline.append((x + width + lean * 20 * q, y + 46 * q))
    return outline
