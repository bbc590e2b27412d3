"""Stars, prices and pack sizes that are written among the words of a search."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from marketplace.search.tokenizer import plain

GRADES = range(3, 6)
LEAST_PRICE_VND = 1_000
MOST_PRICE_VND = 10**12  # beyond that it is a slip of the finger, and no number for a database
LEAST_BARE_PRICE_VND = 20_000  # without a unit of money: "trên 18 tuổi" is no price
AROUND_PERCENT = 20

_NUMBER = r"[0-9]{1,9}(?:[.,][0-9]{1,9})*"
_COUNTED = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "three": 3, "four": 4, "five": 5}
_GRADE = rf"(?:[0-9]|{'|'.join(_COUNTED)})"
_AT_LEAST = r"tu|tren|it nhat|toi thieu|at least|from|over"
_UPWARD = r"tro len|and up|and above|or more"
_STARS = re.compile(
    rf"(?:\b(?P<least>{_AT_LEAST})\s+)?(?<![\w.,])(?P<low>{_GRADE})\s*(?P<plus>\+)?"
    rf"(?:\s*(?:-|–|,|\bden|\btoi|\bhoac|\bva|\bto|\bor)\s*(?P<high>{_GRADE}))?"
    rf"\s*(?:sao\b|stars?\b|[*★⭐]+)(?:\s*(?P<upward>\+|{_UPWARD}))?"
)

_UNITS = {
    **dict.fromkeys(("k", "nghin", "ngan", "ng"), 1_000),
    **dict.fromkeys(("tr", "trieu"), 1_000_000),
    **dict.fromkeys(("d", "dong", "vnd", "vnđ"), 1),
}
_UNIT = rf"(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))})"
_WHOLES = r"kg|ky|ki|kilo|lit|litre|liter|l"
_MEASURES = rf"{_WHOLES}|kgs|g|gr|gram|grams|gam|lang|can|ml|cc|litres"
_PACKS = r"hop|chai|lo|hu|tui|goi|thung|vi|lon|bich|bao|combo|box|bottle|jar|bag|pack"
_PIECES = r"qua|trai|con|cai|chiec|cay|vien|mieng|pieces?|pcs"


def _amount(name: str) -> str:
    tail = rf"\s*(?P<{name}_unit>{_UNIT})(?P<{name}_rest>[0-9]|\s+(?:ruoi|[1-9](?![0-9]|\s*{_UNIT}\b)))?(?![^\W_])"
    amount = rf"(?<![\w.,])(?P<{name}>{_NUMBER})(?:{tail})?(?:\s*(?:vnd|dong|d)\b)?(?![\w])"
    each = rf"\s*(?:/|\bmoi\b|\bmot\b|\bper\b)\s*(?:(?P<{name}_each>{_WHOLES}|{_PIECES})|{_PACKS})\b"
    return rf"{amount}(?:{each})?"


_BELOW = r"duoi|nho hon|it hon|khong qua|toi da|under|below|less than|up to|max"
_ABOVE = r"tren|hon|toi thieu|it nhat|over|above|more than|at least|min"
_FROM = r"tu|from|between"
_AROUND = r"khoang|tam|gia|chung|around|about"
_PRICE = re.compile(
    rf"(?:(?:\b(?P<word>{_BELOW}|{_ABOVE}|{_AROUND}|{_FROM})|(?P<sign>[<>~]=?))\s*)?{_amount('low')}"
    rf"(?:\s*(?:-|–|\bden|\btoi|\bto|\band)\s*{_amount('high')})?"
    rf"(?:\s+(?P<upward>{_UPWARD}))?"
)

_SIZE = re.compile(
    rf"(?:\b(?:{_PACKS})\s+)?(?:(?<![\w.,])(?:{_NUMBER}|nua)\s*(?:x\s*{_NUMBER}\s*)?(?:{_MEASURES}|{_PIECES}|{_PACKS})\b)"
    rf"|\b(?:{_PACKS})\s+{_NUMBER}(?![\w])"
)


@dataclass
class Reading:
    """A line of which the numbers are read one after the other; what was read is blanked out in `line`."""

    line: str
    stars: tuple[int, ...] = ()
    price_from_vnd: int | None = None
    price_to_vnd: int | None = None
    is_unit_price: bool = False
    ignored: list[str] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)

    def take(self, match: re.Match[str]) -> str:
        """Blank out what the pattern found and return it as it was typed."""
        typed = self.line[match.start() : match.end()]
        self.line = self.line[: match.start()] + " " * len(typed) + self.line[match.end() :]
        return typed.strip()


def read_numbers(line: str) -> Reading:
    """Read stars, then pack sizes, then one price out of a tidy line."""
    reading = Reading(line)
    _read_stars(reading)
    for match in _SIZE.finditer(plain(reading.line)):
        reading.ignored.append(reading.take(match))
    for match in _PRICE.finditer(plain(reading.line)):
        if reading.price_from_vnd is None and reading.price_to_vnd is None:
            _read_price(reading, match)
    return reading


def _read_stars(reading: Reading) -> None:
    for match in _STARS.finditer(plain(reading.line)):
        grades = [grade for grade in _grades(match) if grade in GRADES]
        typed = reading.take(match)
        if grades:
            reading.stars = tuple(sorted({*reading.stars, *grades}))
            reading.said.append(("stars", typed))
        else:
            reading.ignored.append(typed)


def _grades(match: re.Match[str]) -> Iterable[int]:
    """ "3-4 sao" are both, "4 sao trở lên" is 4 and 5."""
    low = _grade(match["low"])
    if match["high"]:
        high = _grade(match["high"])
        return range(min(low, high), max(low, high) + 1)
    if match["least"] or match["plus"] or match["upward"]:
        return range(low, GRADES.stop)
    return (low,)


def _grade(text: str) -> int:
    return _COUNTED[text] if text in _COUNTED else int(text)


def _read_price(reading: Reading, match: re.Match[str]) -> None:
    """Take the price if it can be one: with a unit of money, a word of comparison or two ends."""
    unit = match["low_unit"] or match["high_unit"]
    low = _dong(match, "low", unit)
    high = _dong(match, "high", match["high_unit"] or unit) if match["high"] else low
    compared = _is(match["word"], _BELOW) or _is(match["word"], _ABOVE) or bool(match["sign"] or match["high"])
    least = LEAST_PRICE_VND if unit else LEAST_BARE_PRICE_VND
    if (unit or compared) and least <= min(low, high) and max(low, high) <= MOST_PRICE_VND:
        reading.price_from_vnd, reading.price_to_vnd = _range(match, low, high)
        reading.is_unit_price = bool(match["low_each"] or match["high_each"])
        reading.said.append(("price", reading.take(match)))


def _range(match: re.Match[str], low: int, high: int) -> tuple[int | None, int | None]:
    """Both ends, or the one that was said; one price alone means about as much."""
    word, sign = match["word"], match["sign"] or "~"
    if match["high"]:
        return min(low, high), max(low, high)
    if _is(word, _BELOW) or sign[0] == "<":
        return None, low
    if _is(word, _ABOVE) or _is(word, _FROM) or sign[0] == ">" or match["upward"]:
        return low, None
    return low * (100 - AROUND_PERCENT) // 100, low * (100 + AROUND_PERCENT) // 100


def _is(word: str | None, words: str) -> bool:
    return word in words.split("|")


def _dong(match: re.Match[str], name: str, unit: str | None) -> int:
    """An amount in dong: "1tr5" and "1,5 triệu" are 1,500,000; below a thousand without a unit means thousands."""
    text = match[name]
    if re.fullmatch(r"[0-9]{1,3}(?:[.,][0-9]{3})+", text):
        thousandths = int(re.sub(r"[.,]", "", text)) * 1_000
    else:
        whole, _, rest = text.replace(",", ".").partition(".")
        thousandths = int(f"{whole}{rest.replace('.', '')[:3]:0<3}")
    worth = _UNITS[unit] if unit else 1_000 if thousandths < 1_000_000 else 1
    more = (match[f"{name}_rest"] or "").strip()
    tenths = 5 if more == "ruoi" else int(more or 0)
    return thousandths * worth // 1_000 + tenths * worth // 10
