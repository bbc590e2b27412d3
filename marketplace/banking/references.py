"""The reference in the memo of a transfer, by which its money finds its purchase.

`reference("2611-P9AN9")` is "GUI2611P9AN9" and a check character: capitals and digits alone, so that banks can write it
in capitals, drop hyphens and put words of their own around it. `find_references` reads it out of what is left of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from marketplace.text import fold

PREFIX: Final = "GUI"
_DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PRIME: Final = 31
_SEEN_AS: Final = str.maketrans("OILU", "011V")
_MONTH: Final = r"[2-9]\d(?:0[1-9]|1[0-2])"
_LETTER: Final = "[2-9A-HJKMNP-TV-Z]"
_WITH_PREFIX: Final = re.compile(f"GV1({_MONTH}{_LETTER}{{3,5}})(.?)")  # two letters would fit too many purchases
_WITHOUT_PREFIX: Final = re.compile(f"({_MONTH}{_LETTER}{{5}})(.?)")
_CUT_PREFIX: Final = re.compile("V?1")
_LENGTH: Final = 9


@dataclass(frozen=True)
class Reference:
    """A reference as it was found in a memo.

    `code` is the code of a purchase, or the beginning of one where `is_whole` is false. `is_checked` says that the
    check character is there and right, which no single wrong character and no exchange of two leaves so: where the
    purchase exists, its money may be booked without a person. Everything else is a proposal for one.
    """

    code: str
    is_whole: bool = True
    is_checked: bool = False


def reference(code: str) -> str:
    """The reference of a purchase: "2611-P9AN9" becomes "GUI2611P9AN9" and its check character."""
    plain = code.replace("-", "")
    return PREFIX + plain + _check_character(plain)


def find_references(memo: str) -> list[Reference]:
    """The references in a memo, the surest first, none twice.

    The prefix may be cut or missing, the end too; spaces and hyphens may stand anywhere, and O, I, L and U for the
    0, 1 and V that they are mistaken for.
    """
    words = fold(memo).upper().translate(_SEEN_AS).split()
    found: dict[str, Reference] = {}
    for each in sorted(_references(words), key=lambda one: (not one.is_checked, not one.is_whole)):
        found.setdefault(each.code, each)
    return list(found.values())


def _references(words: list[str]) -> Iterator[Reference]:
    """With the prefix wherever it stands, since banks glue words to it; without it only where a word begins."""
    memo = "".join(words)
    for prefixed in _WITH_PREFIX.finditer(memo):
        yield _read(*prefixed.groups())
    edges = {0, *accumulate(map(len, words))}
    cut = _CUT_PREFIX.match(memo)
    for start in edges | ({cut.end()} if cut else set()):
        match = _WITHOUT_PREFIX.match(memo, start)
        if match and not match[1].isdigit():  # a bank's own number may look like a code that is all digits
            read = _read(*match.groups())
            if read.is_checked or match.end(1) in edges:
                yield read


def _read(plain: str, check: str) -> Reference:
    code = f"{plain[:4]}-{plain[4:]}"
    if len(plain) < _LENGTH:
        return Reference(code, is_whole=False)
    return Reference(code, is_checked=check == _check_character(plain))


def _check_character(plain: str) -> str:
    """Each character times its place, summed up modulo a prime: any one wrong and any two exchanged change it."""
    return _DIGITS[sum(place * _DIGITS.index(char) for place, char in enumerate(plain, 1)) % _PRIME]
