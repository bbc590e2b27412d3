"""The carving tools: flat pigment plates slightly out of register on a hand-cut ink line."""

import hashlib
import math
import random
from collections.abc import Sequence

from marketplace.art.geometry import Point, Points, along, smooth_path, straight_path, tube
from marketplace.art.pigments import INK

REGISTERS = ((2, 1.5), (-2, 1.5), (2, -1), (1.5, 2))
TAPERED = (0.25, 1, 0.25)
EVEN = (1, 1, 1)


class Print:
    """One sheet. The same seed gives the same slips of the knife, hence the same picture."""

    def __init__(self, seed: str, register: Point | None = None) -> None:
        digest = hashlib.sha256(seed.encode()).hexdigest()[:12]
        self.random = random.Random(int(digest, 16))  # noqa: S311 - a picture is no secret
        chosen = self.random.choice(REGISTERS)
        self.register = register or chosen
        self.marks: list[tuple[tuple[str, str] | None, str]] = []

    def jitter(self, outline: Points, reach: float) -> Points:
        """The outline as a hand would cut it."""
        slip = self.random.uniform
        return [(x + slip(-reach, reach), y + slip(-reach, reach)) for x, y in outline]

    def raw(self, markup: str) -> None:
        """Put finished SVG on the sheet."""
        self.marks.append((None, markup))

    def fill(self, outline: Points, colour: str, smooth: bool = True, opacity: str = "") -> None:
        """A flat shape without a line. Neighbours of one colour share a path, specks become ellipses."""
        xs, ys = [x for x, _ in outline], [y for _, y in outline]
        if smooth and max(max(xs) - min(xs), max(ys) - min(ys)) < 12:
            self.raw(_speck(xs, ys, colour, opacity))
            return
        path = smooth_path(outline) if smooth else straight_path(outline)
        key = (colour, opacity)
        if self.marks and self.marks[-1][0] == key and not opacity:
            path = self.marks.pop()[1] + path
        self.marks.append((key, path))

    def shape(self, outline: Points, colour: str, line: float = 4.2, smooth: bool = True) -> None:
        """An ink silhouette and its pigment plate, a little out of register."""
        base = self.jitter(outline, 0.8)
        self.fill(self._grown(base, line), INK, smooth)
        dx, dy = self.register
        self.fill([(x + dx, y + dy) for x, y in self.jitter(base, 0.5)], colour, smooth)

    def cut(
        self,
        line: Points,
        width: float = 4,
        colour: str = INK,
        profile: Sequence[float] = TAPERED,
        opacity: str = "",
    ) -> None:
        """A carved stroke along `line`; `profile` is its width at the start, the middle and the end."""
        line = self.jitter(line, 0.7)
        left, right = [], []
        for i, (x, y) in enumerate(line):
            (ax, ay), (bx, by) = line[max(i - 1, 0)], line[min(i + 1, len(line) - 1)]
            tx, ty = bx - ax, by - ay
            length = math.hypot(tx, ty) or 1
            half = _swelling(profile, i / (len(line) - 1)) * width / 2
            left.append((x - ty / length * half, y + tx / length * half))
            right.append((x + ty / length * half, y - tx / length * half))
        self.fill(left + right[::-1], colour, opacity=opacity)

    def leaf(self, x: float, y: float, angle: float, length: float, width: float, colour: str) -> None:
        """A leaf with its vein, growing from (x, y) in the direction of `angle`."""
        dx, dy = math.cos(angle), math.sin(angle)
        tip = (x + dx * length, y + dy * length)
        bend = (x + dx * length / 2 - dy * length * 0.12, y + dy * length / 2 + dx * length * 0.12)
        self.shape(tube((x, y), bend, tip, (1, width * 0.8, width, width * 0.6, 0), 7), colour, 3.4)
        self.cut(along((x, y), bend, tip, 0.05, 0.4, 0.75, 0.95), 3, profile=(1, 0.8, 0.2))

    def body(self) -> str:
        """What is on the sheet so far, as SVG elements."""
        return "".join(mark if key is None else _path(mark, *key) for key, mark in self.marks)

    def _grown(self, outline: Points, width: float) -> Points:
        following = outline[1:] + outline[:1]
        area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(outline, following, strict=True))
        grown = []
        for i, (x, y) in enumerate(outline):
            (ax, ay), (bx, by) = outline[i - 1], following[i]
            tx, ty = bx - ax, by - ay
            length = math.hypot(tx, ty) or 1
            k = (width + self.random.uniform(-1.1, 1.1)) * (1 if area > 0 else -1)
            grown.append((x + ty / length * k, y - tx / length * k))
        return grown


def _swelling(profile: Sequence[float], t: float) -> float:
    start, middle, end = profile
    return start + (middle - start) * t * 2 if t < 0.5 else middle + (end - middle) * (t - 0.5) * 2


def _speck(xs: list[float], ys: list[float], colour: str, opacity: str) -> str:
    cx, cy = int((max(xs) + min(xs)) / 2), int((max(ys) + min(ys)) / 2)
    rx, ry = (max(xs) - min(xs)) / 2, (max(ys) - min(ys)) / 2
    return f'<ellipse fill="{colour}"{_faded(opacity)} cx="{cx}" cy="{cy}" rx="{rx:.1f}" ry="{ry:.1f}"/>'


def _path(path: str, colour: str, opacity: str) -> str:
    return f'<path fill="{colour}"{_faded(opacity)} d="{path}"/>'


def _faded(opacity: str) -> str:
    return f' opacity="{opacity}"' if opacity else ""
