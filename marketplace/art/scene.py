"""The home picture: a still life before hills, terraces and stilt houses."""

from dataclasses import dataclass

from marketplace.art.geometry import Points, ellipse, points
from marketplace.art.kinds import KINDS
from marketplace.art.pigments import CHAM, DAT, HOE, LA, SON
from marketplace.art.print import EVEN, Print

REGISTER = (2, 1.5)
FAR = "-40,340 90,236 190,286 330,170 470,276 590,216 740,306 880,196 1010,282 1120,214 1260,300"
NEAR = "-40,420 140,330 330,392 520,318 760,396 960,324 1260,404"
GROUND = ((-40, 12), (160, -6), (420, 8), (700, -16), (980, 4), (1260, -20), (1500, 0))
STILL_LIFE: tuple[tuple[str, int, int, float, dict[str, object]], ...] = (
    ("chicken", 236, 246, 0.86, {}),
    ("gui", 560, 140, 1.2, {}),
    ("honey", 424, 306, 0.78, {"comb": False, "bees": 0}),
    ("egg", 856, 376, 0.52, {}),
    ("orange", 955, 372, 0.6, {}),
)


@dataclass(frozen=True)
class Frame:
    """The size of the picture, where the still life stands in it, and the two ridges behind."""

    width: int
    height: int
    dx: int
    dy: int
    far: Points
    near: Points
    terrace: int

    def moved(self, outline: Points) -> Points:
        """The outline where the still life stands."""
        return [(x + self.dx, y + self.dy) for x, y in outline]


def _frame(wide: bool) -> Frame:
    far, near = points(FAR), points(NEAR)
    if not wide:
        return Frame(1200, 640, 0, 0, far, near, 30)
    plain = Frame(1800, 600, 588, -34, far, near, 16)
    far = points("-40,448 160,420 330,452 520,414 660,440 790,330") + plain.moved(far[3:])
    near = points("-40,486 200,458 420,486 640,446 820,470 980,400") + plain.moved(near[3:])
    return Frame(1800, 600, 588, -34, far, near, 16)


def scene(wide: bool = False) -> str:
    """The home picture as SVG, 1200x640; `wide` is 1800x600 with open sky on the left for words."""
    frame, sheet = _frame(wide), Print("hero", REGISTER)
    _sky(sheet, frame)
    _ridges(sheet, frame)
    _house(sheet, 486 + frame.dx, 318 + frame.dy, 1)
    _house(sheet, 1010 + frame.dx, 326 + frame.dy, 1.1)
    _ground(sheet, frame)
    body = sheet.body() + "".join(_placed(frame, *item) for item in STILL_LIFE)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {frame.width} {frame.height}">{body}</svg>'


def _sky(sheet: Print, frame: Frame) -> None:
    sheet.raw(f'<rect width="{frame.width}" height="{frame.height}" fill="{HOE.mid}"/>')
    slip = sheet.random.uniform
    for i in range(10):
        y, start = 16 + i * 34, slip(-40, frame.width - 700)
        line = [(start, y), (start + 250, y + slip(-6, 6)), (start + slip(420, 640), y)]
        sheet.cut(line, 15, HOE.pale, (0.1, 1, 0.1), ".55")
    for radius, count, colour in ((165, 20, HOE.pale), (112, 16, SON.mid)):
        sun = ellipse(770 + frame.dx, 220 + frame.dy, radius, radius, count)
        sheet.fill(sheet.jitter(sun, 2), colour)


def _ridges(sheet: Print, frame: Frame) -> None:
    floor: Points = [(frame.width + 60, frame.height + 60), (-40, frame.height + 60)]
    sheet.shape(frame.far + floor, CHAM.mid, 4)
    sheet.shape(frame.near + floor, LA.mid, 4)
    for k in range(4):
        sheet.cut([(x, y + 14 + k * frame.terrace) for x, y in frame.near], 6, LA.full, EVEN)


def _house(sheet: Print, x: float, y: float, size: float) -> None:
    for q in (-44, -15, 15, 44):
        sheet.cut([(x + q * size, y), (x + q * size, y + 22), (x + q * size, y + 46 * size)], 6, profile=EVEN)
    wide, high = 52 * size, 26 * size
    sheet.shape([(x - wide, y - high), (x + wide, y - high), (x + wide, y + 8), (x - wide, y + 8)], DAT.mid, 4, False)
    roof = [(x + px * size, y + py * size) for px, py in ((-72, -18), (-40, -76), (40, -76), (72, -18))]
    sheet.shape(roof, DAT.full, 4, smooth=False)
    for q in (-46, -16, 14, 44):
        ridge = [(x + q * size * lean, y + py * size) for lean, py in ((0.7, -68), (0.9, -46), (1.1, -24))]
        sheet.cut(ridge, 4, opacity=".6")


def _ground(sheet: Print, frame: Frame) -> None:
    level = 520 + frame.dy
    edge: Points = [(x, level + y) for x, y in GROUND]
    corners: Points = [(frame.width + 60, level - 12), (frame.width + 60, frame.height + 80), (-40, frame.height + 80)]
    sheet.shape(edge + corners, DAT.full, 5)
    for i in range(18):
        x, y = sheet.random.uniform(0, frame.width - 60), level + 36 + (i % 4) * 20
        sheet.cut([(x, y), (x + 34, y + 2), (x + 70, y)], 4, opacity=".35")


def _placed(frame: Frame, kind: str, x: int, y: int, size: float, options: dict[str, object]) -> str:
    sheet = Print("hero" + kind, REGISTER)
    KINDS[kind](sheet, **options)
    return f'<g transform="translate({x + frame.dx} {y + frame.dy}) scale({size})">{sheet.body()}</g>'
