"""What people type or scan in place of a stamp's code, brought to the letters that stamps are printed in.

A scanner sends the whole address of the square, often in capitals ("HTTPS://GUI.EXAMPLE/T/..."). A Vietnamese keyboard
(Telex) makes "Â" of two A and "Á" of A and S; the other scripts have letters and digits that look like ours. All of
this is undone; whether the code is right, its check characters tell.
"""

import re
import unicodedata
from typing import Final
from urllib.parse import unquote

from marketplace.text import clean_line

LONGEST_TYPED: Final = 40
LONGEST_ADDRESS: Final = 300
_IN_ADDRESS: Final = re.compile(r"(?:(?:^|/)(?:T|21)/|\(21\))([^/?#(]+)", re.IGNORECASE)
_CYRILLIC: Final = dict(zip("АВЕКМНОРСТУХІЈЅЗԚԜ", "ABEKMH0PCTYX1JS3QW", strict=True))
_GREEK: Final = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZH1KMN0PTYX", strict=True))
_TELEX: Final = {
    "\u0306": "W",
    "\u031b": "W",
    "\u0301": "S",
    "\u0300": "F",
    "\u0309": "R",
    "\u0303": "X",
    "\u0323": "J",
}
_CIRCUMFLEX: Final = "\u0302"
_FORGIVEN: Final = str.maketrans("OIL", "011", " -‐‑–—.·")


def tidy(text: str) -> str:
    """What was typed, in the form of a code but unchecked, at most `LONGEST_TYPED` characters long."""
    line = unicodedata.normalize("NFKC", clean_line(text, LONGEST_ADDRESS))
    found = _IN_ADDRESS.search(line)
    code = unquote(found[1]) if found else line
    plain = "".join(map(_latin, code.upper()))
    return plain.translate(_FORGIVEN)[:LONGEST_TYPED]


def foreign_letters(code: str) -> str:
    """The characters of a tidied code that no stamp bears, each once: "蜂, 🍯"."""
    return ", ".join(dict.fromkeys(char for char in code if not (char.isascii() and char.isalnum())))


def _latin(char: str) -> str:
    if char.isascii():
        return char
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char == "Đ":
        return "DD"
    base, *marks = list(unicodedata.normalize("NFD", char))
    known = _CYRILLIC.get(base) or _GREEK.get(base) or base
    return known + "".join(base if mark == _CIRCUMFLEX else _TELEX.get(mark, mark) for mark in marks)
