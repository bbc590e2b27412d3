"""The code on a stamp: characters that people read off a jar and type, in groups that check themselves.

The alphabet is Crockford's base 32: ten digits and the letters without I, L, O and U. The characters of each group are
drawn by lot but for the last, which checks them. Characters count as elements of GF(32), the field of 32 elements made
with x⁵ + x² + 1. A group a b c d e is right when

    x⁴·a + x³·b + x²·c + x·d + e = 0 in the first group, 1 in the second, 2 in the third.

A wrong character changes this sum by its weight times a difference that is not zero. Two characters that changed places
change it by the difference of their weights times the difference of the two; the weights are distinct, so neither is
zero. Every single wrong character and every swap within a group is therefore noticed, and noticed in its own group, so
that the page can say which one to look at; a swap across the border of two groups is a wrong character in both. The
sums differ so that groups in the wrong order are noticed too.

Twelve drawn characters are 2^60 codes: ten million of them meet with a chance of one in twenty thousand (and a draw
that is taken is drawn again), and with 5,400,000 given out a well-formed guess is a real stamp once in 213,000 million.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from marketplace.traceability.errors import CodeIncomplete, CodeOfOtherLetters, GroupWrong
from marketplace.traceability.typed_codes import foreign_letters, tidy

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_POLYNOMIAL: Final = 0b100101


@dataclass(frozen=True)
class Shape:
    """So many groups of so many characters, the last of each group checking the others."""

    groups: int
    group: int

    @property
    def length(self) -> int:
        """How many characters a code has."""
        return self.groups * self.group


SHAPE: Final = Shape(groups=3, group=5)
FORMER: Final = Shape(groups=2, group=4)
"""Codes that stand on stamps printed earlier, with 2^30 values; they stay valid, none is given out any more."""
LONGEST: Final = max(SHAPE.length, FORMER.length)
_SHAPES: Final = {shape.length: shape for shape in (SHAPE, FORMER)}


def new_code(draw: Callable[[str], str] = secrets.choice, *, shape: Shape = SHAPE) -> str:
    """A code whose characters are drawn from the alphabet by `draw`, but for the checking ones."""
    drawn = ("".join(draw(ALPHABET) for _ in range(shape.group - 1)) for _ in range(shape.groups))
    return "".join(_checked(group, wanted) for wanted, group in enumerate(drawn))


def parse_code(text: str) -> str:
    """The code as it is kept, "0447K7F2QPZ51XW", of what somebody typed or scanned.

    Lower case, O for 0, I and L for 1, spaces and hyphens are forgiven, and what `typed_codes` undoes. Raises
    CodeOfOtherLetters, CodeIncomplete when it has as many characters as no code has, GroupWrong when a check character
    does not fit.
    """
    code = tidy(text)
    if shown := foreign_letters(code):
        raise CodeOfOtherLetters(shown=shown)
    if len(code) not in _SHAPES:
        raise CodeIncomplete(length=SHAPE.length, former=FORMER.length, count=len(code))
    groups = groups_of(code)
    wrong = [at for at, group in enumerate(groups) if not _is_right(group, at)]
    if wrong:
        raise GroupWrong(groups, wrong)
    return code


def groups_of(code: str) -> list[str]:
    """The groups in which a code is printed; of what is none, groups of today's size."""
    size = _SHAPES.get(len(code), SHAPE).group
    return [code[start : start + size] for start in range(0, len(code), size)]


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
