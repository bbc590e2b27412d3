"""Words that promise cures (Law on Advertising 16/2012/QH13, Decree 38/2021/NĐ-CP): pointed out, never judged."""

import tomllib
from functools import cache
from pathlib import Path

from marketplace.text import fold


def find_claims(text: str) -> list[str]:
    """The words of the list that stand in a text, as they are written there, each once and in the order of the list."""
    words = text.split()
    return [" ".join(found) for claim in _claims() if (found := _find(claim.split(), words))]


def _find(claim: list[str], words: list[str]) -> list[str]:
    length = len(claim)
    for start in range(len(words) - length + 1):
        part = words[start : start + length]
        if [fold(word) for word in part] == claim:
            return [word.strip(".,;:!?()“”\"'") for word in part]
    return []


@cache
def _claims() -> tuple[str, ...]:
    file = Path(__file__).with_name("data") / "claims.toml"
    return tuple(tomllib.loads(file.read_text(encoding="utf-8"))["words"])
