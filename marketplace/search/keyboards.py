"""What is left when a keyboard's Vietnamese was switched off: Telex ("maatj") and VNI ("ma65t") for "mật"."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from marketplace.text import nfc

_TELEX_TONES: Final = {"f": "\u0300", "r": "\u0309", "x": "\u0303", "s": "\u0301", "j": "\u0323"}
_VNI_TONES: Final = {"2": "\u0300", "3": "\u0309", "4": "\u0303", "1": "\u0301", "5": "\u0323"}
_HATS: Final = {"a": "â", "e": "ê", "o": "ô"}
_HORNS: Final = {"a": "ă", "o": "ơ", "u": "ư"}
_VNI_HATS: Final = {"6": _HATS, "7": {"o": "ơ", "u": "ư"}, "8": {"a": "ă"}, "9": {"d": "đ"}}
_SYLLABLE: Final = re.compile(
    r"(?P<head>ngh|ng|nh|gh|gi(?=[aăâeêoôơuư])|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    r"(?P<vowels>[aăâeêioôơuưy]{1,3})(?P<tail>ch|ng|nh|[cmnpt])?"
)


def telex(word: str) -> list[str]:
    """The syllables that these Telex keys were meant to be; none when they are no Telex or need no keys."""
    found = (_toned(letters, tone) for rest, tone in _telex_tones(word) for letters in [_telex_letters(rest)])
    return [syllable for syllable in dict.fromkeys(found) if syllable and syllable != word]


def vni(word: str) -> list[str]:
    """The syllables that these VNI keys were meant to be: digits follow the letters that they change."""
    if not re.fullmatch(r"[a-z]+[1-9][a-z1-9]*", word):
        return []
    letters, tone = "", ""
    for key in word:
        if key in _VNI_TONES:
            tone = _VNI_TONES[key]
        elif key in _VNI_HATS:
            letters = _changed(letters, _VNI_HATS[key])
        else:
            letters += key
    return [syllable for syllable in [_toned(letters, tone)] if syllable]


def _telex_tones(word: str) -> Iterator[tuple[str, str]]:
    """The word without its tone key, for each key that can be one: the last of them behind the first vowel."""
    vowel = re.search(r"[aeiouyw]", word)
    keys = [at for at, key in enumerate(word) if key in _TELEX_TONES and vowel and at > vowel.start()]
    for at in reversed(keys):
        yield word[:at] + word[at + 1 :], _TELEX_TONES[word[at]]
    yield word, ""


def _telex_letters(keys: str) -> str:
    """Doubled vowels, w and dd made into letters; a second vowel or a w may come late: "duongw", "mata"."""
    letters = ""
    for key in keys:
        if key == "d" and letters.startswith("d"):
            letters = "đ" + letters[1:]
        elif key == "w":
            letters = _changed(letters, _HORNS) if re.search(r"[aou]", letters) else letters + "ư"
        elif key in _HATS and re.search(rf"{key}[cghmnpt]*$", letters):
            letters = _changed(letters, {key: _HATS[key]})
        else:
            letters += key
    return letters


def _changed(letters: str, changes: dict[str, str]) -> str:
    """The last letter that can change, changed; "uo" becomes "ươ" as a whole."""
    if "ơ" in changes.values():
        whole, times = re.subn(r"(?:u|ư)(?:o|ơ)", "ươ", letters)
        if times:
            return whole
    at = max((letters.rfind(letter) for letter in changes), default=-1)
    return letters if at < 0 else letters[:at] + changes[letters[at]] + letters[at + 1 :]


def _toned(letters: str, tone: str) -> str:
    """The syllable with its tone on the right vowel; empty when it is no Vietnamese syllable."""
    parts = _SYLLABLE.fullmatch(letters)
    if parts is None:
        return ""
    at = parts.start("vowels") + _toned_vowel(parts["vowels"], parts["tail"])
    return nfc(letters[: at + 1] + tone + letters[at + 1 :])


def _toned_vowel(vowels: str, tail: str | None) -> int:
    """Vowels with a mark of their own carry the tone, then the middle one, then the one before a consonant."""
    marked = [at for at, vowel in enumerate(vowels) if unicodedata.decomposition(vowel)]
    if marked:
        return marked[-1]
    return 1 if len(vowels) == 3 or (len(vowels) == 2 and tail) else 0
