"""Phone numbers and mail addresses taken out of what people write to each other, in every spelling they are used to.

Digits may stand apart, be of double width or in keycaps, be written as words with or without marks, or have letters in
their place (o for 0, l for 1); a mail address may spell its sign and its point. Prices, days, hours and codes of orders
and lots stay. What was taken out is nowhere kept.
"""

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from marketplace.text import fold, nfc

WORDS: Final = {
    "0": ("khong", "zero", "oh"),
    "1": ("mot", "one"),
    "2": ("hai", "two"),
    "3": ("ba", "three"),
    "4": ("bon", "tu", "four"),
    "5": ("nam", "lam", "five"),
    "6": ("sau", "six"),
    "7": ("bay", "seven"),
    "8": ("tam", "eight"),
    "9": ("chin", "nine"),
}
LOOKALIKES: Final = {"o": "0", "l": "1", "i": "1"}
DIGITS: Final = {word: digit for digit, words in WORDS.items() for word in words}
_SIGN: Final = "|".join(sorted(DIGITS, key=len, reverse=True))
_GROUP: Final = re.compile(rf"(?<![^\W_])(?:\d|{_SIGN}|[oli])+(?![^\W_])")
_ONE: Final = re.compile(rf"\d|{_SIGN}|[oli]")
_APART: Final = re.compile(r"[^\w:]{1,4}|_")
"""What stands between the groups of a number; a colon stands between hours and minutes."""
_DAY: Final = re.compile(r"(?<!\d)\d{1,2}([-/.])(?:0?[1-9]|1[0-2])\1\d{2,4}(?![-/.]?\d)")
_PHONE: Final = re.compile(r"(?:0|84|0084)(?:[35789]\d{8}|2\d{9})")
_FOREIGN: Final = re.compile(r"\d{9,14}")
_WITHOUT_ZERO: Final = re.compile(r"[35789]\d{8}")
_CALL_ME: Final = re.compile(r"(?:sdt|dt|dien thoai|zalo|goi|phone|tel|call|alo|lh|lien he|so)\W{0,3}(?:\w+\W{1,2})?$")
_NAME: Final = r"(?<![\w.+-])[\w.+-]+"
_HOST: Final = r"(?:g\s?mail|yahoo|hotmail|outlook|icloud|proton\s?mail)"
_AT: Final = r"\s{0,2}(?:@|[(\[{]\s?(?:at|a cong)\s?[)\]}]|\ba cong\b|\ba moc\b|\ba vong\b|\bat\b)\s{0,2}"
_DOT: Final = r"(?:\.|\s\.\s|\s?[(\[{]\s?(?:dot|cham)\s?[)\]}]\s?|\s(?:cham|dot)\s)"
_MAILS: Final = (
    re.compile(rf"{_NAME}@[\w-]+(?:{_DOT}[a-z]{{2,}})*"),
    re.compile(rf"{_NAME}{_AT}[\w-]+(?:{_DOT}[\w-]+)*{_DOT}(?:com|vn|net|org|edu|info)\b"),
    re.compile(rf"{_NAME}{_AT}{_HOST}\b"),
    re.compile(rf"{_NAME}\s{_HOST}(?:{_DOT}|\s)com\b"),
    re.compile(r"\b(?:zalo\.me|m\.me|t\.me|wa\.me)/\S+"),
)
MAIL_MASK: Final = "•••@•••"


class Masked(NamedTuple):
    """A text without numbers and addresses, and whether it held any."""

    text: str
    has_changed: bool


@dataclass(frozen=True)
class _Group:
    start: int
    end: int
    digits: str


def mask(text: str) -> Masked:
    """The text with each phone number as "09•• ••• •••" and each mail address as "•••@•••"."""
    clean = nfc(text)
    letters, places = _folded(clean)
    found = sorted([*_mails(letters), *_phones(letters)], key=lambda each: (each[0], -each[1]))
    parts, reached = [], 0
    for start, end, shown in found:
        if places[start] < reached:
            continue
        parts += [clean[reached : places[start]], shown]
        reached = places[end - 1] + 1
    return Masked("".join([*parts, clean[reached:]]), bool(parts))


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without marks and in small letters, and for each of its letters the place in `text` it came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        plain = "\n" if char == "\n" else " " if char.isspace() else _plain(char)
        letters += plain
        places += [place] * len(plain)
    return "".join(letters), places


def _plain(char: str) -> str:
    """One letter folded; nothing for what only dresses the one before it (keycaps, joiners)."""
    if char in "\u200b\u200c\u200d\u2060\ufe0f\u20e3":
        return ""
    if char.isdigit():
        return str(int(char)) if char.isdecimal() else fold(char)  # such as a superscript
    return "@" if char == "＠" else fold(char) or char


def _mails(letters: str) -> list[tuple[int, int, str]]:
    return [(*match.span(), MAIL_MASK) for kind in _MAILS for match in kind.finditer(letters)]


def _phones(letters: str) -> list[tuple[int, int, str]]:
    days = [match.span() for match in _DAY.finditer(letters)]
    found: list[tuple[int, int, str]] = []
    for run in _runs(letters, days):
        at = 0
        while at < len(run):
            length, digits = _number_at(run[at:], letters)
            if length:
                shown = f"{digits[:2]}••\u00a0•••\u00a0•••" if digits.startswith("0") else "••••\u00a0•••\u00a0•••"
                found.append((run[at].start, run[at + length - 1].end, shown))
            at += length or 1
    return found


def _runs(letters: str, days: list[tuple[int, int]]) -> list[list[_Group]]:
    """The groups of digits that stand beside each other, without those that are part of a day."""
    runs: list[list[_Group]] = []
    reached = -1
    for match in _GROUP.finditer(letters):
        start, end = match.span()
        if any(first <= start < last for first, last in days):
            reached = -1
            continue
        group = _Group(start, end, "".join(map(_digit, _ONE.findall(match.group()))))
        if runs and reached >= 0 and _APART.fullmatch(letters[reached:start]):
            runs[-1].append(group)
        else:
            runs.append([group])
        reached = end
    return runs


def _digit(sign: str) -> str:
    return DIGITS.get(sign) or LOOKALIKES.get(sign) or sign


def _number_at(groups: list[_Group], letters: str) -> tuple[int, str]:
    """How many of the groups make a phone number from the first on, and its digits; none is (0, "")."""
    before = letters[max(0, groups[0].start - 24) : groups[0].start]
    digits, longest = "", (0, "")
    for count, group in enumerate(groups, start=1):
        digits += group.digits
        if len(digits) > 15:
            break
        if _is_number(digits, before):
            longest = (count, digits)
    return longest


def _is_number(digits: str, before: str) -> bool:
    if _PHONE.fullmatch(digits):
        return True
    if before.endswith("+"):
        return bool(_FOREIGN.fullmatch(digits))
    return bool(_WITHOUT_ZERO.fullmatch(digits) and _CALL_ME.search(before))
