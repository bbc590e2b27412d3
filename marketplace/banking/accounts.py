"""Accounts at banks, as people type them and as they are shown."""

import re
import unicodedata
from typing import Final

from marketplace.errors import DomainError
from marketplace.text import N_, clean_line, unaccented

SHORTEST, LONGEST = 6, 19
LONGEST_HOLDER: Final = 70
SHOWN: Final = 4
_SEPARATORS: Final = re.compile(r"[\s.\-]+")


class WrongAccount(DomainError):
    """What was typed is no account; never repeats it."""


def parse_account(text: str) -> str:
    """The number of an account: 6 to 19 digits or letters, however they are spaced. Raises WrongAccount."""
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", clean_line(text, 60))).upper()
    if not plain:
        raise WrongAccount(N_("Chưa ghi số tài khoản."))
    if not (plain.isascii() and plain.isalnum()):
        raise WrongAccount(N_("Số tài khoản chỉ gồm chữ số, có khi thêm chữ cái không dấu."))
    if not SHORTEST <= len(plain) <= LONGEST:
        raise WrongAccount(
            N_("Số tài khoản có từ %(least)s đến %(most)s ký tự. Xem lại trên thẻ hoặc ứng dụng ngân hàng."),
            least=SHORTEST,
            most=LONGEST,
        )
    return plain


def parse_holder(text: str) -> str:
    """The holder as banks write it: capital letters without accents. Raises WrongAccount."""
    plain = unaccented(clean_line(text, LONGEST_HOLDER + 1)).upper()
    if not plain or len(plain) > LONGEST_HOLDER or not re.fullmatch(r"[A-Z0-9 .,&()/'-]+", plain):
        raise WrongAccount(N_("Ghi tên chủ tài khoản như trên ứng dụng ngân hàng. Ví dụ: HTX MAU SUOI TRONG"))
    return plain


def masked_account(number: str) -> str:
    """Enough to recognise one's own account: its last four characters."""
    return f"•••• {number[-SHOWN:]}"
