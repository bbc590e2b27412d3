"""What a picture stands on: brushed paper, a motif behind, a table below."""

import math

from marketplace.art.geometry import ellipse, points
from marketplace.art.pigments import DAT, LA, PIGMENTS, Pigment
from marketplace.art.print import EVEN, Print

SKYLINE = "-20,250 60,170 130,215 215,130 310,210 420,150 430,420 -20,420"


def paint_ground(sheet: Print, pigment: str, motif: str, *, brushed: bool = True) -> None:
    """Paper in one pigment with one of the motifs: sun, rays, hills, tray, field; small pictures need no brush."""
    colours = PIGMENTS[pigment]
    sheet.raw(f'<rect width="400" height="400" fill="{colours.mid}"/>')
    if brushed:
        _brush(sheet, colours.pale)
    MOTIFS[motif](sheet, colours)


def _brush(sheet: Print, colour: str) -> None:
    slip = sheet.random.uniform
    for i in range(9):
        y = 14 + i * 46 + slip(-9, 9)
        start = slip(-20, 90)
        end = start + slip(180, 330)
        line = [(start, y), ((start + end) / 2, y + slip(-5, 5)), (end, y + slip(-4, 4))]
        sheet.cut(line, slip(7, 16), colour, (0.1, 1, 0.1), ".45")


def _sun(sheet: Print, colours: Pigment) -> None:
    cx = sheet.random.choice([118, 200, 282])
    sheet.fill(sheet.jitter(ellipse(cx, 150, 104, 104, 14), 1.5), colours.pale)


def _rays(sheet: Print, colours: Pigment) -> None:
    for i in range(14):
        a = math.pi + math.pi * (i + 0.5) / 14
        line = [(200 + reach * math.cos(a), 262 + reach * math.sin(a)) for reach in (150, 190, 232)]
        sheet.cut(line, 12, colours.pale, (0.2, 1, 0.5))
    sheet.fill(sheet.jitter(ellipse(200, 262, 132, 132, 16), 1.5), colours.pale)


def _hills(sheet: Print, colours: Pigment) -> None:
    sheet.fill(points(SKYLINE), colours.pale)


def _tray(sheet: Print, colours: Pigment) -> None:
    sheet.fill(sheet.jitter(ellipse(200, 205, 172, 166, 18), 1.5), colours.pale)
    for i in range(24):
        a = 2 * math.pi * i / 24
        line = [(200 + rx * math.cos(a), 205 + ry * math.sin(a)) for rx, ry in ((150, 145), (158, 153), (166, 160))]
        sheet.cut(line, 5, colours.full, (0.4, 1, 0.4), ".55")


def _field(sheet: Print, colours: Pigment) -> None:
    for y in range(70, 290, 44):
        sheet.cut([(-10, y + 20), (100, y - 8), (220, y + 14), (410, y - 10)], 15, colours.pale, EVEN, ".8")


MOTIFS = {"sun": _sun, "rays": _rays, "hills": _hills, "tray": _tray, "field": _field}


def set_table(sheet: Print, pigment: str) -> None:
    """A wooden table along the bottom; green when the ground is already the colour of wood."""
    colour = LA.full if pigment == "dat" else DAT.full
    sheet.fill(points("-10,324 90,318 210,323 320,316 410,322 410,410 -10,410"), colour, smooth=False)
    sheet.cut(points("-8,323 100,319 220,324 320,318 408,322"), 5, profile=(0.7, 1, 0.7))
    for i in range(7):
        x, y = 14 + i * 58 + sheet.random.uniform(-8, 8), 348 + (i % 3) * 14
        sheet.cut([(x, y), (x + 26, y + 1), (x + 52, y - 1)], 3, opacity=".35")
