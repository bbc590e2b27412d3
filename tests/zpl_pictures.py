"""What a label printer makes of ZPL: the few commands that the shop sends, drawn dot by dot.

^PW and ^LL are the size of the label, ^FO where a field begins, ^BQN,2,n a square whose modules are n dots wide with
its data in ^FDMA,. Letters (^A0N) are drawn as boxes: what matters is that they leave the white around the square.
"""

import re

import segno
from PIL import Image, ImageDraw

DOTS_OF_A_MILLIMETRE = 8
_SIZE = re.compile(r"\^PW(\d+)\^LL(\d+)")
_SQUARE = re.compile(r"\^FO(\d+),(\d+)\^BQN,2,(\d+)\^FDMA,([^^]+)\^FS")
_TEXT = re.compile(r"\^FO(\d+),(\d+)\^A0N,(\d+),(\d+)\^FD([^^]*)\^FS")


def draw(label: str) -> Image.Image:
    """The label as a picture, one dot of the printer a pixel."""
    width, height = map(int, _the(_SIZE, label).groups())
    picture = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(picture)
    left, top, dots, matrix = _square(label)
    for row, modules in enumerate(matrix):
        for column, dark in enumerate(modules):
            if dark:
                x, y = left + column * dots, top + row * dots
                pen.rectangle((x, y, x + dots - 1, y + dots - 1), fill=0)
    for x, y, tall, wide, text in (found.groups() for found in _TEXT.finditer(label)):
        pen.rectangle((int(x), int(y), int(x) + int(wide) // 2 * len(text), int(y) + int(tall)), fill=0)
    return picture


def square_mm(label: str) -> float:
    """How wide the square is on paper."""
    _left, _top, dots, matrix = _square(label)
    return len(matrix) * dots / DOTS_OF_A_MILLIMETRE


def _square(label: str) -> tuple[int, int, int, list[bytearray]]:
    left, top, dots, data = _the(_SQUARE, label).groups()
    return int(left), int(top), int(dots), list(segno.make(data, error="m", micro=False).matrix)


def _the(pattern: re.Pattern[str], label: str) -> re.Match[str]:
    found = pattern.search(label)
    assert found, pattern.pattern
    return found
