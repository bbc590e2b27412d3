"""What the pages are made of, and how their figures are said."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flask_babel import ngettext

DAYS_OF_A_YEAR: Final = 365


@dataclass(frozen=True)
class Section:
    """A heading with what is said below it: `text` as paragraphs, then `items` as a list, then a table of `rows`."""

    title: str
    text: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def span(length: timedelta) -> str:
    """So long, in hours up to two days, in days up to a year, else in years: "48 giờ", "14 ngày", "3 năm"."""
    hours = int(length.total_seconds() // 3600)
    if hours <= 48:
        return ngettext("%(num)d giờ", "%(num)d giờ", hours)
    if length.days >= DAYS_OF_A_YEAR:
        return ngettext("%(num)d năm", "%(num)d năm", length.days // DAYS_OF_A_YEAR)
    return ngettext("%(num)d ngày", "%(num)d ngày", length.days)


def minutes(count: int) -> str:
    """So many minutes."""
    return ngettext("%(num)d phút", "%(num)d phút", count)
