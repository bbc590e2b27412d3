"""The picture that goes with a shared link: what it is, who makes it, what it costs, and the stars it bears today."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final

import segno
from PIL import Image, ImageDraw, ImageFont, ImageOps

from marketplace.art.pigments import CREAM, INK

WIDTH: Final = 1200
HEIGHT: Final = 630
LEFT: Final = HEIGHT + 48
RIGHT: Final = WIDTH - 48
MOST_LINES: Final = 3
PRICE_SIZES: Final = (60, 44, 34, 28)
CODE_SIDE, LEAST_SQUARE = 210, 4
"""How large the QR code is, in pixels, and how small one of its squares may be for a phone to read it."""
FONTS: Final = Path(__file__).parents[2] / "static" / "fonts"
SOFT, SEAL, SHELL, STAR, LEAF = "#564f44", "#a92c18", "#fffdf6", "#ffd25e", "#1f6a3a"
STAR_POINTS: Final = (
    *((12, 0.8), (15.3, 7.7), (22.8, 8.7), (17.3, 13.9), (18.7, 21.3)),
    *((12, 17.7), (5.3, 21.3), (6.7, 13.9), (1.2, 8.7), (8.7, 7.7)),
)


@dataclass(frozen=True)
class ShareCard:
    """What stands on the card, in the reader's language. `stars` are those valid today; 0 shows no seal.

    With a `link` it stands on the card as a QR code, for those who see the picture on paper or on another screen.
    """

    title: str
    seller: str
    place: str
    price: str
    pack: str
    stars: int
    grade: str
    shop: str
    link: str = ""


@lru_cache(maxsize=64)
def draw(card: ShareCard, picture: bytes) -> bytes:
    """A PNG of 1200 × 630 pixels with `picture`, a square PNG or JPEG, on its left."""
    image = Image.new("RGB", (WIDTH, HEIGHT), CREAM)
    with Image.open(BytesIO(picture)) as square:
        image.paste(ImageOps.fit(square.convert("RGB"), (HEIGHT, HEIGHT)), (0, 0))
    canvas = ImageDraw.Draw(image)
    top = _seal(canvas, card) if card.stars else 56
    top = _title(canvas, card.title, top)
    _line(canvas, top + 14, card.seller, 28)
    _line(canvas, top + 54, card.place, 28)
    room = _code(canvas, card.link) - LEFT - 16 if card.link else RIGHT - LEFT
    size = next((size for size in PRICE_SIZES if _fits(card.price, _font("bvp-600", size), room)), PRICE_SIZES[-1])
    _line(canvas, 500 - size, card.price, size, font="bvp-600", ink=INK, room=room)
    _line(canvas, 516, card.pack, 28, room=room)
    if card.link:
        canvas.text((LEFT, 592), card.shop, LEAF, _font("alegreya-800", 40), anchor="ls")
    else:
        canvas.text((RIGHT, 592), card.shop, LEAF, _font("alegreya-800", 40), anchor="rs")
    content = BytesIO()
    image.quantize(256).save(content, "PNG", optimize=True)
    return content.getvalue()


def _seal(canvas: ImageDraw.ImageDraw, card: ShareCard) -> int:
    """The red seal with its stars, which no other thing may look like; returns where the next line begins."""
    font = _font("bvp-600", 28)
    stars = LEFT + 28 + font.getlength("OCOP")
    grade = stars + card.stars * 30 + 10
    canvas.rounded_rectangle((LEFT, 52, grade + font.getlength(card.grade) + 18, 106), 8, SEAL)
    canvas.text((LEFT + 18, 79), "OCOP", SHELL, font, anchor="lm")
    for number in range(card.stars):
        canvas.polygon([(stars + number * 30 + x * 1.1, 67 + y * 1.1) for x, y in STAR_POINTS], STAR)
    canvas.text((grade, 79), card.grade, SHELL, font, anchor="lm")
    return 126


def _code(canvas: ImageDraw.ImageDraw, link: str) -> int:
    """The link as a QR code in the lower right corner; returns where it begins.

    Each of its squares is the same whole number of pixels wide and high.
    """
    rows = list(segno.make(link, error="m", micro=False).matrix_iter(scale=1, border=4))
    scale = max(CODE_SIDE // len(rows), LEAST_SQUARE)
    left, top = WIDTH - 24 - scale * len(rows), HEIGHT - 24 - scale * len(rows)
    canvas.rectangle((left, top, left + scale * len(rows) - 1, top + scale * len(rows) - 1), SHELL)
    for line, row in enumerate(rows):
        for column, is_dark in enumerate(row):
            if is_dark:
                x, y = left + column * scale, top + line * scale
                canvas.rectangle((x, y, x + scale - 1, y + scale - 1), INK)
    return left


def _title(canvas: ImageDraw.ImageDraw, title: str, top: int) -> int:
    font = _font("alegreya-800", 56)
    for line in _lines(title, font):
        canvas.text((LEFT, top), line, INK, font)
        top += 62
    return top


def _line(
    canvas: ImageDraw.ImageDraw,
    top: int,
    text: str,
    size: int,
    *,
    font: str = "bvp-400",
    ink: str = SOFT,
    room: int = RIGHT - LEFT,
) -> None:
    canvas.text((LEFT, top), _cut(text.replace("\u00a0", " "), _font(font, size), room), ink, _font(font, size))


def _lines(text: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    """At most three lines, broken between words; what does not fit is left out with an ellipsis."""
    words, number = text.split(), 1
    while words and number < MOST_LINES:
        count = next((n for n in range(len(words), 1, -1) if _fits(" ".join(words[:n]), font)), 1)
        yield _cut(" ".join(words[:count]), font)
        words, number = words[count:], number + 1
    if words:
        yield _cut(" ".join(words), font)


def _cut(text: str, font: ImageFont.FreeTypeFont, room: int = RIGHT - LEFT) -> str:
    if _fits(text, font, room):
        return text
    shorter = (f"{text[:n].rstrip()}…" for n in range(len(text), -1, -1))
    return next(cut for cut in shorter if _fits(cut, font, room))


def _fits(text: str, font: ImageFont.FreeTypeFont, room: int = RIGHT - LEFT) -> bool:
    return font.getlength(text) <= room


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"{name}.woff2", size)
