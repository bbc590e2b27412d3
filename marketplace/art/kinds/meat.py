"""Cured and dried meat."""

import math

from marketplace.art.actors import gleam
from marketplace.art.geometry import Point, Points, ellipse, points, tube
from marketplace.art.pigments import CHAM, CREAM, DAT, HOE, LA, SON
from marketplace.art.print import EVEN, Print

MEAT, DARK, FAT = "#9c3a22", "#6b2415", "#f2d3b8"
STRIPS = ((196, 262, 0.06), (208, 226, -0.16), (186, 196, 0.13), (212, 172, -0.07))
CHICKEN = "58,214 70,164 116,122 184,108 252,122 304,166 322,216 304,262 246,288 166,294 98,276 66,248"
CHICKEN_WING = "96,232 112,190 150,172 176,188 160,210 190,226 204,248 182,258 146,246 122,262 100,256"
LEAF = "28,262 90,214 210,196 330,210 376,254 340,316 220,346 92,332"


def dried_meat(sheet: Print) -> None:
    """Strips of dried beef piled on a banana leaf, chilli and lime leaves on top."""
    _leaf_plate(sheet)
    for x, y, angle in STRIPS:
        _strip(sheet, x, y, angle)
    sheet.shape(tube((214, 148), (256, 120), (304, 136), (9, 13, 10, 2), 8), SON.full, 3.8)
    sheet.cut(points("216,148 202,142 192,148"), 6, LA.full, (1, 0.9, 0.7))
    sheet.leaf(150, 158, -2.5, 76, 17, LA.full)
    sheet.leaf(152, 156, -1.7, 66, 15, LA.mid)
    _bowl_of_salt(sheet)


def _strip(sheet: Print, x: float, y: float, angle: float) -> None:
    c, s = math.cos(angle), math.sin(angle)

    def at(along: float, across: float) -> Point:
        return x + along * c - across * s, y + along * s + across * c

    outline = points("-124,-14 -84,-24 -36,-17 10,-25 62,-19 108,-22 130,-8 124,12 80,22 28,17 -26,24 -82,17 -126,15")
    sheet.shape([at(*p) for p in outline], sheet.random.choice([MEAT, "#86301b", "#ad4a2c"]), 4.4)
    for k in (-11, -3, 6, 13):
        sheet.cut([at(-108, k), at(-30, k * 1.15 + 2), at(40, k - 2), at(110, k * 0.8)], 3.2, DARK, opacity=".8")
    for _ in range(6):
        sheet.fill(ellipse(*at(sheet.random.uniform(-110, 110), sheet.random.uniform(-14, 14)), 3, 2.4, 6), HOE.mid)


def _bowl_of_salt(sheet: Print) -> None:
    sheet.shape(points("262,300 366,300 358,332 340,354 288,354 270,332"), CHAM.full, 4.6)
    sheet.shape(ellipse(314, 300, 54, 15, 14), "#f3d9c4", 4)
    for _ in range(14):
        a, reach = sheet.random.uniform(0, 6.28), sheet.random.uniform(4, 38)
        sheet.fill(ellipse(314 + reach * math.cos(a), 300 + reach * 0.24 * math.sin(a), 3, 2, 6), SON.full)
    sheet.cut(points("272,322 314,332 356,322"), 5, CHAM.pale, (0.6, 1, 0.6))


def smoked_meat(sheet: Print) -> None:
    """Three slabs over a hearth."""
    for x in (70, 152, 250, 334):
        smoke: Points = [(x, 330), (x - 16, 290), (x + 14, 250), (x - 10, 206), (x + 8, 170)]
        sheet.cut(smoke, 8, "#ffffff", (0.3, 1, 0.1), ".8")
    sheet.cut(points("34,62 200,74 366,58"), 11, DAT.full, EVEN)
    for i, x in enumerate((104, 202, 300)):
        _slab(sheet, x, 108 + (i % 2) * 12)
    for x, y, turn in ((150, 366, -0.06), (252, 366, 0.07)):
        sheet.shape(tube((x - 96, y + turn * 90), (x, y), (x + 96, y - turn * 90), (12, 13, 12), 6), DAT.full, 4.4)
    for x, height in ((150, 40), (178, 62), (206, 74), (234, 58), (260, 38)):
        _flame(sheet, x, height)


def _slab(sheet: Print, x: float, top: float) -> None:
    sheet.cut([(x, 66), (x + 2, top - 18), (x, top + 4)], 4.4, profile=EVEN)
    outline = [(x + dx, top + dy) for dx, dy in points("-30,4 0,-4 30,4 36,70 32,146 0,158 -34,148 -36,70")]
    sheet.shape(outline, MEAT, 5)
    for dx, width, colour in ((-22, 9, FAT), (0, 12, DARK), (20, 9, FAT)):
        stripe: Points = [(x + dx, top + 16), (x + dx * 1.25, top + 76), (x + dx * 1.05, top + 140)]
        sheet.cut(stripe, width, colour, (0.5, 1, 0.6))


def _flame(sheet: Print, x: float, height: float) -> None:
    outline = ((-16, 0), (-12, -height * 0.5), (2, -height), (14, -height * 0.45), (16, 0))
    sheet.shape([(x + dx, 360 + dy) for dx, dy in outline], SON.full, 3.6)
    sheet.fill([(x + dx * 0.5, 358 + dy * 0.55) for dx, dy in outline], HOE.full)


def pork_hock(sheet: Print) -> None:
    """A hock rolled and tied, with three slices on a leaf."""
    _leaf_plate(sheet)
    sheet.shape(points("70,150 110,112 250,92 306,112 326,158 306,206 262,222 118,236 76,206"), "#d98a5a", 5)
    sheet.shape(ellipse(308, 158, 26, 48, 12), "#f0b79a", 4.4)
    sheet.fill(ellipse(306, 158, 13, 27, 10), MEAT)
    for x in (112, 158, 204, 250):
        sheet.cut([(x, 120 - (x - 112) * 0.12), (x + 13, 172), (x + 2, 234 - (x - 112) * 0.1)], 5, CREAM, EVEN)
    gleam(sheet, "96,150 170,124 246,114", 8, "#f2c39c")
    for x, y in ((120, 292), (202, 302), (284, 288)):
        sheet.shape(ellipse(x, y, 48, 36, 14), "#f6d9c4", 4.6)
        sheet.shape(ellipse(x, y, 34, 24, 12), "#e59a86", 2.6)
        sheet.cut([(x - 18, y + 2), (x - 4, y - 10), (x + 14, y - 4), (x + 8, y + 9), (x - 6, y + 7)], 5, FAT)
    _salt(sheet)


def salted_chicken(sheet: Print) -> None:
    """A golden salt-cured chicken on a banana leaf."""
    _leaf_plate(sheet)
    skin, light = "#dd9016", HOE.full
    sheet.shape(points("300,176 340,146 352,128 368,130 370,144 382,154 372,168 354,172 322,212"), light, 4.4)
    sheet.shape(points(CHICKEN), skin, 5)
    sheet.shape(points("216,238 246,196 292,186 326,210 330,246 300,276 256,284 226,268"), light, 4.6)
    sheet.shape(points("312,262 352,274 374,266 384,278 374,290 380,304 364,308 344,300 296,286"), light, 4)
    sheet.shape(points(CHICKEN_WING), light, 4.4)
    gleam(sheet, "96,176 142,140 206,132", 10, HOE.pale)
    gleam(sheet, "250,214 272,202 296,204", 6, HOE.pale)
    for x, y in ((92, 208), (200, 190), (224, 158), (252, 152), (190, 276), (212, 206)):
        sheet.cut([(x - 6, y), (x, y + 4), (x + 6, y)], 3, "#8a5210")
    sheet.leaf(84, 304, -0.3, 84, 17, LA.full)
    sheet.leaf(82, 310, 0.2, 74, 15, LA.mid)
    _salt(sheet)


def _leaf_plate(sheet: Print) -> None:
    sheet.shape(points(LEAF), LA.mid, 5)
    sheet.cut(points("40,266 200,270 366,258"), 5, LA.full, (0.5, 1, 0.5))
    for x in range(80, 350, 38):
        sheet.cut([(x, 268), (x - 16, 296), (x - 26, 322)], 3, LA.full)
        sheet.cut([(x, 266), (x + 14, 240), (x + 20, 220)], 3, LA.full)


def _salt(sheet: Print) -> None:
    for _ in range(16):
        x, y = sheet.random.uniform(60, 340), sheet.random.uniform(322, 366)
        sheet.shape([(x - 5, y), (x, y - 5), (x + 5, y - 1), (x + 1, y + 5)], CREAM, 2, smooth=False)
