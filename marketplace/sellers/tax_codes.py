"""Tax codes: ten digits of an organisation with a check digit, thirteen of a branch, twelve of a person.

Since 2025-07-01 households and people use their personal number (Circular 86/2024/TT-BTC), which has no check digit.
"""

import re
from typing import Final

_ORGANISATION: Final = re.compile(r"\d{10}(-?\d{3})?")
_PERSON: Final = re.compile(r"\d{12}")
_WEIGHTS: Final = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def is_of_organisation(code: str) -> bool:
    """Whether it has the shape of an organisation's or branch's code."""
    return bool(_ORGANISATION.fullmatch(code))


def is_of_person(code: str) -> bool:
    """Whether it has the shape of a personal number."""
    return bool(_PERSON.fullmatch(code))


def has_right_check_digit(code: str) -> bool:
    """Whether the tenth digit of an organisation's code follows from the nine before it."""
    rest = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, code, strict=False)) % 11
    return 10 - rest == int(code[9])


def mask(code: str) -> str:
    """The code as it is shown: of a personal number the last three digits alone."""
    return f"•••••••••{code[-3:]}" if is_of_person(code) else code
