"""The words of a search, each with and without its accents."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from marketplace.text import clean_line, fold, nfc, without_marks

LONGEST_QUERY = 200
_WORD = re.compile(r"[^\W_]+")
_TONES = "\u0301\u0300\u0309\u0303\u0323"


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `folded` as it is searched, `spelled` in lower case with the accents that were typed."""

    folded: str
    spelled: str

    def may_be(self, other: "Word") -> bool:
        """Whether somebody who typed this can mean the other: accents may be left out, but not be different."""
        if self.folded != other.folded:
            return False
        typed, meant = accents(self.spelled).split(), accents(other.spelled).split()
        return all(mine in (bare, theirs) for mine, bare, theirs in zip(typed, self.folded.split(), meant, strict=True))


def tidy(text: str) -> str:
    """What was typed as one line of lower case letters with no loose accents, cut to `LONGEST_QUERY`."""
    return clean_line(without_marks(nfc(clean_line(text, LONGEST_QUERY).lower())), LONGEST_QUERY)


def plain(line: str) -> str:
    """The line without accents, letter for letter, so that a position in one is the same position in the other."""
    return "".join(_plain_letter(letter) for letter in line)


def words_of(line: str) -> list[Word]:
    """The words of a tidy line."""
    return list(_words(line))


def joined(words: Sequence[Word]) -> Word:
    """The words as one phrase."""
    return Word(" ".join(word.folded for word in words), " ".join(word.spelled for word in words))


def accents(spelled: str) -> str:
    """A form that is the same for the old and the new place of a tone: "hoà" and "hòa", "thuỷ" and "thủy"."""
    return " ".join(tone_last(word) for word in spelled.split())


def _words(line: str) -> Iterator[Word]:
    for spelled in _WORD.findall(line):
        parts = fold(spelled).split()
        for part in parts:
            yield Word(part, spelled if len(parts) == 1 else part)


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    bare = without_marks(unicodedata.normalize("NFKD", letter)).lower().replace("đ", "d")
    return bare if len(bare) == 1 else letter


@lru_cache(maxsize=10_000)
def tone_last(word: str) -> str:
    """One spelling whichever vowel carries the tone: "thuỷ" and "thủy" are "thuy3", tones numbered as VNI does: an
    index has no room for loose marks.
    """
    marks = unicodedata.normalize("NFD", word)
    tone = next((mark for mark in marks if mark in _TONES), "")
    return nfc(marks.replace(tone, "", 1)) + str(_TONES.index(tone) + 1) if tone else nfc(word)
