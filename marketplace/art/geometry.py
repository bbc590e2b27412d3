"""Outlines as lists of points, and the SVG paths through them."""

import math
from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]
Points = list[Point]


def points(text: str) -> Points:
    """Read "x,y x,y ..." as SVG writes it."""
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in text.split())]


def ellipse(cx: float, cy: float, rx: float, ry: float, count: int = 12, turn: float = 0.0) -> Points:
    """`count` points on an ellipse turned by `turn` radians."""
    c, s = math.cos(turn), math.sin(turn)
    ring = [(rx * math.cos(a), ry * math.sin(a)) for a in (2 * math.pi * i / count for i in range(count))]
    return [(cx + x * c - y * s, cy + x * s + y * c) for x, y in ring]


def box(x: float, y: float, w: float, h: float, r: float = 10) -> Points:
    """A box with corners of radius `r`."""
    q = r * 0.25
    return [
        (x + r, y),
        (x + w / 2, y),
        (x + w - r, y),
        (x + w - q, y + q),
        (x + w, y + r),
        (x + w, y + h / 2),
        (x + w, y + h - r),
        (x + w - q, y + h - q),
        (x + w - r, y + h),
        (x + w / 2, y + h),
        (x + r, y + h),
        (x + q, y + h - q),
        (x, y + h - r),
        (x, y + h / 2),
        (x, y + r),
        (x + q, y + q),
    ]


def diamond(x: float, y: float, w: float, h: float) -> Points:
    """A lozenge of half-width `w` and half-height `h`."""
    return [(x, y - h), (x + w, y), (x, y + h), (x - w, y)]


def on_curve(a: Point, c: Point, b: Point, t: float) -> Point:
    """The point at `t` (0-1) of the quadratic curve from `a` to `b` pulled towards `c`."""
    return (
        (1 - t) ** 2 * a[0] + 2 * t * (1 - t) * c[0] + t * t * b[0],
        (1 - t) ** 2 * a[1] + 2 * t * (1 - t) * c[1] + t * t * b[1],
    )


def along(a: Point, c: Point, b: Point, *stops: float) -> Points:
    """Several points of a quadratic curve."""
    return [on_curve(a, c, b, t) for t in stops]


def tube(a: Point, c: Point, b: Point, widths: Sequence[float], count: int = 9) -> Points:
    """The outline round a quadratic curve whose half-width runs through `widths`."""
    left, right = [], []
    for t in (i / (count - 1) for i in range(count)):
        x, y = on_curve(a, c, b, t)
        tx = 2 * (1 - t) * (c[0] - a[0]) + 2 * t * (b[0] - c[0])
        ty = 2 * (1 - t) * (c[1] - a[1]) + 2 * t * (b[1] - c[1])
        length = math.hypot(tx, ty) or 1
        w = _between(widths, t)
        left.append((x - ty / length * w, y + tx / length * w))
        right.append((x + ty / length * w, y - tx / length * w))
    return left + right[::-1]


def _between(values: Sequence[float], t: float) -> float:
    place = t * (len(values) - 1)
    first = min(int(place), len(values) - 2)
    return values[first] + (values[first + 1] - values[first]) * (place - first)


def straight_path(outline: Points) -> str:
    """A closed polygon as relative SVG commands in whole units."""
    rounded = [(round(x), round(y)) for x, y in outline]
    lines = [_command("l", v[0] - u[0], v[1] - u[1]) for u, v in pairwise(rounded)]
    return _command("M", *rounded[0]) + "".join(lines) + "z"


def smooth_path(outline: Points) -> str:
    """A closed Catmull-Rom curve through the points as relative SVG commands in whole units."""
    count = len(outline)
    parts = [_command("M", *(round(v) for v in outline[0]))]
    for i, (x, y) in enumerate(outline):
        ahead, beyond = outline[(i + 1) % count], outline[(i + 2) % count]
        here = (round(x), round(y))
        end = (round(ahead[0]), round(ahead[1]))
        into = (round(ahead[0] - (beyond[0] - x) / 6), round(ahead[1] - (beyond[1] - y) / 6))
        steps = [into, end]
        if i == 0:
            behind = outline[-1]
            steps.insert(0, (round(x + (ahead[0] - behind[0]) / 6), round(y + (ahead[1] - behind[1]) / 6)))
        relative = [v - start for step in steps for v, start in zip(step, here, strict=True)]
        parts.append(_command("s" if i else "c", *relative))
    return "".join(parts) + "z"


def _command(letter: str, *values: int) -> str:
    text = letter
    for i, value in enumerate(values):
        text += f" {value}" if i and value >= 0 else f"{value}"
    return text
