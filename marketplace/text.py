"""Vietnamese text: one stored form, one searchable form, one sort order."""

import re
import unicodedata
from itertools import filterfalse
from typing import Final, TypeAlias

_WORD: Final = re.compile(r"[^\W_]+")
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")
_ALPHABET: Final = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng
LOOK_ALIKES: Final = "ÐƉðɖƢƣ"
"""Letters that look like Vietnamese ones and are others: foreign keyboards, old fonts and texts copied from PDF files
have them. Each means the letter that everybody sees."""
_AS_SEEN: Final = str.maketrans(LOOK_ALIKES, "ĐĐđđƯư")
_PLAIN: Final = str.maketrans("đðɖƣ", "dddu")
# Marks that turn the reading direction around: they can make a shown text differ from the stored one.
_BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE: Final = _BIDI | {"\u200b", "\ufeff"}

SortKey: TypeAlias = tuple[tuple[int, ...], tuple[int, ...]]


def N_(sentence: str) -> str:
    """Mark a Vietnamese sentence for translation where no request is at hand; the edge translates it."""
    return sentence


def nfc(text: str) -> str:
    """The stored form: composed letters, and Vietnamese ones where others only look so.

    Apple keyboards and some PDFs deliver decomposed letters.
    """
    return unicodedata.normalize("NFC", text.translate(_AS_SEEN))


def fold(text: str) -> str:
    """The searchable form: lower case, no accents, d for đ, words separated by single spaces.

    Folding twice changes nothing. "Mật ong rừng Đà Bắc" becomes "mat ong rung da bac".
    """
    letters = unicodedata.normalize("NFKD", text).lower().translate(_PLAIN)
    return " ".join(_WORD.findall(without_marks(letters)))


def slug(text: str) -> str:
    """The URL form, a-z 0-9 and hyphens; empty when the text has no Latin letter or digit."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")


def unaccented(text: str) -> str:
    """The text as it is printed in English: "Đồng Tháp" becomes "Dong Thap"."""
    plain = nfc(text).replace("đ", "d").replace("Đ", "D")
    return nfc(without_marks(unicodedata.normalize("NFD", plain)))


def without_marks(decomposed: str) -> str:
    """Drop the combining marks of a decomposed text."""
    return "".join(filterfalse(unicodedata.combining, decomposed))


def sort_key(text: str) -> SortKey:
    """Dictionary order: the Vietnamese alphabet first, then the tones (ngang huyền hỏi ngã sắc nặng)."""
    letters: list[int] = []
    tones: list[int] = []
    for char in nfc(text).lower():
        marks = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in marks if mark in _TONES), "")
        letters.append(_rank(nfc(marks.replace(tone, "", 1)) or char))
        tones.append(_TONES.get(tone, 0))
    return tuple(letters), tuple(tones)


def _rank(letter: str) -> int:
    """Spaces, then digits, then the alphabet, then everything else."""
    if letter.isspace():
        return 0
    if letter in "0123456789":
        return 1 + int(letter)
    return 20 + _ALPHABET[letter] if letter in _ALPHABET else 100 + ord(letter[0])


def clean_line(text: str, limit: int = 200) -> str:
    """One line that is safe to store and show, at most `limit` characters long.

    Composed letters, single spaces; no control, direction or zero-width characters and no half characters.
    """
    kept = "".join(_visible(char) for char in text)
    return " ".join(nfc(kept).split())[:limit].rstrip()


def clean_text(text: str, limit: int = 5000) -> str:
    """Several lines, each clean; at most one empty line in a row and `limit` characters."""
    lines = [clean_line(line, limit) for line in re.split(r"\r\n|\r|\n", text)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")[:limit].rstrip()


def _visible(char: str) -> str:
    """The character, a space for a control character such as a tab, or nothing."""
    if char in _INVISIBLE or unicodedata.category(char) == "Cs" or char == "\0":
        return ""
    return " " if unicodedata.category(char) == "Cc" else char
