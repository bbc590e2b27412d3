"""What people type of a pack size, read for every form that asks for it: content, weight, limit, box, days."""

import re
from typing import Final

from marketplace.catalogue.errors import BoxRefused, ContentRefused, DaysRefused, LimitRefused, WeightRefused
from marketplace.errors import DomainError

MOST_CONTENT: Final = 100_000
HEAVIEST: Final = 50_000
"""Grams: what carriers take in one parcel."""
LONGEST_SIDE: Final = 200
"""Centimetres: what they take as well."""
_BOX: Final = re.compile(r"(\d{1,3})\s*[x×*]\s*(\d{1,3})\s*[x×*]\s*(\d{1,3})\s*(?:cm)?", re.ASCII)


def _whole_number(text: str, most: int, refused: type[DomainError], scale: int = 1) -> int:
    digits = re.sub(r"[\s.](?=\d{3}(?!\d))", "", text.strip())
    number = re.fullmatch(r"(\d{1,6})(?:[.,](\d{1,3}))?", digits, re.ASCII)
    if number is None or (number[2] and scale == 1):
        raise refused()
    amount = int(number[1]) * scale + int((number[2] or "0").ljust(3, "0")) * scale // 1_000
    if not 1 <= amount <= most:
        raise refused()
    return amount


def parse_content(text: str, scale: int = 1) -> int:
    """Read how much a pack holds, counted in a unit that holds `scale` of those kept: 1,5 kg. Raises ContentRefused."""
    return _whole_number(text, MOST_CONTENT, ContentRefused, scale)


def parse_days(text: str) -> int:
    """Read a number of days. Raises DaysRefused."""
    return _whole_number(text, 3_650, DaysRefused)


def parse_limit(text: str) -> int:
    """Read how many units one buyer gets a day. Raises LimitRefused."""
    return _whole_number(text, 99, LimitRefused)


def parse_box(text: str) -> list[int]:
    """Read length, width and height in centimetres: 30x20x15 · 30 × 20 × 15 cm. Raises BoxRefused."""
    typed = _BOX.fullmatch(text.strip().lower())
    sides = [int(side) for side in typed.groups()] if typed else []
    if not sides or not all(1 <= side <= LONGEST_SIDE for side in sides):
        raise BoxRefused()
    return sides


def parse_grams(text: str) -> int:
    """Read a weight: 900 · 900 g · 0,9 kg · 1.2kg. Raises WeightRefused."""
    typed = re.fullmatch(r"(?P<number>[\d.,\s]+?)\s*(?P<unit>kg|ký|kí|g|gam|gr)?", text.strip().lower())
    if typed is None:
        raise WeightRefused()
    return _whole_number(typed["number"], HEAVIEST, WeightRefused, 1_000 if typed["unit"] in {"kg", "ký", "kí"} else 1)
