"""What names may consist of: what can be seen and read, and for people letters alone.

A person's name stands at the top of mails to addresses that anybody may have typed, so it has no room for a message.
"""

import re
import unicodedata
from typing import Final

from marketplace.errors import DomainError
from marketplace.text import N_, nfc

LONGEST_PERSON: Final = 60
_BLANK: Final = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")  # letters and signs that leave white paper
_HIDDEN: Final = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
_PILE: Final = 2  # marks on one letter, beyond those that make one letter with it
_BETWEEN_LETTERS: Final = frozenset(" '’.-‐·")
_WRITTEN_TOGETHER: Final = re.compile(r"\.(?=\w\w)|[-.'’‐·]{2}")


class NameIllegible(DomainError):
    """The name holds what nobody can see, or letters under piles of marks."""

    sentence = N_("Tên có ký tự không nhìn thấy, hoặc dấu chồng lên nhau. Gõ lại tên bằng chữ thường dùng.")


class NotAPersonsName(DomainError):
    """The name holds a message, an address of a page or a number."""

    sentence = N_("Tên người chỉ gồm chữ cái, nhiều nhất %(most)s ký tự. Ví dụ: Đinh Thị Mẫu")


def check_legible(name: str) -> None:
    """The name of anybody or anything: some letter or digit, nothing invisible, no piled-up marks.

    Raises NameIllegible.
    """
    composed, pile = nfc(name), 0
    for char in composed:
        kind = unicodedata.category(char)
        pile = pile + 1 if kind == "Mn" else 0
        if char in _BLANK or kind in _HIDDEN or kind == "Me" or pile > _PILE:
            raise NameIllegible()
    if not any(char.isalnum() for char in composed):
        raise NameIllegible()


def check_person(name: str) -> None:
    """The name of a person: letters, with blanks, hyphens, apostrophes and abbreviating dots between them.

    Raises NameIllegible or NotAPersonsName.
    """
    check_legible(name)
    is_of_letters = all(unicodedata.category(char)[0] in "LM" or char in _BETWEEN_LETTERS for char in name)
    if not is_of_letters or len(name) > LONGEST_PERSON or _WRITTEN_TOGETHER.search(name):
        raise NotAPersonsName(most=LONGEST_PERSON)
