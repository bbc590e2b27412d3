"""Provinces, present and former, and former districts that are named in a search."""

from collections.abc import Sequence
from functools import cache

from marketplace import places
from marketplace.places.registry import former_units
from marketplace.search.tokenizer import Word, joined, words_of

_BEFORE = ("thành phố", "thị xã", "thị trấn", "tỉnh", "huyện", "quận", "xã", "phường", "tp", "vùng", "ở", "tại")


def provinces_of(words: Sequence[Word]) -> tuple[str, ...]:
    """The codes of the present provinces of a place of this name, or nothing when it is none."""
    typed = joined(words)
    return tuple(
        code for code, names in _landmarks().get(typed.folded, {}).items() if any(typed.may_be(name) for name in names)
    )


def leads_to_place(words: Sequence[Word]) -> bool:
    """Whether the words can stand in front of a place and say nothing themselves: "tỉnh", "thành phố", "ở"."""
    typed = joined(words)
    return any(typed.may_be(word) for word in _words_before())


@cache
def _words_before() -> tuple[Word, ...]:
    return tuple(joined(words_of(text)) for text in _BEFORE)


@cache
def _landmarks() -> dict[str, dict[str, list[Word]]]:
    """By folded name the present provinces with the spellings.

    A district of a province's name would only blur it, and one that has a number for a name is nobody's search.
    """
    found: dict[str, dict[str, list[Word]]] = {}
    for province in places.provinces():
        for name in (province.short_name, *province.former_names):
            _note(found, name, (province.code,))
    of_provinces = frozenset(found)
    for unit in former_units():
        if not unit.ward and not unit.district_key[-1:].isdigit() and unit.district_key not in of_provinces:
            _note(found, unit.district, {commune.province.code for commune in unit.communes})
    return found


def _note(found: dict[str, dict[str, list[Word]]], name: str, codes: Sequence[str] | set[str]) -> None:
    word = joined(_without_kind(words_of(name.lower())))
    for code in sorted(codes):
        found.setdefault(word.folded, {}).setdefault(code, []).append(word)


def _without_kind(words: list[Word]) -> list[Word]:
    size = next((size for size in (2, 1) if len(words) > size and leads_to_place(words[:size])), 0)
    return words[size:]
