"""Money is a whole number of dong. Rates are basis points (1/100 of a percent)."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from marketplace.errors import DomainError
from marketplace.text import N_, clean_line

_NBSP: Final = "\u00a0"
_AMOUNT: Final = re.compile(
    r"₫?\s*(?P<digits>\d[\d., ]{0,30}?)\s*(?P<scale>k|nghìn|ngàn|tr|triệu)?\s*(?:₫|vnđ|vnd|đồng|đ|d)?", re.ASCII
)
_PLAIN: Final = re.compile(r"\d{1,15}", re.ASCII)
_GROUPED: Final = re.compile(r"\d{1,3}(?:(?P<mark>[., ])\d{3}(?:(?P=mark)\d{3}){0,3})")
_SCALED: Final = re.compile(r"(?P<whole>\d{1,6})(?:[.,](?P<part>\d{1,2}))?")
_SCALES: Final = {"k": 1_000, "nghìn": 1_000, "ngàn": 1_000, "tr": 1_000_000, "triệu": 1_000_000}
_UNIT_NAMES: Final = {
    "vi": {"kg": "kg", "litre": "lít", "piece": "quả"},
    "en": {"kg": "kg", "litre": "litre", "piece": "piece"},
}
UNITS: Final = {"g": ("kg", 1_000), "ml": ("litre", 1_000), "piece": ("piece", 1)}
"""What contents are counted in: the unit of their unit price, and how many of them are one such unit."""


class UnreadableAmount(DomainError):
    """What was typed is not one certain amount of dong."""

    sentence = N_("Không đọc được số tiền “%(text)s”. Viết như 125.000 hoặc 125k")

    def __init__(self, text: str) -> None:
        super().__init__(text=clean_line(text, 30))


class AmountMissing(UnreadableAmount):
    """Nothing was typed where an amount of dong belongs."""

    sentence = N_("Ghi số tiền, ví dụ 125.000 hoặc 125k.")


def format_vnd(amount_vnd: int, locale: str = "vi") -> str:
    """The amount with thousands marks and the dong sign: "165.000 ₫", in English "165,000 ₫"."""
    mark = "," if locale.startswith("en") else "."
    digits = f"{abs(amount_vnd):,}".replace(",", mark)
    return f"{'−' if amount_vnd < 0 else ''}{digits}{_NBSP}₫"


class Amount(int):
    """Dong in the sentence of an error: as Vietnamese writes it, until the edge writes it in the reader's language."""

    def __str__(self) -> str:
        return format_vnd(self)


def format_grams(grams: int, locale: str = "vi") -> str:
    """A weight to the gram, in kilograms: "2,98 kg", in English "2.98 kg"."""
    kilograms = f"{grams / 1_000:.3f}".rstrip("0").rstrip(".")
    return f"{kilograms if locale.startswith('en') else kilograms.replace('.', ',')}{_NBSP}kg"


def parse_vnd(text: str) -> int:
    """Read a price the way people write it: 125.000 · 125,000 · 125 000 · 125k · 125 nghìn · 1,2tr · 125.000đ.

    Raises UnreadableAmount rather than guess: "1.000,5" and "125.00" could each mean two amounts. Where nothing was
    typed it is AmountMissing.
    """
    if not clean_line(text):
        raise AmountMissing(text)
    typed = _AMOUNT.fullmatch(unicodedata.normalize("NFKC", text).strip().lower())
    if typed is None:
        raise UnreadableAmount(text)
    digits, scale = typed["digits"].strip(), typed["scale"]
    amount = _scaled(digits, _SCALES[scale]) if scale else _unscaled(digits)
    if amount is None:
        raise UnreadableAmount(text)
    return amount


def _unscaled(digits: str) -> int | None:
    """A run of digits, or groups of three with one and the same mark between them."""
    if _PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits):
        return int(re.sub(r"\D", "", digits))
    return None


def _scaled(digits: str, scale: int) -> int | None:
    """A number of thousands or millions with at most two decimals, so that the result is whole."""
    number = _SCALED.fullmatch(digits)
    if number is None:
        return None
    hundredths = (number["part"] or "").ljust(2, "0")
    return int(number["whole"] + hundredths) * scale // 100


def share(amount_vnd: int, basis_points: int) -> int:
    """That part of an amount, rounded half up to a whole dong: share(165_000, 500) is 8_250."""
    return (amount_vnd * basis_points + 5_000) // 10_000


def allocate(amount_vnd: int, weights: Sequence[int]) -> list[int]:
    """Split an amount by weights so that the parts add up to it exactly (largest remainder, earlier first).

    Raises ValueError when there is nothing to split by: no weight, a negative one, or only zeros.
    """
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError("weights must be zero or more and not all zero")
    parts = [amount_vnd * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: -(amount_vnd * weights[i] % total))
    for i in by_remainder[: amount_vnd - sum(parts)]:
        parts[i] += 1
    return parts


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """What one kilogram, litre or piece costs, so that pack sizes can be compared."""

    amount_vnd: int
    unit: str

    def show(self, locale: str = "vi") -> str:
        """The price and its unit: "330.000 ₫/lít"."""
        names = _UNIT_NAMES["en" if locale.startswith("en") else "vi"]
        return f"{format_vnd(self.amount_vnd, locale)}/{names[self.unit]}"


def unit_price(price_vnd: int, quantity: int, unit: str) -> UnitPrice | None:
    """The price per kg, litre or piece of a pack that holds `quantity` of `unit` ("g", "ml" or "piece").

    Rounded to 1,000 dong, below 10,000 to 100. None for a single piece: its price says it already.
    """
    per, size = UNITS[unit]
    if unit == "piece" and quantity == 1:
        return None
    step = 1_000 if price_vnd * size >= 10_000 * quantity else 100
    steps = (2 * price_vnd * size + step * quantity) // (2 * step * quantity)
    return UnitPrice(steps * step, per)
