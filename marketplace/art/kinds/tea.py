"""Tea: a paper pack and a steaming bowl."""

import math

from marketplace.art.actors import steam
from marketplace.art.geometry import diamond, ellipse, points
from marketplace.art.pigments import CHAM, CREAM, PIGMENTS
from marketplace.art.print import Print


def tea(sheet: Print, pack: str = "la") -> None:
    """A folded pack with a leaf on it, beside a bowl of tea."""
    paper_pack(sheet, pack)
    colours = PIGMENTS[pack]
    sheet.leaf(162, 276, -math.pi / 2, 84, 17, colours.full)
    sheet.leaf(160, 262, -math.pi / 2 - 0.85, 58, 13, colours.mid)
    sheet.leaf(164, 262, -math.pi / 2 + 0.85, 58, 13, colours.mid)
    tea_bowl(sheet)


def paper_pack(sheet: Print, pack: str) -> None:
    """A paper pack with a folded top and a round, empty label."""
    colours = PIGMENTS[pack]
    sheet.shape(points("84,120 238,112 250,170 252,330 162,338 74,330 74,174"), colours.full, 5, smooth=False)
    sheet.shape(points("84,120 92,84 230,78 238,112 162,120"), colours.mid, 4.4, smooth=False)
    sheet.cut(points("86,119 162,123 237,113"), 4, profile=(0.8, 1, 0.8))
    sheet.shape(ellipse(162, 228, 60, 64, 14), CREAM, 3.6)


def tea_bowl(sheet: Print, drink: str = "#c99a2c") -> None:
    """A glazed bowl of something hot."""
    sheet.shape(points("226,262 358,262 350,308 328,338 256,338 234,308"), CREAM, 5)
    sheet.shape(ellipse(292, 262, 66, 17, 14), CREAM, 4)
    sheet.shape(ellipse(292, 264, 54, 11, 12), drink, 3)
    steam(sheet, 272, 296, 318)
    for x in (256, 292, 328):
        sheet.shape(diamond(x, 304, 10, 12), CHAM.mid, 2.4, smooth=False)
