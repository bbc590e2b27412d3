"""Months in addresses: "2026-11"."""

import re
from typing import Final

from marketplace.clock import today
from marketplace.errors import NotFound
from marketplace.text import N_

MONTH: Final = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])", re.ASCII)


class MonthUnknown(NotFound):
    """No such month."""

    sentence = N_("Không có tháng này. Viết như 2026-11.")


def read_month(text: str) -> str:
    """The month of an address. Raises MonthUnknown."""
    if not MONTH.fullmatch(text):
        raise MonthUnknown()
    return text


def this_month() -> str:
    """The month that is not over."""
    return f"{today():%Y-%m}"


def month_words(month: str) -> str:
    """As people write it: "11/2026"."""
    year, number = month.split("-")
    return f"{number}/{year}"


def months_before(month: str, count: int) -> list[str]:
    """A month and those before it, so many together, newest first."""
    year, number = map(int, month.split("-"))
    months = (year * 12 + number - 1 - back for back in range(count))
    return [f"{each // 12}-{each % 12 + 1:02}" for each in months]
