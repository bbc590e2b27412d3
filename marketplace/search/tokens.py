"""What the index keeps of a product: a set of tokens, the same on every database.

A bare token is a folded word that occurs anywhere. A letter and an underscore in front tell more: `n_` the word is in
the name, `h_` the name begins with these words, `s_` the word is spelled so, accents included. Folded words have no
underscore, so that kinds of tokens never meet.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from marketplace.text import fold, nfc

LONGEST_HEAD: Final = 5
LONGEST_TOKEN: Final = 80
"""Characters of a token; PostgreSQL refuses monsters, and nobody looks for them."""
_SPELLED: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Document:
    """The texts of a product that are searched: its names in each language, and everything else around it."""

    names: tuple[str, ...]
    around: tuple[str, ...]


def tokens_of(document: Document) -> list[str]:
    """All tokens of a product, sorted, each once."""
    texts = (*document.names, *document.around)
    found = {word for text in texts for word in fold(text).split()}
    found |= {f"s_{word}" for text in texts for word in spelled_words(text)}
    for name in document.names:
        words = fold(name).split()
        found |= {f"n_{word}" for word in words}
        found |= {head(words[:length]) for length in range(1, min(len(words), LONGEST_HEAD) + 1)}
    return sorted({token[:LONGEST_TOKEN] for token in found})


def head(words: Iterable[str]) -> str:
    """The token of names that begin with these folded words."""
    return "h_" + "_".join(words)


def spelled_words(text: str) -> Iterator[str]:
    """The words as they are spelled, in lower case; those without accents are left out, `fold` knows them."""
    for word in _SPELLED.findall(nfc(text).lower()):
        if any(unicodedata.combining(mark) for mark in unicodedata.normalize("NFD", word)) or "đ" in word:
            yield _old_tones(word)


def _old_tones(word: str) -> str:
    """One spelling for words whose tone may stand on either vowel: "thuỷ" is "thủy", "hoà" is "hòa"."""
    marks = unicodedata.normalize("NFD", word)
    tone = next((mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"), "")
    return unicodedata.normalize("NFC", marks.replace(tone, "", 1)) + tone if tone else nfc(word)
