"""Names as they are compared: two listings of the same thing should have the same key, whoever typed them.

Accents, order, repetition, sizes and what everybody puts around a name do not count: "Mật ong rừng Đà Bắc OCOP 3 sao
(500ml)" and "MAT ONG RUNG, da bac" have one key. It serves the search among all goods as well.
"""

import re
from typing import Final

from marketplace.text import fold

LONGEST: Final = 200
FILLERS: Final = (
    *("dac san", "nguyen chat", "tu nhien", "chinh goc", "chinh hang", "thuong hang", "cao cap", "loai 1", "loai mot"),
    *("hang moi", "gia re", "gia si", "gia goc", "chuan", "ocop", "freeship", "combo"),
)
"""Phrases that tell nothing of what it is."""
_FILLER: Final = re.compile(rf"\b(?:{'|'.join(FILLERS)})\b")
_SIZE: Final = re.compile(r"\b\d+ ?(?:g|gr|gram|kg|ml|l|lit|cc|sao|hop|goi|hu|chai|tui)?\b")


def name_key(name: str) -> str:
    """The folded words that name the thing, each once, in the order of the alphabet; all of them if none would stay."""
    folded = fold(name)
    telling = _SIZE.sub(" ", _FILLER.sub(" ", folded)).split()
    return " ".join(sorted(set(telling or folded.split())))[:LONGEST].rstrip()


def wanted_words(typed: str) -> list[str]:
    """The words of a search as keys have them."""
    return name_key(typed).split()
