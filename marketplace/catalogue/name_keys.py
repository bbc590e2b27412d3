"""Names as they are compared: two listings of the same thing should have the same key, whoever typed them.

Accents, order, repetition, sizes and the words that everybody puts around a name do not count: "Mật ong rừng Đà Bắc
OCOP 3 sao (500ml)" and "MAT ONG RUNG, da bac" have one key. It serves the search among all goods as well.
"""

import re
from typing import Final

from marketplace.text import fold

LONGEST: Final = 200
FILLERS: Final = frozenset(
    "dac san ocop sao loai 1 hang chuan sach tu nhien nguyen chat chinh goc cao cap thuong hang moi hop goi tui hu chai lo "
    "combo set kem gia si le freeship".split()
)
"""Words that tell nothing of what it is."""
_SIZE: Final = re.compile(r"\d+(?:g|gr|gram|kg|ml|l|lit|cc|hop|goi|hu|chai|sao)?")


def name_key(name: str) -> str:
    """The folded words that name the thing, each once, in the order of the alphabet; all of them if none would stay."""
    words = set(fold(name).split())
    telling = {word for word in words if word not in FILLERS and not _SIZE.fullmatch(word)}
    return " ".join(sorted(telling or words))[:LONGEST].rstrip()


def wanted_words(typed: str) -> list[str]:
    """The words of a search as keys have them."""
    return name_key(typed).split()
