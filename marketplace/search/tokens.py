"""What the index keeps of a product: a set of tokens, the same on every database.

A bare token is a folded word that occurs anywhere. A letter and an underscore in front tell more: `n_` the word is in
the name, `h_` the Vietnamese name begins with these words, `s_` the word is spelled so, accents included. Folded words
have no underscore, so that kinds of tokens never meet. `p_` it comes from the place of this name.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from marketplace.places.registry import key_of
from marketplace.search.tokenizer import tone_last
from marketplace.text import fold, nfc

LONGEST_HEAD: Final = 5
LONGEST_TOKEN: Final = 80
"""Characters of a token; PostgreSQL refuses monsters, and nobody looks for them."""
_SPELLED: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Document:
    """The texts of a product that are searched: its names, what is said around it, and the places it comes from."""

    names: tuple[str, ...]
    around: tuple[str, ...]
    places: tuple[str, ...] = ()


def tokens_of(document: Document) -> list[str]:
    """All tokens of a product, sorted, each once."""
    texts = (*document.names, *document.around, *document.places)
    found = {token for text in texts for token in _words_of(text)} | {place(name) for name in document.places}
    found |= {f"n_{word}" for name in document.names for word in fold(name).split()}
    words = fold(document.names[0]).split()  # English names begin with anything: "Honey lemon tea" is no honey
    found |= {head(words[:length]) for length in range(1, min(len(words), LONGEST_HEAD) + 1)}
    return sorted({token[:LONGEST_TOKEN] for token in found})


@lru_cache(maxsize=10_000)
def _words_of(text: str) -> tuple[str, ...]:
    """The words of a text, and how those with accents are spelled. Sellers and places come with every product."""
    return (*fold(text).split(), *(f"s_{word}" for word in spelled_words(text)))


def head(words: Iterable[str]) -> str:
    """The token of names that begin with these folded words."""
    return "h_" + "_".join(words)


@lru_cache(maxsize=10_000)
def place(name: str) -> str:
    """The token of goods from the place of this name, its kind left out: "Huyện Kim Bôi" is found as "kim boi"."""
    return "p_" + key_of(name).replace(" ", "_")


def spelled_words(text: str) -> Iterator[str]:
    """The words as they are spelled, in lower case; those without accents are left out, `fold` knows them."""
    return (tone_last(word) for word in _SPELLED.findall(nfc(text).lower()) if not word.isascii())
