"""Amounts as banks write them: 1.250.000, 1,250,000.00, 1250000, (150,000), 150.000- or a number of a spreadsheet."""

import re
import unicodedata
from typing import Final

from marketplace.spreadsheets import Cell, Odd
from marketplace.text import N_

MOST: Final = 10**15
_CURRENCY: Final = re.compile(r"VND|VNĐ|₫|Đ(?![A-Z])")
_SIDE: Final = re.compile(r"(CR|DR|C|D)$")
_GROUPED: Final = re.compile(
    r"(\d{1,3}(?:(?P<mark>[.,' ])\d{3})(?:(?P=mark)\d{3})*)(?:(?!(?P=mark))[.,](?P<part>\d{1,2}))?"
)
_PLAIN: Final = re.compile(r"(\d{1,15})(?:[.,](?P<part>\d{1,2}))?")
UNREADABLE: Final = N_("Không đọc được số tiền “%(text)s”. Viết như 1.250.000 hoặc 1,250,000.00")
FRACTION: Final = N_("Số tiền “%(text)s” có phần lẻ, mà tiền đồng không có xu. Xem ô này có bị bảng tính đổi không.")


class AmountUnreadable(ValueError):
    """Not one certain whole number of dong; the sentence says what is wrong."""


def parse_amount(cell: Cell) -> int:
    """The dong, negative with a minus, in parentheses or marked DR; 0 for an empty cell. Raises AmountUnreadable.

    One mark before three digits groups them, because the dong has no minor unit: "1.250" is 1250.
    """
    if isinstance(cell, bool | Odd):
        raise AmountUnreadable(UNREADABLE)
    if isinstance(cell, int | float):
        return _of_number(cell)
    text = _CURRENCY.sub("", unicodedata.normalize("NFKC", cell).upper()).replace("−", "-").strip()
    if text in {"", "-", "--"}:
        return 0
    return _of_text(text)


def _of_number(cell: int | float) -> int:
    if abs(cell) >= MOST:
        raise AmountUnreadable(UNREADABLE)
    if cell != int(cell):
        raise AmountUnreadable(FRACTION)
    return int(cell)


def _of_text(text: str) -> int:
    side = _SIDE.search(text)
    bare = text[: side.start()].strip() if side else text
    digits = bare.strip("()+- ")
    found = _GROUPED.fullmatch(digits) or _PLAIN.fullmatch(digits)
    if found is None or len(bare) - len(digits) > 4:
        raise AmountUnreadable(UNREADABLE)
    if int(found["part"] or 0):
        raise AmountUnreadable(FRACTION)
    amount = int(re.sub(r"\D", "", found[1]))
    is_out = bare.startswith(("-", "(")) or bare.endswith("-") or (side is not None and side[0].startswith("D"))
    return -amount if is_out else amount
