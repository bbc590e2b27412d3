"""Words that are nearly right: mistyped, spelled as they are heard, or with the spaces in the wrong places."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST_NEAR: Final = 10
FARTHEST: Final = 2  # wrong letters, even when it sounds the same: "suoi dang" for "suoi giang"
SHORTEST_PART: Final = 2
MOST_PARTS: Final = 4
_HEARD_ALIKE: Final = (
    (r"(.)\1+", r"\1"),
    (r"^(?:ngh|ng)", "ŋ"),
    (r"^(?:gi|d|r)", "z"),
    (r"^gh", "g"),
    (r"^(?:tr|ch)", "č"),
    (r"^(?:s|x)", "s"),
    (r"^(?:l|n)(?!h)", "l"),
    (r"^(?:k|c|q)(?!h)", "k"),
    (r"^ph|^f", "f"),
    (r"y", "i"),
    (r"(?:ng|nh|n)$", "n"),
    (r"(?:ch|c|t)$", "t"),
)
"""What Vietnamese ears take for the same, from one end of the country to the other."""


def near(word: str, vocabulary: Mapping[str, int]) -> list[str]:
    """Known words that `word` may be meant to be, likeliest first.

    Those that sound the same come first, then those with the fewest wrong, missing, doubled or swapped letters, then
    those that more goods have. Words with digits are names and numbers and are not guessed.
    """
    if not word.isalpha() or len(word) < SHORTEST_PART:
        return []
    most = 1 if len(word) < 7 else FARTHEST
    close = process.extract(word, vocabulary.keys(), scorer=OSA.distance, score_cutoff=FARTHEST, limit=None)
    ranked = [(not alike(word, known), distance, -vocabulary[known], known) for known, distance, _ in close]
    fitting = [rank for rank in ranked if rank[3] != word and not (rank[0] and rank[1] > most)]
    return [known for *_, known in sorted(fitting)[:MOST_NEAR]]


def rejoined(words: Sequence[str], vocabulary: Mapping[str, int]) -> Iterator[list[str]]:
    """The words with one space more or less where that makes known words: "vi ba" to "viba", "matong" to "mat ong"."""
    for at, (first, second) in enumerate(pairwise(words)):
        if first + second in vocabulary:
            yield [*words[:at], first + second, *words[at + 2 :]]
    for at, word in enumerate(words):
        if word not in vocabulary and (parts := split(word, vocabulary)):
            yield [*words[:at], *parts, *words[at + 1 :]]


def split(word: str, vocabulary: Mapping[str, int]) -> list[str]:
    """The fewest known words that make up `word` when written together; nothing when there are none."""
    best: dict[int, list[str]] = {0: []}
    for end in range(SHORTEST_PART, len(word) + 1):
        ways = [
            [*best[start], word[start:end]]
            for start in range(max(0, end - 10), end - SHORTEST_PART + 1)
            if start in best and word[start:end] in vocabulary and word[start:end] != word
        ]
        if ways:
            best[end] = min(ways, key=lambda parts: (len(parts), -min(vocabulary[part] for part in parts)))
    parts = best.get(len(word), [])
    return parts if len(parts) <= MOST_PARTS else []


def alike(word: str, other: str) -> bool:
    """Whether the words sound the same to somebody."""
    return _sound(word) == _sound(other)


@lru_cache(maxsize=100_000)
def _sound(word: str) -> str:
    for pattern, sound in _HEARD_ALIKE:
        word = re.sub(pattern, sound, word)
    return word
