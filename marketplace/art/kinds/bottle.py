"""Goods in bottles: fish sauce, orange wine, essential oil."""

import math

from marketplace.art.actors import citrus, fish, gleam
from marketplace.art.geometry import box, diamond, ellipse, points, tube
from marketplace.art.pigments import CHAM, CREAM, DAT, HOE, LA, PIGMENTS, SEN, SON
from marketplace.art.print import EVEN, Print

BOTTLE = (
    "150,92 148,124 130,146 114,172 110,206 110,320 122,339 172,344 222,339 234,320 234,206 230,172 214,146 196,124 "
    "194,92 172,89"
)
LIQUID = (
    "136,152 154,148 172,153 190,148 208,152 222,176 225,206 225,316 216,330 172,334 128,330 119,316 119,206 122,176"
)
DROPPER = (
    "158,168 150,186 128,204 118,232 118,320 130,338 196,343 262,338 274,320 274,232 264,204 242,186 234,168 196,164"
)


def fish_sauce(sheet: Print, seal: str = "son") -> None:
    """A tall bottle with a fish on its label, and a bowl for dipping."""
    _bottle(sheet, "#9a3d14", PIGMENTS[seal].full)
    sheet.shape(box(120, 216, 104, 84, 6), CREAM, 3.4)
    sheet.cut(points("128,230 172,228 216,230"), 4, SON.full, EVEN)
    sheet.cut(points("128,288 172,290 216,288"), 4, SON.full, EVEN)
    fish(sheet, 176, 259, 0.92, CHAM.full)
    _dipping_bowl(sheet)


def _bottle(sheet: Print, liquid: str, seal: str) -> None:
    sheet.shape(points(BOTTLE), "#f3e4bd", 5)
    sheet.fill(points(LIQUID), liquid)
    sheet.cut(points("134,153 154,148 172,153 190,148 210,153"), 3)
    sheet.shape(points("146,96 144,56 172,50 200,56 198,96 172,100"), seal, 4.4)
    sheet.cut(points("150,84 172,88 194,84"), 4, HOE.mid, EVEN)
    gleam(sheet, "133,184 127,206 128,250", 7, "#fff6dc", ".9")
    gleam(sheet, "160,104 158,122 148,142", 5, "#fff6dc", ".9")


def _dipping_bowl(sheet: Print) -> None:
    sheet.shape(points("236,278 364,278 354,314 330,338 270,338 246,314"), CREAM, 5)
    sheet.shape(ellipse(300, 278, 66, 17, 14), CREAM, 4)
    sheet.shape(ellipse(300, 280, 54, 11, 12), "#b4561c", 3)
    for x, y, colour in ((280, 278, SON.full), (304, 283, LA.full), (322, 277, SON.full)):
        sheet.shape(ellipse(x, y, 7.5, 4, 8), colour, 2)
    for x in (268, 300, 332):
        sheet.shape(diamond(x, 314, 9, 10), SON.mid, 2.4, smooth=False)
    for a, c, b in (((60, 346), (84, 360), (108, 348)), ((330, 362), (352, 352), (376, 358))):
        sheet.shape(tube(a, c, b, (9, 11, 8, 2), 8), SON.full, 3.4)
        sheet.cut([a, (a[0] - 9, a[1] - 6), (a[0] - 15, a[1] - 4)], 5, LA.full, (1, 0.9, 0.7))


def wine(sheet: Print, liquid: str = "#e48a1d") -> None:
    """A bottle of orange wine with its cup and a slice of the fruit."""
    _bottle(sheet, liquid, DAT.full)
    sheet.shape(ellipse(172, 262, 47, 47, 14), CREAM, 3.4)
    citrus(sheet, 172, 262, 34, "#e07b1a", "#f0932b")
    sheet.leaf(186, 232, -0.7, 44, 10, LA.full)
    citrus(sheet, 312, 304, 40, "#e07b1a", "#f0932b")
    sheet.shape(points("236,262 296,262 290,300 282,336 250,336 242,300"), CREAM, 4.4)
    sheet.shape(ellipse(266, 262, 30, 9, 12), liquid, 3.4)
    for x in (254, 278):
        sheet.shape(diamond(x, 304, 7, 11), CHAM.mid, 2.2, smooth=False)


def oil(sheet: Print, glass: str = "#b5651d") -> None:
    """A small brown dropper bottle before stalks of lemongrass."""
    for foot, lean in ((86, -0.5), (112, -0.22), (300, 0.25), (326, 0.52)):
        _stalk(sheet, foot, lean)
    sheet.shape(points(DROPPER), glass, 5)
    sheet.shape(box(156, 128, 80, 40, 6), "#3a352e", 4.4)
    for x in range(166, 232, 11):
        sheet.cut([(x, 134), (x + 1, 148), (x, 162)], 3, "#8d8475")
    sheet.shape(points("176,128 172,96 180,64 196,54 212,64 220,96 216,128"), SON.full, 4.4)
    gleam(sheet, "184,76 181,98 184,116", 5)
    sheet.shape(box(134, 236, 124, 76, 6), CREAM, 3.4)
    for angle in (-2.3, -1.85, -1.3, -0.85):
        sheet.leaf(196, 302, angle, 58, 8, LA.full)
    gleam(sheet, "136,216 130,238 131,262", 8, "#f0c088")
    sheet.shape(points("318,250 334,276 332,294 318,302 304,294 302,276"), HOE.full, 3.6)
    gleam(sheet, "312,274 309,284 313,292", 4)


def _stalk(sheet: Print, foot: float, lean: float) -> None:
    middle = (foot + lean * 60, 200)
    sheet.leaf(middle[0], middle[1], -math.pi / 2 + lean * 1.6, 150, 9, LA.full)
    sheet.leaf(middle[0], middle[1], -math.pi / 2 + lean * 0.5, 168, 9, LA.mid)
    sheet.shape(
        [
            (foot - 13, 344),
            (foot - 10, 290),
            (middle[0] - 7, 196),
            (middle[0] + 7, 196),
            (foot + 10, 290),
            (foot + 13, 344),
            (foot, 352),
        ],
        LA.pale,
        4,
    )
    sheet.cut([(foot - 2, 338), (foot + lean * 20, 280), (middle[0] + lean * 2, 206)], 3, SEN.full)
    sheet.cut([(foot + 7, 332), (foot + 6 + lean * 20, 290), (middle[0] + 4, 214)], 2.6)
