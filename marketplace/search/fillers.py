"""What people write around the goods they look for: "mua", "giá rẻ", "chính gốc"."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from marketplace.search.tokenizer import Word, accents, joined, words_of

_FILE = Path(__file__).with_name("data") / "fillers.txt"


@dataclass(frozen=True)
class _Filler:
    word: Word
    needs_accents: bool
    is_wish: bool

    def is_meant(self, typed: Word) -> bool:
        if self.needs_accents:
            return accents(typed.spelled) == accents(self.word.spelled)
        return typed.may_be(self.word)


def is_filler(words: Sequence[Word]) -> bool:
    """Whether the words say nothing about the goods and can be left out."""
    return _is_meant(words, is_wish=False)


def is_wish(words: Sequence[Word]) -> bool:
    """Whether the words say what would be nice and need not be: "quà", "tươi"."""
    return _is_meant(words, is_wish=True)


def may_be_filler(typed: Word) -> bool:
    """Whether this word may be one that says nothing, written without its accents: "co" for "có"."""
    return any(typed.may_be(filler.word) for filler in _fillers().get(typed.folded, ()) if not filler.is_wish)


def _is_meant(words: Sequence[Word], *, is_wish: bool) -> bool:
    typed = joined(words)
    return any(filler.is_meant(typed) for filler in _fillers().get(typed.folded, ()) if filler.is_wish == is_wish)


@cache
def _fillers() -> dict[str, list[_Filler]]:
    """The data file by folded phrase."""
    fillers: dict[str, list[_Filler]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word = joined(words_of(line))
            fillers.setdefault(word.folded, []).append(_Filler(word, line.startswith("="), line.startswith("~")))
    return fillers
