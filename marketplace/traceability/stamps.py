"""The code on a stamp: eight characters that people read off a jar and type, in two groups of four.

The alphabet is Crockford's base 32: ten digits and the letters without I, L, O and U. Of each group three characters
are drawn by lot, the fourth checks them. Characters count as elements of GF(32), the field of 32 elements made with
x⁵ + x² + 1. A group a b c d is right when

    x³·a + x²·b + x·c + d = 0 in the first group, 1 in the second.

A wrong character changes this sum by its weight times a difference that is not zero. Two characters that changed places
change it by the difference of their weights times the difference of the two; the weights are distinct, so neither is
zero. Every single wrong character and every swap within a group is therefore noticed, and noticed in its own group, so
that the page can say which one to look at. The sums differ so that groups in the wrong order are noticed too.
"""

import secrets
import unicodedata
from collections.abc import Callable
from typing import Final

from marketplace.text import clean_line
from marketplace.traceability.errors import CodeIncomplete, GroupWrong

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP: Final = 4
LENGTH: Final = 2 * GROUP
SUMS: Final = (0, 1)
LONGEST_TYPED: Final = 40
_POLYNOMIAL: Final = 0b100101
_FORGIVEN: Final = str.maketrans("OIL", "011", " -‐‑–—.·")


def new_code(draw: Callable[[str], str] = secrets.choice) -> str:
    """Eight characters, six of them drawn from the alphabet by `draw`: one of a thousand million codes."""
    return "".join(_checked("".join(draw(ALPHABET) for _ in range(GROUP - 1)), wanted) for wanted in SUMS)


def parse_code(text: str) -> str:
    """The code as it is kept, "0447K7F2", of what somebody typed or scanned.

    Lower case, O for 0, I and L for 1, spaces and hyphens are forgiven. Raises CodeIncomplete when it is no eight
    characters, GroupWrong when a check character does not fit.
    """
    code = tidy(text)
    if len(code) != LENGTH:
        raise CodeIncomplete(count=len(code))
    groups = groups_of(code)
    wrong = [at for at, wanted in enumerate(SUMS) if not _is_right(groups[at], wanted)]
    if wrong:
        raise GroupWrong(groups, wrong)
    return code


def tidy(text: str) -> str:
    """What was typed, in the form of a code but unchecked, at most `LONGEST_TYPED` characters long."""
    upper = unicodedata.normalize("NFKC", clean_line(text, LONGEST_TYPED)).upper()
    return upper.translate(_FORGIVEN)[:LONGEST_TYPED]


def groups_of(code: str) -> tuple[str, str]:
    """The two groups in which a code is printed."""
    return code[:GROUP], code[GROUP:]


def _checked(drawn: str, wanted: int) -> str:
    return drawn + ALPHABET[_times_x(_sum(drawn)) ^ wanted]


def _is_right(group: str, wanted: int) -> bool:
    return all(char in ALPHABET for char in group) and _sum(group) == wanted


def _sum(group: str) -> int:
    """The characters weighted with falling powers of x, the last with 1 (Horner's rule)."""
    total = 0
    for char in group:
        total = _times_x(total) ^ ALPHABET.index(char)
    return total


def _times_x(element: int) -> int:
    """The element times x; what grows beyond five bits is reduced by the polynomial."""
    doubled = element << 1
    return doubled ^ _POLYNOMIAL if doubled >= len(ALPHABET) else doubled
