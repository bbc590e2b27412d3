"""Words that a listing may not use, found where they stand, with the reason. The words are data."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from marketplace.clock import today
from marketplace.text import fold, nfc

_WORD: Final = re.compile(r"[^\W_]+")
_FILE: Final = Path(__file__).with_name("data") / "blocked_words.toml"


@dataclass(frozen=True)
class Reason:
    """Why words are blocked and what to write instead, in both languages; it counts from `first_day` on."""

    code: str
    legal_basis: str
    first_day: date
    why_vi: str
    why_en: str
    instead_vi: str
    instead_en: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Flag:
    """A blocked word in a text, from `start` to `end`, as it was written."""

    start: int
    end: int
    text: str
    reason: Reason


def flags_in(text: str) -> tuple[Flag, ...]:
    """The blocked words of a text in their order; where two overlap, the first and longest."""
    found: list[Flag] = []
    for flag in sorted(_all_flags(nfc(text)), key=lambda each: (each.start, -each.end)):
        if not found or flag.start >= found[-1].end:
            found.append(flag)
    return tuple(found)


def reasons_today() -> tuple[Reason, ...]:
    """The reasons that count today."""
    return tuple(reason for reason in _REASONS if reason.first_day <= today())


def _all_flags(text: str) -> Iterator[Flag]:
    plain = not _has_marks(text)
    allowed = [match.span() for match in _pattern(_ALLOWED, plain).finditer(text)]
    for reason in reasons_today():
        for match in _pattern(reason.words, plain).finditer(text):
            if not any(start <= match.start() and match.end() <= end for start, end in allowed):
                yield Flag(*match.span(), match.group(), reason)


def _has_marks(text: str) -> bool:
    """Whether anything in the text was typed as Vietnamese is written."""
    return any(fold(letter) != letter.lower() for letter in text if letter.isalpha())


@lru_cache
def _pattern(phrases: tuple[str, ...], plain: bool) -> re.Pattern[str]:
    """Any of the phrases as whole words; a full stop or a comma between two words parts them."""
    spelled = (_WORD.findall(fold(phrase) if plain else nfc(phrase).lower()) for phrase in phrases)
    either = "|".join(sorted((r"[\s-]+".join(map(re.escape, words)) for words in spelled), key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.IGNORECASE)


def _load() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _reasons() -> Iterator[Reason]:
    for row in _load()["reason"]:
        told = {name: text for name, text in row.items() if name != "from"} | {"words": tuple(row["words"])}
        yield Reason(**told, first_day=row["from"])


_REASONS: Final = tuple(_reasons())
_ALLOWED: Final = tuple(word for row in _load()["allowed"] for word in row["words"])
